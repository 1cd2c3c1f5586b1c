import * as auth0 from "@pulumi/auth0";
import type { output } from "@pulumi/auth0/types";
import * as pulumi from "@pulumi/pulumi";
import { isListing } from "../validation/listing";
import { AskedOnce } from "./askedOnce";
import { describeScopes, grantsInDashboard } from "./rest/grantTexts";
import { invokeOptions, programObject } from "./tenantProvider";

type Grant = output.GetClientGrantsClientGrant;

/** Whose a grant is that an application has already. */
export interface GrantClaim {
  /** Whether it is taken over, whoever has made it; `own` where the stack makes the application, too. */
  readonly adopt: boolean | "own";
  /** The command that says so in the stack config. */
  readonly command?: string;
}

/** The grants of APIs as they were when the program asked for them. */
const asked = new AskedOnce<pulumi.Output<Grant[]>>();

/** Why a grant must not be created, as it would be another one that is taken over; or nothing. */
export function refusalOfGrant(
  { clientId, audience }: Pick<auth0.ClientGrantArgs, "clientId" | "audience">,
  claim: GrantClaim,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string | undefined> {
  if (isListing()) return pulumi.output(undefined);
  return pulumi.all([clientId, audience]).apply(([client, api]) =>
    grantsOf(api, opts).apply((grants) =>
      refusalOf(
        grants.find((grant) => grant.clientId === client),
        claim,
      ),
    ),
  );
}

/** The grants that there are for an API, as they were when the program asked for them. */
export function grantsOf(
  audience: string,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<Grant[]> {
  return asked.get(opts.provider ?? programObject(), audience, () =>
    auth0
      .getClientGrantsOutput({ audience }, invokeOptions(opts))
      // Under mocks there is none.
      .apply(({ clientGrants }: { clientGrants?: Grant[] }) => clientGrants ?? []),
  );
}

/** @param found the first grant of the application for the API: the one that a creation takes over */
function refusalOf(found: Grant | undefined, claim: GrantClaim): string | undefined {
  if (found === undefined) return undefined;
  const { id, clientId, audience, allowAllScopes, scopes } = found;
  const held = allowAllScopes ? "all scopes" : describeScopes(scopes);
  const removal = grantsInDashboard(audience);
  if (found.subjectType === "user") {
    return (
      `The application ${clientId} has a client grant for ${audience} that is for users alone: ` +
      `${id}, with ${held}. @pulumi/auth0 would take it for the declared one. It was not ` +
      `changed. Remove it in ${removal} and run pulumi up. Create it again afterwards if it is ` +
      "needed."
    );
  }
  if (claim.adopt !== false) return undefined;
  return (
    `The application ${clientId} has a client grant for ${audience} already: ${id}, with ` +
    `${held}. @pulumi/auth0 would take it for the one that is to be created. It was not ` +
    "changed. To take it over, set adopt: true beside the grant; it then gets what is " +
    `declared (in the stack config: ${claim.command ?? ""}). Or remove it in ${removal} and ` +
    "run pulumi up."
  );
}
