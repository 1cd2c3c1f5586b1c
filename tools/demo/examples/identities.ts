import type { Sandbox } from "auth0-wso2-sandbox";

/** What must stay the same of everything that exists: ids, keys and secrets. */
export function identitiesOf({ auth0, wso2 }: Sandbox): string {
  const { clients, resourceServers, clientGrants } = auth0.state;
  const { keyManagers, applications, subscriptions } = wso2.state;
  return JSON.stringify({
    clients: clients.map(({ client_id, client_secret }) => [client_id, client_secret]),
    apis: resourceServers.map(({ id }) => id),
    grants: clientGrants.map(({ id }) => id),
    keyManagers: keyManagers.filter(({ type }) => type === "Auth0").map(({ uuid }) => uuid),
    applications: applications.map(({ uuid }) => uuid),
    keys: applications
      .flatMap(({ keyMappings }) => keyMappings.map(({ uuid, consumerKey }) => [uuid, consumerKey]))
      .sort(),
    subscriptions: subscriptions.map(({ uuid }) => uuid),
  });
}

/** Everything that Auth0 holds, as text. */
export const tenantOf = ({ auth0 }: Sandbox) => JSON.stringify(auth0.state);

/** Whether a Key Manager works: WSO2 has logged in to Auth0 with it. */
export const loadedOf = ({ wso2 }: Sandbox, keyManager: string) =>
  wso2.loadedKeyManagers().includes(keyManager) ? "loaded" : "not loaded";
