import type { Stack } from "../stack";

/** What a preview would do to a resource. */
export interface PreviewedChange {
  operation: string;
  /** Paths of the inputs that differ, such as `refreshToken.leeway`. */
  paths: string[];
}

interface Step {
  op: string;
  urn: string;
  detailedDiff: Record<string, unknown> | null;
}

/** Everything that `pulumi preview` would do, by the names of the resources. */
export async function previewedChanges(stack: Stack): Promise<Record<string, PreviewedChange>> {
  const { code, output } = await stack.pulumi("preview", "--json");
  if (code !== 0) throw new Error(`pulumi preview ended with ${code}:\n${output}`);
  const { steps } = JSON.parse(output.slice(output.indexOf("{"))) as { steps: Step[] };
  const changes = steps
    .filter(({ op }) => op !== "same" && op !== "refresh")
    .map(({ op, urn, detailedDiff }) => [
      urn.split("::").at(-1) ?? urn,
      { operation: op, paths: Object.keys(detailedDiff ?? {}) },
    ]);
  return Object.fromEntries(changes) as Record<string, PreviewedChange>;
}
