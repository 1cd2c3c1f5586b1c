import { createHash } from "node:crypto";
import { Auth0Error } from "../../auth0/rest/authenticationApi";
import type { Auth0Client, ManagementApi } from "../../auth0/rest/managementApi";
import type { Inputs } from "../provider/kind";
import { Wso2Error } from "../rest/errors";
import type { GeneratedKeysDeclaration, KeysValues } from "./args";
import { markOfClient } from "./clients";
import { clientNameFor, keyTypeOf } from "./conversion";
import type { KeysServer } from "./mode";

type Declaration = Inputs<GeneratedKeysDeclaration>;

/**
 * The callback URL with which keys are requested, the one text of ours that WSO2's connector gives to
 * the client that it makes. It names the owner, and by a digest the keys, of which WSO2 has one row
 * only. So a client with it was made for just these keys, whatever else is called like it. It stays
 * until the client is marked, when the declared one takes its place.
 */
export function birthUrl(
  inputs: Pick<Inputs<KeysValues>, "ownership" | "applicationId" | "keyManager" | "keyType">,
): string {
  const { ownership, applicationId, keyManager } = inputs;
  const keys = JSON.stringify([applicationId, keyManager, keyTypeOf(inputs)]);
  const digest = createHash("sha256").update(keys).digest("hex").slice(0, 16);
  // A domain that is kept from existing.
  return `https://${digest}.${ownership?.owner ?? ""}.invalid/`;
}

/** Whether a callback URL is such a one, of whichever stack. */
export function isBirthUrl(url: string): boolean {
  return /^https:\/\/[0-9a-f]{16}\.[^./]+\.invalid\/$/.test(url);
}

/** Both sides of a generation. */
export interface Sides {
  readonly server: KeysServer;
  /** With the login of WSO2; missing where the stack does not have it. */
  readonly auth0: ManagementApi | undefined;
}

/**
 * Removes the clients that were made for keys and are not theirs: those of tries that failed and of
 * runs that broke off, and the further ones of a connector that repeats each call whose answer was lost.
 * What cannot be looked at now is left and named, and so is a client that carries this resource's mark
 * though no state knows it.
 *
 * @param kept the client that WSO2 has
 * @returns whether there were any
 */
export async function removeLeftovers(
  inputs: Declaration,
  { server, auth0 }: Sides,
  kept?: string,
): Promise<boolean> {
  const isBorn = isBornFor(inputs);
  if (auth0 === undefined) {
    await nameLeftovers(inputs, { server, auth0 }, new Error(noLogin), kept);
    return false;
  }
  try {
    const suspects = (await auth0.listClients()).filter(
      (client) => client.client_id !== kept && (isBorn(client) || isMarked(client, inputs)),
    );
    if (suspects.length === 0) return false;
    const keys = await server.keys.list(inputs.applicationId);
    const inUse = keys.map(({ consumerKey }) => consumerKey);
    const left = suspects.filter(({ client_id }) => !inUse.includes(client_id));
    for (const client of left) {
      if (isBorn(client)) await auth0.deleteClient(client.client_id);
      console.log(
        isBorn(client)
          ? `Removed the client ${nameOf(client)} from Auth0. An earlier attempt to generate keys ` +
              "had left it."
          : `Auth0 has the client ${nameOf(client)}. Its mark says that it belongs to these keys, ` +
              "but WSO2 has no keys with it. If nobody uses it, delete it in Auth0.",
      );
    }
    return left.some(isBorn);
  } catch (error) {
    if (!(error instanceof Auth0Error || error instanceof Wso2Error)) throw error;
    await nameLeftovers(inputs, { server, auth0 }, error, kept);
    return false;
  }
}

/** Says what may be left, where that is not known. */
export async function nameLeftovers(
  inputs: Declaration,
  { server, auth0 }: Sides,
  { message }: Error,
  kept?: string,
): Promise<void> {
  const clients = await auth0?.listClients().catch(() => undefined);
  const born = clients?.filter(isBornFor(inputs)).filter(({ client_id }) => client_id !== kept);
  if (born?.length === 0) return;
  const application = await server.application(inputs.applicationId).catch(() => undefined);
  const name = application && ` "${clientNameFor(application, keyTypeOf(inputs))}"`;
  const named = born?.map((client) => `a client ${nameOf(client)}`).join(" and ");
  console.log(
    "An attempt to generate keys may have left a client in Auth0, and this could not be " +
      `checked: ${message} Look in Auth0 for ${named ?? `a client${name ?? ""}`} with the ` +
      `callback URL ${birthUrl(inputs)}. If WSO2 has no keys with it, delete it there` +
      (auth0 === undefined ? "." : ", or run pulumi up again, which does."),
  );
}

const noLogin = "this stack has no login for Auth0's Management API.";

/** Whether a client was made for keys of that owner, and is not further. */
export function isBornOf(owner: string) {
  return ({ callbacks = [] }: Auth0Client) =>
    callbacks.some((url) => url.endsWith(`.${owner}.invalid/`));
}

function isBornFor(inputs: Declaration) {
  const url = birthUrl(inputs);
  return ({ callbacks = [] }: Auth0Client) => callbacks.includes(url);
}

/** Whether a client has the mark of the resource, of whichever creation. */
function isMarked(client: Auth0Client, { ownership }: Declaration): boolean {
  const mark = markOfClient(client);
  return (
    mark !== undefined && mark.owner === ownership?.owner && mark.resource === ownership.resource
  );
}

const nameOf = ({ name, client_id }: Auth0Client) => `"${name}" (${client_id})`;
