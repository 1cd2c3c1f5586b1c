import * as auth0 from "@pulumi/auth0";
import { RunError } from "@pulumi/pulumi";

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
  return (
    `The application ${clientId} that the Auth0 provider logs in with lacks permissions of Auth0's ` +
    `Management API: ${names}. Grant them in Auth0's dashboard: Applications, APIs, Auth0 Management ` +
    "API, Application Access."
  );
}

/** What the provider's error means. */
function explanationOf(error: string, deployer: Deployer): string {
  const { domain, clientId } = deployer;
  const login = `Auth0 at ${domain} refuses the login of the application "${clientId}"`;
  if (error.includes("Insufficient scope")) return without([["read:client_grants"]], deployer);
  if (error.includes("Service not")) {
    return (
      `${login}: ${domain} is not the tenant's own domain. A custom domain belongs in ` +
      "customDomain. Set AUTH0_DOMAIN (or auth0:domain in the stack config, which wins) to " +
      "<tenant>.<region>.auth0.com."
    );
  }
  if (/not authorized to access/.test(error)) {
    return (
      `${login}: it is not authorized for the Management API. Authorize it in Auth0's dashboard: ` +
      "Applications, APIs, Auth0 Management API, Application Access."
    );
  }
  if (/access_denied|invalid_client|unauthorized_client/.test(error)) {
    return (
      `${login}: id or secret is wrong. Check AUTH0_CLIENT_ID and AUTH0_CLIENT_SECRET (or ` +
      "auth0:clientId and auth0:clientSecret in the stack config, which win)."
    );
  }
  const cause = error.trim().split('": ').at(-1) ?? "";
  return (
    `Auth0 cannot be asked at ${domain}: ${cause}. Check AUTH0_DOMAIN (or auth0:domain in the stack ` +
    "config, which wins), and the network."
  );
}
