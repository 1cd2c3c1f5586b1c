import type { Entry } from "./entries";
import type { Side, StackObject } from "./objects";
import type { DriftReport } from "./report";

/** An object with what hangs on it on its side. */
export interface Branch {
  urn: string;
  about: StackObject;
  /** What a report says of it. */
  entries: Entry[];
  parts: Branch[];
  /** URNs of what else it hangs on. */
  uses: string[];
  /** How many entries it and its parts have. */
  count: number;
}

/** The objects of a side, each below the nearest that it hangs on; what differs comes first. */
export function treeOf(side: Side, { objects, entries }: DriftReport): Branch[] {
  const entriesOf = grouped(entries, ({ urn }) => urn);
  const ofSide = [...objects].filter(
    // Much of what is in the state alone is no object for people.
    ([urn, about]) => about.side === side && (side !== "Pulumi" || entriesOf.has(urn)),
  );
  const isHere = (urn: string) => objects.get(urn)?.side === side;
  const partsOf = grouped(ofSide, ([, { hangsOn }]) => hangsOn.find(isHere));
  const drawn = new Set<string>();
  const branchesOf = (parent: string | undefined, objectsHere: typeof ofSide): Branch[] =>
    objectsHere
      .filter(([urn]) => !drawn.has(urn) && drawn.add(urn))
      .map(([urn, about]) => {
        const parts = branchesOf(urn, partsOf.get(urn) ?? []);
        const own = entriesOf.get(urn) ?? [];
        const count = parts.reduce((sum, part) => sum + part.count, own.length);
        const uses = about.hangsOn.filter((other) => other !== parent);
        return { urn, about, entries: own, parts, uses, count };
      })
      .sort((one, other) => Number(other.count > 0) - Number(one.count > 0));
  // Of those that hang on one another, the first is a root.
  return [...branchesOf(undefined, partsOf.get(undefined) ?? []), ...branchesOf(undefined, ofSide)];
}

function grouped<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
