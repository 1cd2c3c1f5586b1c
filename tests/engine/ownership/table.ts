import * as prettier from "prettier";
import { isFlawless, type Cell } from "./cells";
import { kinds, kindTitles, type Kind } from "./declaration";

/** The matrix as a table, with what each operation does; cells of an earlier one stay where there are no new ones. */
export function tableWith(cells: readonly Cell[], earlier = ""): Promise<string> {
  const rows = rowsIn(earlier);
  for (const row of new Set(cells.map((cell) => cell.row))) {
    const inRow = cells.filter((cell) => cell.row === row);
    const before = rows.get(row) ?? [];
    rows.set(
      row,
      kinds.map((kind, column) => summary(inRow, kind) || (before[column] ?? "")),
    );
  }
  const header = ["", ...kinds.map((kind) => kindTitles[kind])];
  const lines = [...rows].map(([row, summaries]) => [row, ...summaries]);
  const text = table([header, header.map(() => "---"), ...lines]);
  return prettier.format(text, { parser: "markdown", printWidth: 100 });
}

/** What a table says of each kind, by the titles of its rows. */
function rowsIn(text: string): Map<string, string[]> {
  const lines = text
    .split("\n")
    .filter((line) => line.startsWith("| ") && !line.startsWith("| ---"));
  const cells = lines.map((line) => line.split("|").map((cell) => cell.trim()));
  const end = 2 + kinds.length;
  return new Map(cells.slice(1).map((line) => [line[1] ?? "", line.slice(2, end)]));
}

/** How much of it went well, and what did not. */
export function verdict(cells: readonly Cell[], seconds: number): string {
  const flawed = cells.filter((cell) => !isFlawless(cell));
  return [
    `${cells.length - flawed.length} of ${cells.length} cells are flawless; ${seconds.toFixed(0)} seconds.`,
    ...(flawed.length === 0 ? [] : ["What went wrong:", ...flawed.map(detail)]),
  ].join("\n");
}

function summary(row: readonly Cell[], kind: Kind): string {
  const cells = row.filter((cell) => cell.kind === kind);
  if (cells.length === 0) return "";
  const flawed = cells.filter((cell) => !isFlawless(cell));
  const faults = [...new Set(flawed.flatMap(faultsOf))].map((fault) => `**${fault}**`);
  const [only] = cells;
  const done =
    cells.length === 1 && only
      ? (only.outcome.split(";")[0] ?? "")
      : `${cells.length - flawed.length} of ${cells.length}`;
  return [done, ...faults].join(", ");
}

/** What is wrong with a cell, in a word each. */
function faultsOf({ exitCodes, lost, orphaned, preview, destroyed }: Cell): string[] {
  return [
    ...(exitCodes.some((code) => code !== 0) ? ["failed"] : []),
    ...(lost.length > 0 ? ["lost"] : []),
    ...(orphaned.length > 0 ? ["orphan"] : []),
    ...(preview !== 0 ? [`preview ${preview}`] : []),
    ...(destroyed.exitCode !== 0 ? ["destroy failed"] : []),
    ...(destroyed.lost.length > 0 ? ["destroy took others'"] : []),
    ...(destroyed.orphaned.length > 0 ? ["left after destroy"] : []),
  ];
}

/** A cell in a line: what is wrong with it, and what was seen. */
export function detail(cell: Cell): string {
  const { row, kind, outcome, lost, orphaned, destroyed } = cell;
  const lists: [string, readonly string[]][] = [
    ["lost", lost],
    ["orphaned", orphaned],
    ["taken by destroy", destroyed.lost],
    ["left after destroy", destroyed.orphaned],
  ];
  const found = lists.flatMap(([title, items]) =>
    items.length === 0 ? [] : [`${title}: ${items.join(", ")}`],
  );
  const words = isFlawless(cell) ? "flawless" : faultsOf(cell).join(", ");
  return `- ${row}, ${kindTitles[kind]}: ${words}. ${[outcome, ...found].join("; ")}.`;
}

function table(lines: readonly (readonly string[])[]): string {
  return lines
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`)
    .join("\n");
}
