import type { Managed } from "../provider/kind";

/**
 * Which resources of this run have which subscription. A resource that is renamed, and what it is
 * renamed to, have one and the same until the first is removed.
 */
export class Holders {
  private readonly creations = new Map<string, Set<string | undefined>>();

  add(id: string, { ownership }: Managed): void {
    const holders = this.creations.get(id) ?? new Set();
    this.creations.set(id, holders.add(ownership?.creation));
  }

  /** @returns whether nobody has it any more */
  remove(id: string, { ownership }: Managed): boolean {
    const holders = this.creations.get(id);
    holders?.delete(ownership?.creation);
    return (holders?.size ?? 0) === 0;
  }
}
