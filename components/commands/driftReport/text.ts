import type { Entry } from "./entries";
import {
  byKind,
  followers,
  headline,
  nextCommand,
  nextMeans,
  reportPage,
  type DriftReport,
} from "./report";
import { firstOf, oneLine } from "../shown";
import { textTable } from "../textTable";
import { valueIn } from "./valueIn";

/** A report for a terminal. */
export function textReport(report: DriftReport): string {
  const { drift, decided } = byKind(report);
  const follows = firstOf(followers(report));
  const next = nextCommand(report);
  return [
    oneLine(`${headline(report).join(": ")}.`),
    ...(drift.length > 0 ? ["", ...textTable([columns, ...drift.map(cellsOf)])] : []),
    ...(follows.length > 0 ? ["", `Follows from them: ${follows.join("; ")}.`] : []),
    ...list("Decided by others:", decided.map(decisionIn)),
    ...list("Failed:", report.failures.map(failureIn)),
    ...list("Notes:", report.remarks.map(oneLine)),
    "",
    ...(next === undefined ? [] : [oneLine(`Next: ${next} (it ${nextMeans})`)]),
    `More: ${reportPage(report)}`,
  ].join("\n");
}

/** The columns of a table of changes. */
export const columns = ["side", "object", "field", "declared", "found", "resource"];

/** What a table says of a change. */
export function cellsOf({ side, object, field, declared, found, resource }: Entry): string[] {
  const values = [declared, found].map((value) => valueIn(field, value));
  return [side, oneLine(object), oneLine(field), ...values, oneLine(resource)];
}

/** What others have decided. */
export function decisionIn({ why, object, field, found }: Entry): string {
  return oneLine(why ?? `${object}: ${field} is ${valueIn(field, found)}`);
}

/** What could not be found out, and of what. */
export function failureIn({ resources, message }: DriftReport["failures"][number]): string {
  const whose = resources.length > 0 ? ` (${firstOf(resources).join(", ")})` : "";
  return `${oneLine(message)}${whose}`;
}

function list(heading: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", heading, ...lines.map((line) => `- ${line}`)];
}
