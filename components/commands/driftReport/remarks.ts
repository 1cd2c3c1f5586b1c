import type { EngineEvent } from "./engineEvents";

/**
 * What the providers have to say of what they have found, each once: such as what a publisher or an
 * administrator has decided, which is no difference.
 */
export function remarksIn(events: readonly EngineEvent[]): string[] {
  const remarks = events.flatMap(({ diagnosticEvent }) =>
    // What the program prints is about the stack.
    diagnosticEvent?.severity === "info" && diagnosticEvent.urn === undefined
      ? [diagnosticEvent.message.trim()]
      : [],
  );
  return [...new Set(remarks)].filter((remark) => remark !== "");
}
