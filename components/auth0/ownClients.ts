import * as auth0 from "@pulumi/auth0";
import * as pulumi from "@pulumi/pulumi";
import { isObjectWith } from "../http/answers";
import { isListing } from "../validation/listing";
import {
  clientMarkText,
  digestOf,
  markKey,
  clientMarkIn,
  type ClientMark,
} from "../marks/clientMark";
import { AskedOnce } from "./askedOnce";
import { unlessItExists } from "./existing";
import { grantsOf } from "./grantsBefore";
import { knownNow } from "./knownNow";
import { describeUnused, describeUsed } from "./otherClients";
import { auth0Types } from "./resourceTypes";
import { Auth0Error } from "./rest/auth0Http";
import { invokeOptions, managementApiAs, programObject } from "./tenantProvider";

/** An application of the tenant. */
interface TenantClient {
  readonly id: string;
  readonly name: string;
  readonly appType: string | undefined;
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
  { parent }: pulumi.CustomResourceOptions = {},
): Readonly<Record<string, pulumi.Input<string>>> {
  if (markKey in declared || Object.keys(declared).length >= mostEntries) return declared;
  // An output would make it wait for all that is in the component, and so for itself.
  const component = parent && knownNow(parent.urn);
  const mark = pulumi.all([owner, api, component]).apply(([id, identifier, above = ""]) => {
    const types = [above.split("::")[2], auth0Types.client].filter(Boolean).join("$");
    const identity = `${types}::${labels.resource}`;
    return clientMarkText({ owner: id, ...labels }, identity, identifier);
  });
  return { ...declared, [markKey]: mark };
}

/**
 * The options of an application that is marked. One that an earlier run created for the resource, of which
 * Auth0's answer was lost, and that nothing uses yet, is taken into the state. One that is in use is not
 * created a second time. The mark is written by the creation alone.
 *
 * @param audience identifier of the API that the application has its grant for
 */
export function takingInOwn(
  audience: pulumi.Input<string>,
  opts: pulumi.CustomResourceOptions,
): pulumi.CustomResourceOptions {
  return unlessItExists(
    "appType",
    async (declared) => {
      const mark = clientMarkIn(await declared("clientMetadata"));
      if (mark === undefined) return undefined;
      const found = theOne(await clientsOf(opts), mark, await declared("name"));
      const grants = await grantsFor(audience, opts);
      if (found === undefined || grants === undefined) return undefined;
      if (!isUsed(found, grants)) return { id: found.id };
      // Where it differs it is to be brought to what is declared.
      if ((await declared("appType")) !== found.appType) return undefined;
      return { refusal: describeUsed(found) };
    },
    { ...opts, ignoreChanges: [`clientMetadata.${markKey}`] },
  );
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

/** Names the applications that were created for the resource, that the state does not have, and that nothing uses. */
export function nameOthers(
  client: auth0.Client,
  audience: pulumi.Input<string>,
  opts: pulumi.CustomResourceOptions,
): void {
  if (isListing()) return;
  pulumi
    .all([client.clientId, client.name, client.clientMetadata])
    .apply(async ([id, name, metadata]) => {
      const mark = clientMarkIn(metadata);
      const grants = mark && (await grantsFor(audience, opts));
      if (mark === undefined || grants === undefined) return;
      const clients = await clientsOf(opts);
      // The only one was in the state, and this run replaces it.
      if (theOne(clients, mark, name) !== undefined) return;
      for (const other of madeFor(clients, mark)) {
        if (other.id === id || isUsed(other, grants)) continue;
        await pulumi.log.warn(describeUnused(other, id), client);
      }
    });
}

/** Grants for an API; `undefined` where the API is not known before `pulumi up` has made it. */
async function grantsFor(audience: pulumi.Input<string>, opts: pulumi.CustomResourceOptions) {
  const api = await knownNow(audience);
  return api === undefined ? undefined : knownNow(grantsOf(api, opts));
}

const isUsed = ({ id }: TenantClient, grants: readonly { clientId: string }[]) =>
  grants.some(({ clientId }) => clientId === id);

/** The application that was created for a resource, where no other one may be meant. */
function theOne(
  clients: TenantClient[],
  mark: ClientMark,
  name: unknown,
): TenantClient | undefined {
  const [found, ...others] = madeFor(clients, mark);
  // A mark can be copied by hand, mostly to an application of another name.
  if (found?.name !== name || others.length > 0) return undefined;
  // One without a mark may be that of a state that an earlier version wrote.
  const namesake = clients.find((client) => !client.isMarked && client.name === name);
  return namesake === undefined ? found : undefined;
}

function madeFor(clients: TenantClient[], { owner, client }: ClientMark): TenantClient[] {
  return clients.filter(({ mark }) => mark?.owner === owner && mark.client === client);
}

/**
 * Auth0's provider takes seconds for a thousand applications, the Management API a call for each hundred. Where this
 * process cannot ask, the provider may be able to; if not, it says why.
 */
function clientsOf(opts: pulumi.CustomResourceOptions): Promise<TenantClient[]> {
  return asked.get(opts.provider ?? programObject(), "", async () => {
    const api = await managementApiAs(opts.provider);
    const clients = await api?.listClients().catch((error: unknown) => {
      if (error instanceof Auth0Error) return undefined;
      throw error;
    });
    return (
      clients?.map(({ client_id, name, app_type, client_metadata }) =>
        tenantClient(client_id, name, app_type, client_metadata),
      ) ?? clientsByProvider(opts)
    );
  });
}

async function clientsByProvider(opts: pulumi.CustomResourceOptions): Promise<TenantClient[]> {
  const { clients } = await auth0.getClients({}, invokeOptions(opts));
  return ((clients as typeof clients | undefined) ?? []).map(
    ({ clientId = "", name = "", appType, clientMetadata }) =>
      tenantClient(clientId, name, appType, clientMetadata),
  );
}

function tenantClient(
  id: string,
  name: string,
  appType: string | undefined,
  metadata: unknown,
): TenantClient {
  const mark = clientMarkIn(metadata);
  return { id, name, appType, isMarked: isObjectWith(markKey, metadata), ...(mark && { mark }) };
}
