/** How far a name may be from what somebody has mistyped. */
const farthest = 2;

/** The name that was probably meant, if there is one. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const [closest] = known
    .map((each) => ({ each, distance: distanceOf(name, each) }))
    .filter(({ distance }) => distance <= farthest)
    .sort((one, other) => one.distance - other.distance);
  return closest?.each;
}

/** How many letters have to be put in, taken out or changed (Levenshtein). */
function distanceOf(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (const [row, letter] of Array.from(one).entries()) {
    const line = [row + 1];
    for (const [column, up] of above.slice(1).entries()) {
      const changed = (above[column] ?? 0) + (letter === other[column] ? 0 : 1);
      line.push(Math.min(changed, up + 1, (line[column] ?? 0) + 1));
    }
    above = line;
  }
  return above.at(-1) ?? 0;
}
