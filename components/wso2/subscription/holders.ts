import { markOf, type Mark } from "../ownership/mark";
import type { Managed, State } from "../provider/kind";
import type { SubscriptionValues } from "./args";

/**
 * Which resources of this run have which subscription. A resource that is renamed or replaced, and
 * what comes of it, have one and the same until the first is removed.
 */
export class Holders {
  private readonly creations = new Map<string, Set<string | undefined>>();
  private readonly states = new Map<string, State<SubscriptionValues>>();

  add(id: string, { ownership }: Managed): void {
    const holders = this.creations.get(id) ?? new Set();
    this.creations.set(id, holders.add(ownership?.creation));
  }

  /** A resource that is in the state. */
  addKnown(id: string, state: State<SubscriptionValues>): void {
    this.add(id, state);
    this.states.set(id, state);
  }

  /** Whether one in the state is of that application, to that API. */
  isHeld({ applicationId, api, version }: SubscriptionValues): boolean {
    return [...this.states.values()].some(
      (state) =>
        state.applicationId === applicationId && state.api === api && state.version === version,
    );
  }

  /** What stands for the mark of one in the state. */
  markOf(id: string): Mark | undefined {
    const { ownership, revision = 0, adopted = false } = this.states.get(id) ?? {};
    return ownership && markOf(ownership, revision, adopted);
  }

  /** @returns whether nobody has it any more */
  remove(id: string, { ownership }: Managed): boolean {
    const holders = this.creations.get(id);
    holders?.delete(ownership?.creation);
    const isFree = (holders?.size ?? 0) === 0;
    if (isFree) this.states.delete(id);
    return isFree;
  }
}
