import { auth0Setting } from "../auth0/rest/deployersApi";
import { domainFault } from "../auth0/tenant";
import { providerKeys, secretProviderKeys } from "../auth0/providerKeys";

/** Config keys of the Auth0 provider that hold a secret. */
export const secretAuth0Keys: readonly string[] = secretProviderKeys.map((key) => `auth0:${key}`);

/** Ways of logging in to Auth0; each is a set of settings that are needed together. */
const logins = [
  ["apiToken"],
  ["clientId", "clientSecret"],
  ["clientId", "clientAssertionPrivateKey", "clientAssertionSigningAlg"],
  ["cliLogin"],
  ["dynamicCredentials"],
];

/** The Auth0 provider's own configuration, as far as this project depends on it. */
export interface Auth0ProviderSettings {
  /** The tenant's domain; empty where it is missing. */
  domain: string;
  mistakes: string[];
}

/**
 * Reads the settings of the Auth0 provider from the keys `auth0:*` and from `AUTH0_*`. The
 * provider checks them too, but late and without naming the cause.
 *
 * @param isNeeded whether the stack has anything in Auth0
 */
export function readAuth0Provider(
  config: Record<string, string>,
  environment: NodeJS.ProcessEnv,
  isNeeded = true,
): Auth0ProviderSettings {
  const setting = auth0Setting((key) => config[key], environment);
  const domain = setting("domain");
  const mistakes = unknownKeys(config);
  if (!isNeeded) return { domain, mistakes };

  const fault = domain === "" ? "is missing" : domainFault(domain);
  if (fault !== undefined) {
    const command = "pulumi config set auth0:domain <tenant>.<region>.auth0.com";
    mistakes.push(
      `auth0:domain ${fault}${domain === "" ? "" : `, but is "${domain}"`}. ` +
        // The stack config wins.
        (config["auth0:domain"] ? `Set it: ${command}` : `Set AUTH0_DOMAIN, or: ${command}`),
    );
  }
  if (!logins.some((keys) => keys.every((key) => setting(key) !== ""))) {
    mistakes.push(
      "auth0:clientId and auth0:clientSecret are missing: the application that may manage the " +
        "tenant. Set AUTH0_CLIENT_ID and AUTH0_CLIENT_SECRET, or: pulumi config set auth0:clientId " +
        "<id>, and: pulumi config set --secret auth0:clientSecret",
    );
  }
  return { domain, mistakes };
}

function unknownKeys(config: Record<string, string>): string[] {
  return Object.keys(config)
    .filter(
      (key) =>
        key.startsWith("auth0:") && !(providerKeys as readonly string[]).includes(key.slice(6)),
    )
    .map(
      (key) =>
        `${key} is not a setting of the Auth0 provider, which has: ${providerKeys.join(", ")}. ` +
        `Remove it: pulumi config rm ${key}`,
    );
}
