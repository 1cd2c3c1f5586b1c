import * as auth0 from "@pulumi/auth0";
import { RunError } from "@pulumi/pulumi";
import { deployerFailure, lacksPermissions } from "./rest/deployerFailure";

/** The application that the Auth0 provider logs in with. */
export interface Deployer {
  /** The tenant's own domain. */
  domain: string;
  clientId: string;
  /** Identifier of the Management API. */
  audience: string;
}

/** Permissions of the Management API of which one is enough; the first is the usual one. */
export type AnyOf = readonly string[];

/**
 * Finds out whether Auth0 lets the deployer in and whether it may do what it has to, before anything
 * is declared. One call of the provider, which has a token anyway.
 *
 * @throws RunError that says what to do
 */
export async function preflightDeployer(
  deployer: Deployer,
  needed: readonly AnyOf[],
): Promise<void> {
  const { clientId, audience } = deployer;
  const mayAsk = needed.some((anyOf) => anyOf.includes("read:client_grants"));
  const { clientGrants } = await auth0
    .getClientGrants({ clientId, audience })
    .catch((error: unknown) => {
      const { message } = error as Error;
      // Who needs no grants need not be able to read them: then nothing is known.
      if (!mayAsk && message.includes("Insufficient scope")) return unknown;
      throw new RunError(explanationOf(message, deployer));
    });
  if (clientGrants.some(({ allowAllScopes }) => allowAllScopes)) return;
  const granted = clientGrants.flatMap(({ scopes }) => scopes);
  const missing = needed.filter((anyOf) => !anyOf.some((name) => granted.includes(name)));
  if (missing.length > 0) throw new RunError(without(missing, deployer));
}

const unknown = { clientGrants: [{ allowAllScopes: true, scopes: [] }] };

function without(missing: readonly AnyOf[], { clientId }: Deployer): string {
  const names = missing.map(([name]) => name).join(", ");
  return lacksPermissions(
    `The application ${clientId} that the Auth0 provider logs in with`,
    names,
  );
}

/** What the provider's error means. */
function explanationOf(error: string, deployer: Deployer): string {
  if (error.includes("Insufficient scope")) return without([["read:client_grants"]], deployer);
  return deployerFailure(error, deployer.domain, `application "${deployer.clientId}"`);
}
