import type { StoredResource } from "../engine/resource";

type Bag = Record<string, unknown>;

/** A resource as `pulumi stack export` writes it. */
interface ExportedResource {
  urn: string;
  type: string;
  custom: boolean;
  id?: string;
  inputs?: Bag;
  outputs?: Bag;
  dependencies?: string[];
  propertyDependencies?: Record<string, string[] | null>;
  delete?: boolean;
  pendingReplacement?: boolean;
  initErrors?: string[];
}

/** What is exported, as the simulator keeps it; nothing in it counts as encrypted but what is. */
export function resourcesIn(exported: string): StoredResource[] {
  const { deployment } = JSON.parse(exported, withoutDefaults) as {
    deployment: { resources?: ExportedResource[] };
  };
  return (deployment.resources ?? [])
    .filter(({ custom, type }) => custom && !type.startsWith("pulumi:"))
    .map((resource) => ({
      urn: resource.urn,
      type: resource.type,
      name: resource.urn.split("::").at(-1) ?? "",
      id: resource.id ?? "",
      inputs: resource.inputs ?? {},
      outputs: resource.outputs ?? {},
      secrets: [],
      dependencies: resource.dependencies ?? [],
      propertyDependencies: Object.fromEntries(
        Object.entries(resource.propertyDependencies ?? {}).map(([key, urns]) => [key, urns ?? []]),
      ),
      ...(resource.delete && { isCondemned: true }),
      ...(resource.pendingReplacement && { isPendingReplacement: true }),
      ...(resource.initErrors && { initErrors: resource.initErrors }),
    }));
}

/** Bridged providers note in each object which of its fields they have filled in. */
const withoutDefaults = (key: string, value: unknown): unknown =>
  key === "__defaults" ? undefined : value;
