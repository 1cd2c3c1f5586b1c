/**
 * The ways round in a graph: those nodes that come back to themselves.
 *
 * @param leads from each node to others
 */
export function circlesIn(leads: readonly (readonly [from: string, to: string])[]): string[] {
  const next = new Map<string, Set<string>>();
  for (const [from, to] of leads) next.set(from, (next.get(from) ?? new Set()).add(to));
  return [...next.keys()].flatMap((start) => {
    const way = wayBack(next, start);
    return way === undefined ? [] : [way.join(" → ")];
  });
}

/** The shortest way from a node back to itself. */
function wayBack(next: ReadonlyMap<string, Set<string>>, start: string): string[] | undefined {
  const ways = [[start]];
  const seen = new Set<string>();
  for (const way of ways) {
    for (const node of next.get(way.at(-1) ?? start) ?? []) {
      if (node === start) return [...way, start];
      if (!seen.has(node)) ways.push([...way, node]);
      seen.add(node);
    }
  }
  return undefined;
}
