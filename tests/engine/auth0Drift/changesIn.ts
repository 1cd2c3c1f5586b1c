import { eventsIn, streaming } from "../../../components/commands/driftReport/engineEvents";
import type { Stack } from "../stack";

/** What a run does to a resource, or would do. */
export interface Change {
  /** All steps, in their order: `update`, or those of a replacement. */
  operation: string;
  /** Paths of the inputs that differ, such as `refreshToken.leeway`. */
  paths: string[];
}

/** Everything that `pulumi <args>` does, or would do, by the names of the resources. */
export async function changesIn(stack: Stack, ...args: string[]): Promise<Record<string, Change>> {
  // Else a preview writes one document, and an up a line for each event.
  Object.assign(stack.environment, streaming);
  const changes: Record<string, Change> = {};
  for (const { resourcePreEvent } of eventsIn(await stack.succeed(...args, "--json"))) {
    if (resourcePreEvent === undefined) continue;
    const { op, urn, detailedDiff } = resourcePreEvent.metadata;
    if (op === "same" || op === "refresh") continue;
    const name = urn.split("::").at(-1) ?? urn;
    const { operation, paths } = changes[name] ?? { operation: "", paths: [] };
    changes[name] = {
      operation: `${operation} ${op}`.trim(),
      paths: [...paths, ...Object.keys(detailedDiff ?? {})],
    };
  }
  return changes;
}
