import { masked } from "../../http/masking";
import { isOfServer } from "../rest/errors";

/** The subject whose message tells the cause that this one leaves out. */
export function subjectOfCause(message: string): string | undefined {
  return / failed for the cause that is told of (.*)\.$/.exec(message)?.[1];
}

/** The messages of a run. Why a server refuses every call is told once, of the subject that met it first. */
export class Messages {
  private readonly subjects = new Map<string, string>();

  of(subject: string, error: unknown, secrets: readonly string[]): string {
    const message = masked(error instanceof Error ? error.message : String(error), secrets);
    const cause = isOfServer(error) ? message.replace(/^\S+ \S+/, "") : `${subject} ${message}`;
    const first = this.subjects.get(cause) ?? subject;
    this.subjects.set(cause, first);
    if (first === subject) return `${subject}: ${message}`;
    return `${subject} failed for the cause that is told of ${first}.`;
  }
}

const handed = new Set<string>();

/** An error that the engine prints, and that the plugin would print beside it; without path and line, which help no user. */
export function handedOver(message: string): Error {
  const error = new Error(message);
  error.stack = "";
  handed.add(`${String(error)}: ${error.stack}`);
  return error;
}

/** Keeps the plugin from printing what it hands over. */
export function leavePrintingToTheEngine(): void {
  const print = console.error;
  console.error = (...texts: unknown[]) => {
    if (!handed.has(String(texts[0]))) print(...texts);
  };
}
