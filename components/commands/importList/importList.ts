import { ownProvider } from "../../auth0/rest/tenants";
import type { Declared, ImportEntry, ImportFile } from "./declared";
import type { Identities } from "./identities";

/** What is to be imported, and what a person should know of the rest. */
export interface ImportList {
  file: ImportFile;
  /** A line for each object of Auth0 that is not in the file. */
  notes: string[];
}

/** Looks up each resource of Auth0 that a program declares. */
export async function importList(
  declared: readonly Declared[],
  identities: Identities,
  nameTable: Record<string, string> = {},
): Promise<ImportList> {
  const found: ImportEntry[] = [];
  const notes: string[] = [];
  for (const resource of declared.filter(({ entry }) => entry.type.startsWith("auth0:"))) {
    const { name } = resource;
    // The stack's own provider is made by the first up, which takes over what was imported without it.
    const { provider, ...entry } = resource.entry;
    const title = `${name} (${entry.type.split(":").at(-1) ?? ""})`;
    if (provider !== undefined && provider !== ownProvider) {
      notes.push(
        `${title} has a provider of its own, and was not looked for: add it with its id and provider.`,
      );
      continue;
    }
    const id = await identities.of(resource);
    if (typeof id === "string") found.push({ ...entry, id });
    else if (id === undefined)
      notes.push(`${title} was not found, or is not known before pulumi up, which creates it.`);
    else notes.push(`${title} may be any of ${id.ids.join(", ")}: add it with the right id.`);
  }
  const components = declared.map(({ entry }) => entry).filter(({ component }) => component);
  return { file: { nameTable, resources: [...ancestors(found, components), ...found] }, notes };
}

/** The components in which something is, each before what is in it. */
function ancestors(entries: ImportEntry[], components: ImportEntry[]): ImportEntry[] {
  const parents = components.filter(({ name }) => entries.some(({ parent }) => parent === name));
  if (parents.length === 0) return [];
  const above = ancestors(parents, components);
  return [...above, ...parents.filter((entry) => !above.includes(entry))];
}
