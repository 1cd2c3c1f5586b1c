import { resourceNameIn } from "./differences";
import type { EngineEvent } from "./engineEvents";

/** Something that could not be found out. */
export interface Failure {
  /** The resource that it is about, if it is about one. */
  resource?: string;
  message: string;
}

/** Why a run could not find everything out, each reason once. */
export function failuresIn(events: readonly EngineEvent[]): Failure[] {
  const failures = new Map<string, Failure>();
  for (const { diagnosticEvent } of events) {
    if (diagnosticEvent?.severity !== "error") continue;
    const message = plain(diagnosticEvent.message);
    if (message === "") continue;
    const { urn = "" } = diagnosticEvent;
    const failure = { ...(urn !== "" && { resource: resourceNameIn(urn) }), message };
    failures.set(JSON.stringify(failure), failure);
  }
  return [...failures.values()];
}

/** Without what engine and plugins put around a message; nothing of a message that says nothing. */
function plain(message: string): string {
  if (/^\s*sdk-v2\/|^(preview|update) failed\s*$/.test(message)) return "";
  return message
    .replace(/^Preview failed: /, "")
    .replace(/^refreshing urn:\S+: 1 error occurred:\s*\* /, "")
    .trim();
}
