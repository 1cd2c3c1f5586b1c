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
import { cellsOf, columns, decisionIn, failureIn } from "./text";

/** A report for the summary of a CI job. What others have written stands in code spans alone. */
export function markdownReport(report: DriftReport): string {
  const { drift, decided } = byKind(report);
  const follows = firstOf(followers(report));
  const next = nextCommand(report);
  const [subject, found] = headline(report);
  const rows = drift.map((each) => {
    const [side = "", ...others] = cellsOf(each);
    return [side, ...others.map((cell) => inCell(codeSpan(cell)))];
  });
  return [
    `### ${codeSpan(oneLine(subject))}: ${found}`,
    drift.length === 0 ? "" : [columns, columns.map(() => "---"), ...rows].map(row).join("\n"),
    follows.length === 0 ? "" : `Follows from them: ${follows.map(codeSpan).join(", ")}.`,
    list("Decided by others", decided.map(decisionIn)),
    list("Failed", report.failures.map(failureIn)),
    list("Notes", report.remarks.map(oneLine)),
    next === undefined ? "" : `Next: ${codeSpan(oneLine(next))} ${nextMeans}.`,
    `More: ${reportPage(report)}`,
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;

function list(heading: string, lines: readonly string[]): string {
  if (lines.length === 0) return "";
  return [`**${heading}**`, lines.map((line) => `- ${codeSpan(line)}`).join("\n")].join("\n\n");
}

/** What stands between more backticks than it has in a row. */
function codeSpan(text: string): string {
  if (text === "") return "";
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  const space = longest > 0 ? " " : "";
  return `${fence}${space}${text}${space}${fence}`;
}

/** A backslash before the one that hides a bar would show the bar again. */
function inCell(cell: string): string {
  return cell.replace(/\\(?=\\*\|)/g, "\\u005c").replaceAll("|", "\\|");
}
