import type { StoredApplication } from "auth0-wso2-sandbox/wso2/state";
import type { Journal, JournalEntry, KeptObject } from "../world/journal";
import type { Declaration } from "../program/declaration";
import { Violation } from "./violation";

/** What a stack may touch, and what it did touch. */
export class OwnershipInvariant {
  private looked = 0;
  /** Ids of what a stack has taken over by word: destroying it would be too much. */
  readonly adopted = new Set<string>();
  /** Whose that was before. */
  private readonly earlierOwners = new Map<string, string>();

  constructor(
    private readonly journal: Journal,
    /** What each stack declares, and declared before its last change. */
    private readonly declarationsOf: (stack: string) => readonly Declaration[] | undefined,
    /** Whether the state of a stack knows the object. */
    private readonly isHeld: (stack: string, id: string) => boolean,
  ) {}

  /** @throws Violation where somebody has touched what is not his since the last time */
  check(): void {
    const { entries } = this.journal;
    for (; this.looked < entries.length; this.looked += 1) {
      const entry = entries[this.looked] as JournalEntry;
      const declarations = this.declarationsOf(entry.actor.name);
      if (declarations !== undefined) this.checkEntry(entry, declarations);
    }
  }

  private checkEntry(entry: JournalEntry, declarations: readonly Declaration[]): void {
    const { actor, change, object } = entry;
    if (change === "created") return;
    const isTold = declarations.some(({ applications }) =>
      applications.some(({ changeOwner }) => changeOwner),
    );
    if (isHandedOver(entry) && !isTold) throw this.violation(entry, "hands over without a word");
    this.journal.takeBack(object.id, actor.name);
    if (change === "deleted" && this.adopted.has(object.id)) {
      throw this.violation(entry, "deletes what it has only adopted");
    }
    if (this.isOf(actor.name, object)) {
      if (isReleased(entry) && this.adopted.delete(object.id)) {
        const earlier = this.earlierOwners.get(object.id) ?? "nobody";
        this.journal.give(object.id, this.isHeld(earlier, object.id) ? earlier : "nobody");
      }
      return;
    }
    const owner = this.journal.ownerOf(object.id) ?? "nobody";
    // Released by who had taken it over, and known to a state of yesterday.
    const isBack = owner === "nobody" && this.earlierOwners.get(object.id) === actor.name;
    if (isBack && this.isHeld(actor.name, object.id)) {
      this.journal.give(object.id, actor.name);
      return;
    }
    const whose = this.declarationsOf(owner) === undefined ? "other people's" : "another stack's";
    if (change === "changed" && isAdoptedByWord(object, declarations)) {
      this.adopted.add(object.id);
      this.earlierOwners.set(object.id, owner);
      this.journal.give(object.id, actor.name);
      return;
    }
    throw this.violation(entry, `${change.replace("ed", "es")} ${whose} ${object.kind}`);
  }

  private isOf(stack: string, object: KeptObject): boolean {
    const owned = (id: string | undefined) =>
      id !== undefined && this.journal.ownerOf(id) === stack;
    if (owned(object.id)) return true;
    // What hangs on what is ours goes with it.
    if (owned(this.journal.applicationOf(object))) return true;
    if (object.kind !== "grant") return false;
    const { client_id: client, audience } = JSON.parse(object.content) as Record<string, string>;
    const api = this.journal.objects.find(({ kind, name }) => kind === "api" && name === audience);
    return owned(client) || owned(api?.id);
  }

  private violation({ actor, change, object, before }: JournalEntry, cause: string): Violation {
    const detail = [
      `${change} by ${actor.name} for ${actor.urn ?? "?"}: ${object.kind} "${object.name}" ` +
        `(${object.id}) on ${object.server}, of ${this.journal.ownerOf(object.id) ?? "nobody"}`,
      ...(before ? [`before: ${before.content}`] : []),
      `${change === "deleted" ? "was" : "now"}: ${object.content}`,
    ].join("\n");
    return new Violation(1, actor.name, cause, detail);
  }
}

/** Whether a change has made another WSO2 user the owner. */
function isHandedOver({ before, object }: JournalEntry): boolean {
  if (object.kind !== "application" || before === undefined) return false;
  const ownerIn = ({ content }: KeptObject) => (JSON.parse(content) as StoredApplication).owner;
  return ownerIn(before) !== ownerIn(object);
}

/** Whether a change has taken the mark of an owner away. */
function isReleased({ before, object }: JournalEntry): boolean {
  const isMarked = (each?: KeptObject) => each?.content.includes("heritage=pulumi") === true;
  return isMarked(before) && !isMarked(object);
}

function isAdoptedByWord(
  { kind, name }: KeptObject,
  declarations: readonly Declaration[],
): boolean {
  return declarations.some(({ keyManager, applications }) => {
    if (kind === "keyManager") return keyManager?.adopt === true && keyManager.name === name;
    if (kind !== "application") return false;
    return applications.some(
      (each) => each.adopt === true && each.name.toLowerCase() === name.toLowerCase(),
    );
  });
}
