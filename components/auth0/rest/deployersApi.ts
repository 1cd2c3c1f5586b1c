import { ManagementApi } from "./managementApi";

/** The login of the deployer, by the names of the Auth0 provider's settings. */
const loginKeys = ["domain", "clientId", "clientSecret"] as const;

/** Settings of other logins; the provider takes one of them before the deployer's. */
export const otherLoginKeys = ["apiToken", "cliLogin", "dynamicCredentials"] as const;

/** A setting as the Auth0 provider finds it: in the stack config, else in the environment; else "". */
export function auth0Setting(
  config: (key: string) => string | undefined,
  environment: NodeJS.ProcessEnv,
): (key: string) => string {
  return (key) => config(`auth0:${key}`) ?? environment[variableOf(key)] ?? "";
}

/**
 * The Management API with the login of the deployer; nothing where there is none, or the Auth0 provider takes
 * another one before it.
 */
export function deployersOwnApi(setting: (key: string) => string): ManagementApi | undefined {
  const isMissing = loginKeys.some((key) => setting(key) === "");
  const isOther = otherLoginKeys.some((key) => setting(key) !== "");
  return isMissing || isOther ? undefined : deployersApi(setting);
}

/** The Management API with the login of the deployer, at the tenant that the login is for. */
export function deployersApi(setting: (key: (typeof loginKeys)[number]) => string): ManagementApi {
  const domain = setting("domain");
  return new ManagementApi({
    tokenEndpoint: `https://${domain}/oauth/token`,
    audience: `https://${domain}/api/v2/`,
    clientId: setting("clientId"),
    clientSecret: setting("clientSecret"),
  });
}

/** `clientId` is `AUTH0_CLIENT_ID` in the environment. */
export function variableOf(key: string): string {
  return `AUTH0_${key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}
