import { auth0Setting } from "../auth0/rest/deployersApi";
import { secretsIn, type Wso2ConnectionConfig } from "../wso2/rest/connection";

/** What a stack knows of the logins, and of what else is secret. */
interface Known {
  readonly wso2: Wso2ConnectionConfig;
  readonly config: Readonly<Record<string, string>>;
  readonly settings?: { readonly secrets: readonly string[] };
}

/** Secrets that a command masks. The name of WSO2's user is not masked, even where it equals the password. */
export function unprintable(environment: NodeJS.ProcessEnv, stack?: Known): string[] {
  const user = environment["WSO2_USERNAME"] ?? stack?.wso2.username;
  return [
    ...secretsIn(stack?.wso2 ?? {}, environment),
    ...(stack?.settings?.secrets ?? []),
    auth0Setting((key) => stack?.config[key], environment)("clientSecret"),
  ].filter((secret) => secret !== user);
}
