import type { Difference } from "./differences";
import type { Failure } from "./failures";

/** All that a drift check has found. */
export interface DriftReport {
  differences: readonly Difference[];
  failures: readonly Failure[];
  remarks: readonly string[];
}

const header = ["resource", "type", "field", "declared", "found"];

/** The ways to write a report. A text is empty where there is nothing to say. */
export const formats = { text, markdown, json } as const;

function text({ differences, failures, remarks }: DriftReport): string {
  const table = [header, ...differences.map(cellsOf)];
  const widths = header.map((_, column) =>
    Math.max(...table.map((cells) => cells[column]?.length ?? 0)),
  );
  const lines = table.map((cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return [
    ...(differences.length > 0 ? lines : []),
    ...failures.map((failure) => `failed: ${described(failure)}`),
    ...remarks.map((remark) => `note: ${oneLine(remark)}`),
  ].join("\n");
}

function markdown({ differences, failures, remarks }: DriftReport): string {
  const row = (cells: string[]) => `| ${cells.map(escaped).join(" | ")} |`;
  const rows = differences.map((difference) => {
    const [resource = "", type = "", ...values] = cellsOf(difference);
    return row([resource, type, ...values.map(codeSpan)]);
  });
  const table = [row(header), row(header.map(() => "---")), ...rows];
  const list = [
    ...failures.map((failure) => `- **failed**: ${described(failure)}`),
    ...remarks.map((remark) => `- **note**: ${oneLine(remark)}`),
  ];
  return [differences.length > 0 ? table.join("\n") : "", list.join("\n")]
    .filter((part) => part !== "")
    .join("\n\n");
}

function json(report: DriftReport): string {
  return JSON.stringify(report, null, 2);
}

function described({ resource, message }: Failure): string {
  return oneLine(resource === undefined ? message : `${resource}: ${message}`);
}

function cellsOf({ resource, type, field, declared, found }: Difference): string[] {
  return [resource, type, field, shown(declared), shown(found)];
}

function shown(value: unknown): string {
  if (value === undefined || value === null || value === "") return "none";
  return inOneLine(
    typeof value === "string" && !/\p{Cc}/u.test(value) ? value : JSON.stringify(value),
  );
}

/** A line that somebody else has written could be a command to the CI that prints it. */
function inOneLine(value: string): string {
  return value.replace(
    /[\p{Cc}\p{Zl}\p{Zp}]/gu,
    (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

const oneLine = (text: string) => text.replace(/[\s\p{Cc}]+/gu, " ");

const escaped = (cell: string) => oneLine(cell).replaceAll("|", "\\|");

/** A value in Markdown, between more backticks than it has in a row. */
function codeSpan(value: string): string {
  if (value === "") return "";
  const longest = Math.max(0, ...(value.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  const space = longest > 0 ? " " : "";
  return `${fence}${space}${value}${space}${fence}`;
}
