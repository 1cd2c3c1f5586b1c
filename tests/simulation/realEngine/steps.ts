import type { Step } from "../engine/deployment";

/** A line of the engine's event log. */
interface EngineEvent {
  resourcePreEvent?: {
    metadata: { op: string; urn: string; type: string; old?: Part; new?: Part };
  };
  diagnosticEvent?: { severity: string; message: string; urn?: string };
}

interface Part {
  urn: string;
  custom?: boolean;
}

const isDefaultProvider = (type: string, urn: string) =>
  type.startsWith("pulumi:providers:") && /::default(_[^:]*)?$/.test(urn);

const operations: Partial<Record<string, Step["operation"]>> = {
  create: "create",
  import: "import",
  update: "update",
  replace: "replace",
  delete: "delete",
};

/** What a run has done, or a preview would do, with whatever a program can declare. */
export function stepsIn(log: string): Step[] {
  return eventsOf(log).flatMap(({ resourcePreEvent: event }) => {
    if (event === undefined) return [];
    const { op, urn, type, old, new: made } = event.metadata;
    const operation = operations[op];
    const isDeclared = (made ?? old)?.custom === true && !isDefaultProvider(type, urn);
    if (operation === undefined || !isDeclared) return [];
    return [{ operation, urn, ...(operation === "replace" && old && { before: old.urn }) }];
  });
}

export function errorsIn(log: string): string[] {
  return eventsOf(log).flatMap(({ diagnosticEvent: event }) => {
    if (event?.severity !== "error") return [];
    const message = event.message.replace(/<\{%.*?%\}>/g, "").trim();
    if (/^(preview|update|refresh|destroy) failed/.test(message)) return [];
    return [`${event.urn ?? ""}: ${message}`];
  });
}

function eventsOf(log: string): EngineEvent[] {
  const lines = log.split("\n").filter((line) => line !== "");
  return lines.map((line) => JSON.parse(line) as EngineEvent);
}
