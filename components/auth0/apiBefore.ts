import * as auth0 from "@pulumi/auth0";
import type * as pulumi from "@pulumi/pulumi";
import { setPlain } from "../validation/settingPath";
import { unlessItExists } from "./existing";
import { grantsOf } from "./grantsBefore";
import { knownNow } from "./knownNow";
import { hasBegun } from "./ownClients";
import { invokeOptions } from "./tenantProvider";

/** What Auth0 answers where it has no such API. What stands before Auth0 says 404 in other words. */
const noSuchApi = /404 Not Found: The resource server does not exist/;

/**
 * The options of an API that may exist already. One that a run of this stack began to create, and that
 * nothing uses yet, is taken into the state. Any other is not created a second time.
 */
export function unlessApiExists(
  owner: pulumi.Output<string>,
  opts: pulumi.CustomResourceOptions,
): pulumi.CustomResourceOptions {
  return unlessItExists(
    "consentPolicy",
    async (declared) => {
      const identifier = await declared("identifier");
      if (typeof identifier !== "string") return undefined;
      const found = await find(identifier, opts);
      if (found === undefined) return undefined;
      const isAlike = found.name === (await declared("name"));
      if (isAlike && (await isUnused(found, opts))) {
        if (await hasBegun(await knownNow(owner), identifier, opts)) return { id: found.id };
      }
      // Where it differs it is to be brought to what is declared.
      if (isSomePolicy(found.consentPolicy)) return undefined;
      return { refusal: describe(identifier, found.id) };
    },
    opts,
  );
}

const isSomePolicy = (policy: string | undefined) => !["", "null", undefined].includes(policy);

/** Whether it is as Auth0 creates it: a stack adds scopes and grants after that. */
async function isUnused(
  { identifier = "", scopes }: auth0.GetResourceServerResult,
  opts: pulumi.CustomResourceOptions,
): Promise<boolean> {
  if (scopes.length > 0) return false;
  return (await knownNow(grantsOf(identifier, opts)))?.length === 0;
}

/** The API; `undefined` where Auth0 has none with that identifier. */
async function find(
  identifier: string,
  opts: pulumi.CustomResourceOptions,
): Promise<auth0.GetResourceServerResult | undefined> {
  try {
    const found = await auth0.getResourceServer({ identifier }, invokeOptions(opts));
    // A provider whose login is not known before pulumi up answers nothing.
    return (found.id as string | undefined) === undefined ? undefined : found;
  } catch (error) {
    if (noSuchApi.test((error as Error).message)) return undefined;
    throw error;
  }
}

function describe(identifier: string, id: string): string {
  return (
    `Auth0 has an API with the identifier ${identifier} already (${id}). The state of this stack does not ` +
    "have it, or this run is to replace it. It was not changed. Auth0 cannot replace an API by one of the same " +
    "identifier: run pulumi up without --replace, or pulumi state untaint. If it is managed elsewhere, leave it there and use it: " +
    `${setPlain("api.existingIdentifier", identifier)}, and remove the other keys of api. If it is of this ` +
    "stack, and its state was lost, import everything again: npm run -s import-list (in a program of your " +
    "own: npx auth0-wso2-import-list). Or choose another identifier."
  );
}
