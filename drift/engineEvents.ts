/** A resource as the engine tells of it; what is secret in it is {@link secret}. */
export interface ResourceState {
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

/** Makes `pulumi preview --json` and `pulumi refresh --preview-only --json` write events, a line each. */
export const streaming = { PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true" };

/** What stands in the place of a secret. */
export const secret = "[secret]";

/** By which the engine marks an object that stands for a secret. */
const [signature, secretSignature] = [
  "4dabf18193072939515e22adb298388d",
  "1b47061264138c4ac30d75fd1eb44270",
];

/** The events in what Pulumi has written; other lines are its own. */
export function eventsIn(output: string): EngineEvent[] {
  return output
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line, withoutSecrets) as EngineEvent);
}

function withoutSecrets(_key: string, value: unknown): unknown {
  const isObject = typeof value === "object" && value !== null;
  return isObject && (value as Record<string, unknown>)[signature] === secretSignature
    ? secret
    : value;
}
