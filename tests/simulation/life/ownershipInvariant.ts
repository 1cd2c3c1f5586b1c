import type {
  KeyMapping,
  StoredApplication,
  StoredSubscription,
} from "auth0-wso2-sandbox/wso2/state";
import type { Journal, JournalEntry, KeptObject } from "../world/journal";
import type { Declaration } from "../program/declaration";
import { Violation } from "./violation";

/** What a stack may touch, and what it did touch. */
export class OwnershipInvariant {
  private looked = 0;
  /** Ids of what a stack has taken over by word: destroying it would be too much. */
  readonly adopted = new Set<string>();
  /** Ids of what the import list says that an import adopts. */
  readonly imported = new Set<string>();
  /** How what was released was before it was taken over, by id. */
  readonly released = new Map<string, KeptObject>();
  /** Whose what was taken over was before, and how. */
  private readonly earlier = new Map<string, { owner: string; before: KeptObject }>();

  constructor(
    private readonly journal: Journal,
    /** What each stack declares, and declared before its last change. */
    private readonly declarationsOf: (stack: string) => readonly Declaration[] | undefined,
    /** Whether the state of a stack knows the object, or has known it before the last run. */
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
    if (isOverruled(entry)) throw this.violation(entry, "undoes what others have decided");
    const isTold = declarations.some(({ applications }) =>
      applications.some(({ changeOwner }) => changeOwner),
    );
    if (isHandedOver(entry) && !isTold) throw this.violation(entry, "hands over without a word");
    this.journal.takeBack(object.id, actor.name);
    if (change === "deleted" && this.adopted.has(object.id)) {
      throw this.violation(entry, "deletes what it has only adopted");
    }
    if (this.isHungByOthers(entry, declarations)) {
      const cause = `${change.replace("ed", "es")} a ${object.kind} that others have hung on ours`;
      throw this.violation(entry, cause, 9);
    }
    const earlier = this.earlier.get(object.id);
    if (this.isOf(actor.name, object)) {
      if (isReleased(entry) && this.adopted.delete(object.id)) {
        const { owner = "nobody", before } = earlier ?? {};
        this.journal.give(object.id, this.isHeld(owner, object.id) ? owner : "nobody");
        if (before) this.released.set(object.id, before);
      }
      return;
    }
    const owner = this.journal.ownerOf(object.id) ?? "nobody";
    // Released by who had taken it over, and known to a state of yesterday.
    const isBack = owner === "nobody" && earlier?.owner === actor.name;
    if (isBack && this.isHeld(actor.name, object.id)) {
      this.journal.give(object.id, actor.name);
      return;
    }
    const whose = this.declarationsOf(owner) === undefined ? "other people's" : "another stack's";
    const isWord = this.imported.has(object.id) || isAdoptedByWord(object, declarations);
    if (change === "changed" && isWord) {
      this.adopted.add(object.id);
      this.released.delete(object.id);
      this.earlier.set(object.id, { owner, before: entry.before ?? object });
      this.journal.give(object.id, actor.name);
      return;
    }
    throw this.violation(entry, `${change.replace("ed", "es")} ${whose} ${object.kind}`);
  }

  /** Keys and subscriptions of others on an application of ours, a grant of theirs for an API of ours. */
  private isHungByOthers(
    { actor, change, object }: JournalEntry,
    declarations: readonly Declaration[],
  ): boolean {
    const isOurs = (id: string | undefined) =>
      id !== undefined && this.journal.ownerOf(id) === actor.name;
    if (isOurs(object.id)) return false;
    if (object.kind === "grant") {
      const { client_id: client } = JSON.parse(object.content) as Record<string, string>;
      if (isOurs(client)) return false;
      return change === "deleted"
        ? !declarations.some(({ destroyOthers }) => destroyOthers)
        : !declarations.some(({ grant }) => grant?.adopt);
    }
    const isOnApplication = object.kind === "keys" || object.kind === "subscription";
    const isTold = declarations.some(({ applications }) =>
      applications.some(({ destroyOthers }) => destroyOthers),
    );
    if (isTold) return false;
    const isHeld = this.isHeld(actor.name, object.id);
    return change === "deleted" && isOnApplication && !isLeftover(object) && !isHeld;
  }

  private isOf(stack: string, object: KeptObject): boolean {
    const owned = (id: string | undefined) =>
      id !== undefined && this.journal.ownerOf(id) === stack;
    if (owned(object.id)) return true;
    // What hangs on what is ours goes with it.
    if (owned(this.journal.applicationOf(object))) return true;
    if (object.kind !== "grant") return false;
    const { client_id: client, audience } = JSON.parse(object.content) as Record<string, string>;
    // It may just have been deleted.
    const api = this.journal.entries.find(
      ({ object: { kind, name } }) => kind === "api" && name === audience,
    );
    return owned(client) || owned(api?.object.id);
  }

  private violation(
    { actor, change, object, before }: JournalEntry,
    cause: string,
    invariant: 1 | 9 = 1,
  ): Violation {
    const detail = [
      `${change} by ${actor.name} for ${actor.urn ?? "?"}: ${object.kind} "${object.name}" ` +
        `(${object.id}) on ${object.server}, of ${this.journal.ownerOf(object.id) ?? "nobody"}`,
      ...(before ? [`before: ${before.content}`] : []),
      `${change === "deleted" ? "was" : "now"}: ${object.content}`,
    ].join("\n");
    return new Violation(invariant, actor.name, cause, detail);
  }
}

/** What a generation that failed has left: a row of no client, which only stands in the way of the next one. */
function isLeftover({ kind, content }: KeptObject): boolean {
  const { consumerKey, state } = JSON.parse(content) as Partial<KeyMapping>;
  return kind === "keys" && consumerKey === null && state === "APPROVED";
}

/** Whether a change lets an application in again that a publisher has blocked, or has yet to approve. */
function isOverruled({ change, before, object }: JournalEntry): boolean {
  if (change !== "changed" || object.kind !== "subscription" || before === undefined) return false;
  const statusIn = ({ content }: KeptObject) => (JSON.parse(content) as StoredSubscription).status;
  return statusIn(before) !== "UNBLOCKED" && statusIn(object) === "UNBLOCKED";
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
