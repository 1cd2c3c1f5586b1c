import * as prettier from "prettier";
import { isFlawless, type Cell } from "./cells";
import { kinds, kindTitles, type Kind } from "./declaration";

/** The matrix for a reader: a table of what each operation does, and what went wrong in it. */
export function inMarkdown(cells: readonly Cell[], seconds: number): Promise<string> {
  const rows = [...new Set(cells.map(({ row }) => row))];
  const header = ["", ...kinds.map((kind) => kindTitles[kind]), "seconds"];
  const lines = rows.map((row) => {
    const inRow = cells.filter((cell) => cell.row === row);
    // Cells of one life have its time, each.
    const spent = [...new Set(inRow.map((cell) => cell.seconds))].reduce(
      (sum, life) => sum + life,
      0,
    );
    return [row, ...kinds.map((kind) => summary(inRow, kind)), spent.toFixed(0)];
  });
  const flawed = cells.filter((cell) => !isFlawless(cell));
  const text = [
    table([header, header.map(() => "---"), ...lines]),
    `${cells.length - flawed.length} of ${cells.length} cells are flawless; ${seconds.toFixed(0)} seconds.`,
    ...(flawed.length === 0 ? [] : ["What went wrong:", flawed.map(detail).join("\n")]),
  ].join("\n\n");
  return prettier.format(text, { parser: "markdown", printWidth: 100 });
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
