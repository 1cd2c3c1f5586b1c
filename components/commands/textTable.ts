/** A longer cell does not make the others of its column wider. */
const widest = 60;

/** Rows of cells, of which those of a column begin below one another. */
export function textTable(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.min(widest, Math.max(...rows.map((cells) => cells[column]?.length ?? 0))),
  );
  return rows.map((cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
