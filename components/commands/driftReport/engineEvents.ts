import { secretSignature, signature } from "../secretObject";

/** A resource as the engine tells of it; what is secret in it is {@link secret}. */
export interface ResourceState {
  id?: string;
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
}

/** What the engine would do to a resource. */
export interface Step {
  op: string;
  urn: string;
  type: string;
  old?: ResourceState | null;
  new?: ResourceState | null;
  /** Paths of what differs, where the provider names them. */
  detailedDiff?: Record<string, unknown> | null;
}

/** Something that the engine, a provider or the program has to say. */
export interface Diagnostic {
  urn?: string;
  message: string;
  severity: string;
}

/** An event of the engine, as far as it matters here. */
export interface EngineEvent {
  resourcePreEvent?: { metadata: Step };
  resOutputsEvent?: { metadata: Step };
  diagnosticEvent?: Diagnostic;
}

/** Which way it was looked: with the program (`full`), or at the last `up` alone (`fast`). */
export type Way = "full" | "fast";

/** A preview goes from what is found to what is declared, a refresh the other way. */
export function comparedIn({ op, old, new: next }: Step, way: Way) {
  const [declared, found] = way === "full" && op !== "refresh" ? [next, old] : [old, next];
  return { declared, found };
}

/** All that the engine would do, in its order. */
export function stepsIn(events: readonly EngineEvent[]): Step[] {
  return events.flatMap(({ resourcePreEvent, resOutputsEvent }) => {
    const step = (resourcePreEvent ?? resOutputsEvent)?.metadata;
    return step ? [step] : [];
  });
}

/** Makes `pulumi preview --json` and `pulumi refresh --preview-only --json` write events, a line each. */
export const streaming = { PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true" };

/** What stands in the place of a secret. */
export const secret = "[secret]";

/** What stands in the place of a value that is not known before it is written. */
export const knownAfterUp = "[known after up]";

/** Which text the engine writes for such a value. */
const unknownSignature = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The events in what Pulumi has written; other lines, and half a line at a sudden end, are none. */
export function eventsIn(output: string): EngineEvent[] {
  return output.split("\n").flatMap((line) => {
    try {
      return line.startsWith("{") ? [JSON.parse(line, readably) as EngineEvent] : [];
    } catch {
      return [];
    }
  });
}

function readably(_key: string, value: unknown): unknown {
  if (value === unknownSignature) return knownAfterUp;
  const isObject = typeof value === "object" && value !== null;
  return isObject && (value as Record<string, unknown>)[signature] === secretSignature
    ? secret
    : value;
}
