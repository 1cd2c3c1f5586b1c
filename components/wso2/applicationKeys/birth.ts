import { createHash } from "node:crypto";
import { Auth0Error } from "../../auth0/rest/authenticationApi";
import type { Auth0Client, ManagementApi } from "../../auth0/rest/managementApi";
import type { Inputs } from "../provider/kind";
import { Wso2Error } from "../rest/errors";
import type { KeysApi } from "./api";
import type { GeneratedKeysDeclaration } from "./args";
import { keyTypeOf } from "./conversion";

/**
 * The callback URL with which keys are requested, the one text of ours that WSO2's connector gives to
 * the client that it makes. It names the owner, and by a digest the keys, of which WSO2 has one row
 * only. So a client with it was made for just these keys, whatever else is called like it. It stays
 * until the client is marked, when the declared one takes its place.
 */
export function birthUrl(inputs: Inputs<GeneratedKeysDeclaration>): string {
  const { ownership, applicationId, keyManager } = inputs;
  const keys = JSON.stringify([applicationId, keyManager, keyTypeOf(inputs)]);
  const digest = createHash("sha256").update(keys).digest("hex").slice(0, 16);
  // A domain that is kept from existing.
  return `https://${digest}.${ownership?.owner ?? ""}.invalid/`;
}

/**
 * Removes the clients that were made for keys and are not theirs: those of tries that failed and of
 * runs that broke off, and a second one where the connector has repeated a call whose answer was lost.
 * What cannot be looked at now is left.
 *
 * @param kept the client that WSO2 has
 * @returns what was removed
 */
export async function removeLeftovers(
  inputs: Inputs<GeneratedKeysDeclaration>,
  keys: KeysApi,
  auth0: ManagementApi,
  kept?: string,
): Promise<Auth0Client[]> {
  const url = birthUrl(inputs);
  const isLeft = ({ callbacks = [], client_id }: Auth0Client) =>
    callbacks.includes(url) && client_id !== kept;
  try {
    const suspects = (await auth0.listClients()).filter(isLeft);
    if (suspects.length === 0) return [];
    const inUse = (await keys.list(inputs.applicationId)).map(({ consumerKey }) => consumerKey);
    const left = suspects.filter(({ client_id }) => !inUse.includes(client_id));
    for (const { name, client_id } of left) {
      await auth0.deleteClient(client_id);
      console.log(
        `Removed the client "${name}" (${client_id}), which a generation had left in Auth0.`,
      );
    }
    return left;
  } catch (error) {
    if (!(error instanceof Auth0Error || error instanceof Wso2Error)) throw error;
    console.log(
      `Nobody could be asked what a generation may have left: ${error.message} Look in Auth0 for a ` +
        `client with the callback URL ${url} for which WSO2 has no keys.`,
    );
    return [];
  }
}
