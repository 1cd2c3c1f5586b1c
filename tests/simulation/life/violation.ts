/** What must hold. */
export const invariants = {
  1: "nothing that the stack did not create or adopt was changed or deleted",
  2: "success means that everything declared exists, as declared, and is loaded",
  3: "a preview after success is empty, and every write was announced",
  4: "what nothing stands in the way of succeeds, also after a run that broke off",
  5: "after destroy nothing of ours is left, or it was named",
  6: "no secret in state, output or error",
  7: "a run from another place changes nothing, and the right place finds everything afterwards",
  8: "what was released works as before its adoption, also after a restart of WSO2",
  9: "what other people have hung on ours does not go with it",
  10: "what a preview has planned, up does",
  11: "success means that what exists is known, and is as declared for an observer who sees all",
  12: "a consumer that was served before a run is served after it, or the run has said otherwise",
} as const;

/** Something that does not hold. */
export class Violation extends Error {
  constructor(
    readonly invariant: keyof typeof invariants,
    readonly stackKey: string,
    /** What kind of defect it is: without ids, so that equal ones read equal. */
    override readonly cause: string,
    /** What was seen. */
    readonly detail: string,
  ) {
    super(`${invariant}. ${invariants[invariant]}: stack ${stackKey}: ${cause}\n${detail}`);
  }

  /** What makes two violations the same. */
  get signature(): string {
    return `${this.invariant}: ${this.cause}`;
  }
}

/** A text without what differs from life to life. */
export function withoutIds(text: string): string {
  return text
    .replace(/urn:pulumi:\S*[/:](\w+)::[^:\s]+/g, "$1")
    .replace(/(application|API) \S+ of admin(, )?/g, "$1 … of admin")
    .replace(/(… of admin(application )?)+/g, "… of admin")
    .replace(/"[^"]*"/g, "<name>")
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "<id>")
    .replace(/\b[A-Za-z0-9]{32}\b/g, "<client>")
    .replace(/\bcgr_\w+/g, "<grant>")
    .replace(/\b[0-9a-f]{24}\b/g, "<api>")
    .replace(/-(one|two|alias)\.example/g, ".example");
}
