import type { EngineEvent } from "./engineEvents";

/**
 * What the providers have to say of what they have found, each once: such as what a publisher or an
 * administrator has decided, which is no difference.
 */
export function remarksIn(events: readonly EngineEvent[]): string[] {
  const remarks = events.flatMap(({ diagnosticEvent: said }) =>
    // What the program prints is about the stack; what it warns of is about what it has found.
    said?.severity === "warning" || (said?.severity === "info" && said.urn === undefined)
      ? [said.message.trim()]
      : [],
  );
  // A wait is over when there is a report.
  return [...new Set(remarks)].filter((remark) => remark !== "" && !remark.endsWith(" ..."));
}
