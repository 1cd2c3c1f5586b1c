import * as auth0 from "@pulumi/auth0";
import * as pulumi from "@pulumi/pulumi";
import { isListing } from "../validation/listing";
import {
  clientMarkText,
  digestOf,
  markKey,
  parseClientMark,
  type ClientMark,
} from "../marks/clientMark";
import { AskedOnce } from "./askedOnce";
import { knownNow } from "./knownNow";
import { describeUnused } from "./unusedClient";
import { programObject } from "./tenantProvider";

/** An application of the tenant. */
interface TenantClient {
  readonly id: string;
  readonly name: string;
  /** Whether it says whose it is. */
  readonly isMarked: boolean;
  /** What it says, where `@pulumi/auth0` created it for a stack. */
  readonly mark?: ClientMark;
}

/** Whose an application is, and what is created beside it. */
export interface ClientOwnership {
  /** Id of the stack's owner. */
  readonly owner: pulumi.Input<string>;
  /** `project/stack`. */
  readonly stack: string;
  /** Logical name of the resource. */
  readonly resource: string;
  /** Identifier of the API that is created beside it. */
  readonly api?: pulumi.Input<string>;
}

/** The largest number of entries that Auth0 takes in an application's metadata. */
const mostEntries = 10;

/** The applications of tenants as they were when the program asked for them. */
const asked = new AskedOnce<Promise<TenantClient[]>>();

/** Metadata that say whose an application is, where there is room beside what is declared. */
export function markedMetadata(
  { owner, api, ...labels }: ClientOwnership,
  declared: Readonly<Record<string, pulumi.Input<string>>> = {},
): Readonly<Record<string, pulumi.Input<string>>> {
  if (markKey in declared || Object.keys(declared).length >= mostEntries) return declared;
  const mark = pulumi
    .all([owner, api])
    .apply(([id, identifier]) => clientMarkText({ owner: id, ...labels }, identifier));
  return { ...declared, [markKey]: mark };
}

/**
 * The options of an application that is marked: one that an earlier run created for the resource, and
 * of which Auth0's answer was lost, is taken into the state. The mark is written by the creation alone.
 */
export function takingInOwn(opts: pulumi.CustomResourceOptions): pulumi.CustomResourceOptions {
  return {
    ...opts,
    ignoreChanges: [`clientMetadata.${markKey}`],
    transforms: [
      async ({ props, opts: given }) => {
        const mark = markIn(await knownNow(props["clientMetadata"]));
        if (mark === undefined || isListing()) return undefined;
        const name: unknown = await knownNow(props["name"]);
        const id = theOne(await clientsOf(opts), mark, name);
        return id === undefined ? undefined : { props, opts: { ...given, import: id } };
      },
    ],
  };
}

/**
 * Whether a run of the stack with that owner began to create the API. A login that may not see
 * applications has created none.
 */
export async function hasBegun(
  owner: string | undefined,
  api: string,
  opts: pulumi.CustomResourceOptions,
): Promise<boolean> {
  if (owner === undefined) return false;
  const clients = await clientsOf(opts).catch((error: unknown) => {
    if ((error as Error).message.includes("Insufficient scope")) return [];
    throw error;
  });
  return clients.some(({ mark }) => mark?.owner === owner && mark.api === digestOf(api));
}

/** Names the applications that were created for the resource and that the state does not have. */
export function nameOthers(client: auth0.Client, opts: pulumi.CustomResourceOptions): void {
  if (isListing()) return;
  pulumi
    .all([client.clientId, client.name, client.clientMetadata])
    .apply(async ([id, name, metadata]) => {
      const mark = markIn(metadata);
      if (mark === undefined) return;
      const clients = await clientsOf(opts);
      // The only one was in the state, and this run replaces it.
      if (theOne(clients, mark, name) !== undefined) return;
      for (const other of madeFor(clients, mark).filter((each) => each.id !== id)) {
        await pulumi.log.warn(describeUnused(other, id), client);
      }
    });
}

/** The id of the application that was created for a resource, where no other one may be meant. */
function theOne(clients: TenantClient[], mark: ClientMark, name: unknown): string | undefined {
  const [found, ...others] = madeFor(clients, mark);
  // A mark can be copied by hand, mostly to an application of another name.
  if (found?.name !== name || others.length > 0) return undefined;
  // One without a mark may be that of a state that an earlier version wrote.
  const namesake = clients.find((client) => !client.isMarked && client.name === name);
  return namesake === undefined ? found?.id : undefined;
}

function madeFor(clients: TenantClient[], { owner, client }: ClientMark): TenantClient[] {
  return clients.filter(({ mark }) => mark?.owner === owner && mark.client === client);
}

function markIn(metadata: unknown): ClientMark | undefined {
  return parseClientMark((metadata as Record<string, unknown> | undefined)?.[markKey]);
}

function clientsOf({ parent, provider }: pulumi.CustomResourceOptions): Promise<TenantClient[]> {
  return asked.get(provider ?? programObject(), "", async () => {
    const { clients } = await auth0.getClients(
      {},
      { ...(parent && { parent }), ...(provider && { provider }) },
    );
    return ((clients as typeof clients | undefined) ?? []).map(
      ({ clientId = "", name = "", clientMetadata }) => {
        const mark = markIn(clientMetadata);
        return { id: clientId, name, isMarked: markKey in clientMetadata, ...(mark && { mark }) };
      },
    );
  });
}
