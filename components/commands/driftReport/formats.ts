import { htmlReport } from "./html";
import { markdownReport } from "./markdown";
import type { DriftReport } from "./report";
import { visibleJson } from "../shown";
import { textReport } from "./text";

/** The ways to write a report. People are told nothing where there is nothing to say. */
export const formats = {
  text: unlessEmpty(textReport),
  markdown: unlessEmpty(markdownReport),
  html: htmlReport,
  json,
} as const;

function unlessEmpty(write: (report: DriftReport) => string) {
  return (report: DriftReport): string => {
    const { entries, failures, remarks } = report;
    return entries.length + failures.length + remarks.length === 0 ? "" : write(report);
  };
}

function json({ stack, entries, failures, remarks }: DriftReport): string {
  return visibleJson({ stack, entries, failures, remarks });
}
