import { randomBytes } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { dynamic } from "@pulumi/pulumi";
import { Auth0Error, RefusedLogin } from "../../auth0/rest/authenticationApi";
import type { ClientCredentials } from "../../auth0/rest/clientCredentials";
import { describeScopes, grantsInDashboard } from "../../auth0/rest/grantTexts";
import type { Auth0ClientGrant, ManagementApi } from "../../auth0/rest/managementApi";
import { describeRefusedLogin, type ManagementLogins } from "../../auth0/rest/managementLogins";
import { setPlain, settingPath } from "../../validation/settingPath";
import { ownerOfClient } from "../../marks/clientMark";
import { hasUnknown } from "../provider/unknown";

/** Everything that there is of a protection. */
export interface Protection {
  /** Identifier of the API. */
  readonly audience: string;
  /** A login that may read client grants; without one nobody looks for them. */
  readonly management?: ClientCredentials;
  /** Whether the API may be deleted together with grants that others have for it. */
  readonly destroyOthers: boolean;
  /** The owner whose mark the stack's applications have in Auth0. */
  readonly owner: string;
  /** Logical name of the resource. */
  readonly resource: string;
}

/**
 * Life cycle of what stands between an API in Auth0 and its deletion: it exists in the state alone, and goes
 * after all grants of the stack for the API, and before the API. So a grant that is left then is others'.
 *
 * @param deletable gets what stood before APIs that may be deleted next
 */
export function apiDeletionProtection(logins: ManagementLogins, deletable: Protection[]) {
  /** The protections that this run has met, by id: one that is replaced is there beside its successor. */
  const known = new Map<string, Protection>();
  const know = (id: string, protection: Protection) => {
    known.set(id, protection);
  };

  return {
    check(_olds: object, news: Protection): Promise<dynamic.CheckResult<Protection>> {
      const { management } = news;
      if (management !== undefined && !hasUnknown(management)) logins.renew(management);
      return Promise.resolve({ inputs: news });
    },

    diff(id: string, olds: Protection, news: Protection): Promise<dynamic.DiffResult> {
      know(id, olds);
      const isOther = (name: keyof Protection) => !isDeepStrictEqual(olds[name], news[name]);
      return Promise.resolve({
        changes: (["audience", "management", "destroyOthers", "owner"] as const).some(isOther),
        // Also where the API is replaced before it is known again.
        replaces: isOther("audience") ? ["audience"] : [],
      });
    },

    create(inputs: Protection): Promise<dynamic.CreateResult<Protection>> {
      const id = randomBytes(8).toString("hex");
      know(id, inputs);
      return Promise.resolve({ id, outs: inputs });
    },

    read(id: string, state: Protection): Promise<dynamic.ReadResult<Protection>> {
      know(id, state);
      return Promise.resolve({ id, props: state });
    },

    async update(
      id: string,
      olds: Protection,
      news: Protection,
    ): Promise<dynamic.UpdateResult<Protection>> {
      const { management } = news;
      if (management !== undefined && !isDeepStrictEqual(olds.management, management)) {
        await assertAccepted(management, logins);
      }
      know(id, news);
      return { outs: news };
    },

    async delete(id: string, state: Protection): Promise<void> {
      known.delete(id);
      const others = [...known.values()];
      // The API stays: another one protects it.
      if (others.some((other) => isSameApi(other, state))) return;
      const successors = others.filter(({ resource }) => resource === state.resource);
      const { management, audience } = state;
      deletable.push(state);
      if ([state, ...successors].some(({ destroyOthers }) => destroyOthers)) return;
      const grants = management ? await grantsOfOthers(state, management, logins) : [];
      if (grants.length > 0) throw new Error(describeGrants(audience, grants));
    },
  };
}

function isSameApi(one: Protection, other: Protection): boolean {
  return one.audience === other.audience && one.management?.audience === other.management?.audience;
}

/** A destroy has the state's login alone, so one that Auth0 refuses must not take the place of one that works. */
async function assertAccepted(
  management: ClientCredentials,
  logins: ManagementLogins,
): Promise<void> {
  try {
    await logins.api(management).requestToken();
  } catch (error) {
    if (!(error instanceof RefusedLogin)) throw error;
    throw new Error(
      `Auth0 refuses the login of the management application ${management.clientId}: ${error.message} The ` +
        "state keeps the login that it has. Correct clientId and clientSecret of the management application, " +
        "and run pulumi up again.",
      { cause: error },
    );
  }
}

/** The grants of all applications that do not have the mark of the stack. */
async function grantsOfOthers(
  { audience, owner }: Protection,
  management: ClientCredentials,
  logins: ManagementLogins,
): Promise<Auth0ClientGrant[]> {
  const isOthers = async (api: ManagementApi, { client_id: id }: Auth0ClientGrant) => {
    if (id === undefined) return true;
    // One that the login may not see counts as others'.
    const client = await api.fetchClient(id).catch(() => undefined);
    return ownerOfClient(client?.client_metadata) !== owner;
  };
  try {
    return await logins.ask(management, async (api) => {
      const others: Auth0ClientGrant[] = [];
      for (const grant of await api.listGrants(audience)) {
        if (await isOthers(api, grant)) others.push(grant);
      }
      return others;
    });
  } catch (error) {
    if (!(error instanceof Auth0Error)) throw error;
    const consequence =
      "The API was not deleted: its client grants would be deleted with it, and it is not known whose they are.";
    if (error instanceof RefusedLogin) {
      throw new Error(describeRefusedLogin(management, consequence), { cause: error });
    }
    throw new Error(
      `Auth0 did not tell which client grants the API has: ${error.message} ${consequence} Run this again ` +
        `when Auth0 answers. The management application ${management.clientId} needs the permission ` +
        "read:client_grants for it.",
      { cause: error },
    );
  }
}

function describeGrants(audience: string, grants: readonly Auth0ClientGrant[]): string {
  return (
    "it was not deleted. Auth0 would also delete client grants that this stack does not manage, and that " +
    `others may use: ${grants.map(describeGrant).join("; ")}. Remove them in ${grantsInDashboard(audience)}, ` +
    "or have their owners do it, and run this again. Where the program leaves the API (retainOnDelete), let it " +
    "leave its ApiDeletionProtection, too, run pulumi up, and run this again. To delete all of it: declare the " +
    "API with destroyOthers: true, run pulumi up, and run this again. In the stack config: " +
    setPlain(settingPath(["api", "destroyOthers"]), "true")
  );
}

function describeGrant({ id, client_id, allow_all_scopes, scope = [] }: Auth0ClientGrant): string {
  const whose =
    client_id === undefined ? "all third-party applications" : `the application ${client_id}`;
  return `${id} of ${whose}, with ${allow_all_scopes === true ? "all scopes" : describeScopes(scope)}`;
}
