import { Auth0Error } from "../../auth0/rest/auth0Http";
import { describeAnotherOwners } from "../../auth0/otherClients";
import { ownProvider } from "../../auth0/rest/tenants";
import { describeOwner, type Mark } from "../../marks/mark";
import { typeOf } from "../../wso2/provider/dynamicResource";
import type { Kept } from "../../wso2/provider/kind";
import { Wso2Error } from "../../wso2/rest/errors";
import { auth0Types } from "../../auth0/resourceTypes";
import { quoted } from "../../validation/settingPath";
import type { Encounter } from "../../wso2/provider/lifeCycle";
import type { Ambiguous, Auth0Objects } from "./auth0Objects";
import type { Declared, ImportEntry, ImportFile } from "./declared";
import type { Wso2Objects } from "./wso2Objects";

/** What is to be imported, and what a person should know of the rest. */
export interface ImportList {
  file: ImportFile;
  /** A line for each object that is not in the file. */
  notes: string[];
  /** Whether a note asks for something that has to be done before the import. */
  isAsking: boolean;
}

/** Both sides, as far as they are looked at. */
export interface BothSides {
  readonly auth0: Pick<Auth0Objects, "idOf" | "othersThan">;
  /** Missing where the engine cannot take in WSO2's objects. */
  readonly wso2?: Pick<Wso2Objects, "isOne" | "meet" | "stateOf">;
}

/** Whose the objects are that are listed. */
export interface Whose {
  /** The id of the stack's owner, whose mark its objects have. */
  readonly owner?: string | undefined;
  /** Whether the stack shall own, too, what has no mark. */
  readonly isAllOwn: boolean;
  /** The option of a command that says which stack that is, where it is not the selected one. */
  readonly stack?: readonly string[];
}

/** What a list is made of, beside what is declared. */
interface Listing extends Whose {
  readonly sides: BothSides;
  readonly nameTable: Readonly<Record<string, string>>;
  /** Whether what has the mark of another owner may be this stack's: its own owner has nothing yet. */
  readonly isOwnerLost: boolean;
  /** The owners that the marks of objects in WSO2 name. */
  readonly ownersSeen: Set<string>;
}

/** What says itself whose it is. */
const marked = [typeOf("KeyManager"), typeOf("Application")];

/** A reason why an object is not listed, for a person. */
class Unlisted extends Error {}

/** A reason that a person has to remove first: without the object in the list, pulumi up makes another one. */
class Asked extends Unlisted {}

/** Looks up each resource that a program declares, and that its stack does not have. */
export async function importList(
  declared: readonly Declared[],
  sides: BothSides,
  whose: Whose,
  nameTable: Record<string, string> = {},
): Promise<ImportList> {
  const owner = declared.find(({ type }) => type === typeOf("Owner"));
  const hasObjects = declared.some(
    ({ type, entry }) => entry === undefined && marked.includes(type),
  );
  const isOwnerNew = owner !== undefined && owner.entry === undefined && !hasObjects;
  const isOwnerLost = whose.owner === undefined || isOwnerNew;
  const listing: Listing = { ...whose, sides, nameTable, isOwnerLost, ownersSeen: new Set() };
  const found: ImportEntry[] = [];
  const notes: string[] = [];
  let isAsking = false;
  const seen = new Map<string, string>();
  for (const resource of declared) {
    const title = `${resource.name} (${resource.type.split(":").at(-1) ?? ""})`;
    try {
      const entry = await entryOf(resource, listing);
      if (entry === undefined) continue;
      const key = `${entry.type} ${entry.id ?? ""}`;
      const other = seen.get(key);
      if (other !== undefined) {
        throw new Asked(
          `would be the same object as ${other}, ${entry.id ?? ""}: declare it once.`,
        );
      }
      seen.set(key, title);
      found.push(entry);
      notes.push(...(await notesOnOthers(resource, entry, listing)));
    } catch (error) {
      notes.push(`${title} ${reasonIn(error)}`);
      isAsking ||= error instanceof Asked;
    }
  }
  found.unshift(...ownerSeen(owner, listing));
  const components = declared.flatMap(({ entry }) => (entry?.component ? [entry] : []));
  const resources = [...ancestors(found, components), ...found];
  return { file: { nameTable, resources }, notes, isAsking };
}

async function entryOf(resource: Declared, listing: Listing): Promise<ImportEntry | undefined> {
  const { auth0, wso2 } = listing.sides;
  const isAuth0 = resource.type.startsWith("auth0:");
  if (resource.entry === undefined || !(isAuth0 || wso2?.isOne(resource))) return undefined;
  const entry = withOwnProvider(resource.entry, listing);
  if (isAuth0) {
    const id = await auth0.idOf(resource, listing.owner);
    const [other] = id === undefined ? await auth0.othersThan("", resource, listing.owner) : [];
    if (other !== undefined) throw anothers({ ...other.mark, resource: "" }, resource, listing);
    return { ...entry, id: theOne(id) };
  }
  const met = await wso2?.meet(resource);
  const id = theOne(met?.found.id);
  if (wso2 === undefined || met === undefined) return undefined;
  if (met.mark !== undefined) {
    listing.ownersSeen.add(met.mark.owner);
    if (met.mark.owner === listing.owner) assertItsClient(resource, met, listing);
  }
  return {
    ...entry,
    id,
    ...(await wso2.stateOf(resource, met, keptOf(resource, met.mark, listing))),
  };
}

/** What earlier runs have created for an application of Auth0 beside the one that is used. */
async function notesOnOthers(
  resource: Declared,
  { id = "" }: ImportEntry,
  { sides, owner }: Listing,
): Promise<string[]> {
  const others = await sides.auth0.othersThan(id, resource, owner);
  return others.map(({ client, mark }) =>
    describeAnotherOwners({ id: client.client_id, name: client.name }, mark.owner, id),
  );
}

/** The stack's own provider is made by the first up, which takes over what was imported without it. */
function withOwnProvider({ provider, ...entry }: ImportEntry, { nameTable }: Listing): ImportEntry {
  if (provider === undefined || provider === ownProvider) return entry;
  // One that the state has is in the table.
  if (nameTable[provider]?.split("::").at(-1) === ownProvider) return { ...entry, provider };
  throw new Asked(
    "has a provider of its own, and was not looked for: add it with its id and provider.",
  );
}

/** @throws Asked where the state has another client than the object, whose own has been lost */
function assertItsClient(
  { references }: Declared,
  { fields: { clientId } }: Encounter<Record<string, unknown>, unknown>,
  { stack = [] }: Whose,
): void {
  const others = (references["clientId"] ?? []).filter(
    ({ type, id }) => type === auth0Types.client && id !== undefined && id !== clientId,
  );
  if (typeof clientId !== "string" || others.length === 0) return;
  const targets = others.map(({ urn }) => `--target ${quoted(urn)}`);
  const remove = ["pulumi destroy", ...targets, "--target-dependents", ...stack].join(" ");
  throw new Asked(
    `has the client ${clientId} in Auth0, but the state has ${others.map(({ id }) => id).join(", ")} ` +
      `instead. A pulumi up after the loss created that one. Remove it, and run this again: ${remove}`,
  );
}

function theOne(id: string | Ambiguous | undefined): string {
  if (id === undefined) {
    throw new Unlisted("was not found, or is not known before pulumi up, which creates it.");
  }
  if (typeof id === "string") return id;
  throw new Asked(`may be any of ${id.ids.join(", ")}: add it with the right id.`);
}

/** What a state says of whose an object is. */
function keptOf(resource: Declared, mark: Mark | undefined, whose: Listing): Kept {
  if (mark === undefined) return whose.isAllOwn ? {} : { adopted: true };
  const { owner, creation, write, adopted } = mark;
  if (owner === whose.owner) {
    return {
      ownership: { owner, stack: resource.stack, resource: resource.name, creation },
      revision: write,
      ...(adopted && { adopted }),
    };
  }
  throw anothers(mark, resource, whose);
}

/** What is another owner's, and how to have it where that is this stack's own, which was lost. */
function anothers(
  mark: Parameters<typeof describeOwner>[0],
  { stack }: Declared,
  { isOwnerLost }: Listing,
): Unlisted {
  const whose = `belongs to ${describeOwner(mark)}`;
  if (!isOwnerLost || mark.stack !== stack) return new Unlisted(`${whose}, and is left to it.`);
  return new Asked(
    `${whose}. If that is this stack, whose state is lost, run this again with --owner ${mark.owner}`,
  );
}

/**
 * The stack's owner, where WSO2 has something with its mark and the state lacks it. Where that could not be taken
 * in, pulumi up continues it, as it is the owner's.
 */
function ownerSeen(resource: Declared | undefined, { owner, ownersSeen }: Listing): ImportEntry[] {
  if (resource?.entry === undefined || owner === undefined || !ownersSeen.has(owner)) return [];
  const { __provider } = resource.inputs;
  return [{ ...resource.entry, id: owner, inputs: { __provider }, outputs: { __provider } }];
}

/** Why an object could not be looked at; a server that cannot be reached makes no list. */
function reasonIn(error: unknown): string {
  if (error instanceof Unlisted) return error.message;
  const isOfServer = error instanceof Wso2Error || error instanceof Auth0Error;
  if (!(error instanceof Error) || (isOfServer && error.status === undefined)) throw error;
  return `could not be taken in: ${error.message}`;
}

/** The components in which something is, each before what is in it. */
function ancestors(entries: ImportEntry[], components: ImportEntry[]): ImportEntry[] {
  const parents = components.filter(({ name }) => entries.some(({ parent }) => parent === name));
  if (parents.length === 0) return [];
  const above = ancestors(parents, components);
  return [...above, ...parents.filter((entry) => !above.includes(entry))];
}
