import { markOf, type Mark } from "../../marks/mark";
import type { Kept, Managed } from "./kind";

/**
 * Which resources of this run have which object, for kinds whose objects say that nowhere. A resource
 * that is renamed or replaced, and what comes of it, have one and the same until the first is removed.
 */
export class Holders<State extends Kept> {
  private readonly creations = new Map<string, Set<string | undefined>>();
  private readonly states = new Map<string, State>();

  add(id: string, { ownership }: Managed): void {
    const holders = this.creations.get(id) ?? new Set();
    this.creations.set(id, holders.add(ownership?.creation));
  }

  /** A resource that is in the state. */
  addKnown(id: string, state: State): void {
    this.add(id, state);
    this.states.set(id, state);
  }

  /** The resource in the state that has the object. */
  stateOf(id: string): State | undefined {
    return this.states.get(id);
  }

  /** Whether one in the state is like that. */
  has(isMeant: (state: State) => boolean): boolean {
    return [...this.states.values()].some(isMeant);
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
