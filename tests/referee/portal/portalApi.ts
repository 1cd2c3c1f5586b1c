import { Agent } from "node:https";
import axios from "axios";
import { startSandbox, type Sandbox } from "auth0-wso2-sandbox";
import { withoutResident } from "../adminApi";
import { oneByOne, type JudgedApi } from "../judged";
import { until } from "../../support/until";
import { emptyReferee, type RefereeApi } from "../referee";
import { sendTrusting } from "../sendTrusting";
import { faultCases, oddCases } from "./faultRequests";
import { playPortal, type PortalStep } from "./portalExchange";
import { audience, portalRows, portalSequences } from "./portalRequests";

export const paths = {
  portal: "/api/am/devportal/v3",
  admin: "/api/am/admin/v4",
  publisher: "/api/am/publisher/v4",
};

/** The Developer Portal; both servers work with the tenant of a sandbox. */
export const portalApi: JudgedApi<PortalStep> = {
  title: "the Developer Portal",
  recording: "portal",
  cases: {
    ...portalRows,
    ...oneByOne(portalSequences),
    "faults of Auth0": faultCases,
    "odd answers of Auth0": oddCases,
  },
  sandbox: async () => {
    const sandbox = await startSandbox();
    const { url, state } = sandbox.wso2;
    const ids = idsOf(sandbox, publish(sandbox), await createKeyManagers(sandbox, url));
    // The referee loads them before it answers. Here they log in later: all but one are enabled, and one is refused.
    const logins = sandbox.auth0.requests;
    await until(() => logins.all.length === keyManagers.length - 1);
    await until(() => sandbox.wso2.loadedKeyManagers().length === keyManagers.length - 2);
    const send = sendTrusting(sandbox.certificateAuthority.certificate);
    return {
      play: async (steps) => {
        state.applications.length = 0;
        state.subscriptions.length = 0;
        const contestant = { url, paths, send };
        const { answers, clients } = await playPortal(contestant, sandbox.auth0, steps, ids);
        return [...answers.map(withoutResident), { clients }];
      },
      close: () => sandbox.close(),
    };
  },
  referee: async () => {
    const [referee, sandbox] = await Promise.all([emptyReferee(), startSandbox()]);
    await referee.trust(sandbox.certificateAuthority.certificate);
    const published = publish(sandbox);
    const ids = idsOf(sandbox, published, await createKeyManagers(sandbox, referee.url));
    for (const api of published) await referee.publish(api);
    return {
      play: async (steps) => {
        await referee.resetApplications();
        const contestant = { url: referee.url, paths, send: fetch };
        const { answers, clients } = await playPortal(contestant, sandbox.auth0, steps, ids);
        return [...answers, { clients }];
      },
      close: () => Promise.all([referee.reset(), sandbox.close()]),
    };
  },
};

/** APIs that can be subscribed to, and in Auth0 those whose tokens they take. */
export function publish({ auth0, wso2 }: Sandbox): RefereeApi[] {
  for (const identifier of [audience, "https://stock.example.com/"]) {
    auth0.state.resourceServers.push({
      id: `api-${identifier}`,
      identifier,
      name: identifier,
      scopes: [{ value: "default" }, { value: "read:orders" }],
      signing_alg: "RS256",
      token_lifetime: 86400,
    });
  }
  return [
    { name: "Orders", context: "/orders/1.0.0", policies: ["Unlimited"] },
    { name: "Stock", context: "/stock/1.0.0", policies: ["Gold", "Unlimited"] },
  ].map(({ policies, ...named }) => {
    const api = { ...named, version: "1.0.0" };
    return { ...api, policies, id: wso2.apis.publish({ ...api, throttlingPolicies: policies }).id };
  });
}

/** The ids of Key Managers by their names. */
async function createKeyManagers(sandbox: Sandbox, url: string): Promise<Record<string, string>> {
  const http = axios.create({
    baseURL: url + paths.admin,
    auth: { username: "admin", password: "admin" },
    httpsAgent: new Agent({ ca: sandbox.certificateAuthority.certificate }),
  });
  const ids: Record<string, string> = {};
  for (const [name, change, secret] of keyManagers) {
    const document = keyManager(sandbox, name, change, secret);
    ids[name] = (await http.post<{ id: string }>("/key-managers", document)).data.id;
  }
  return ids;
}

/** What cases and recordings call what is there from the beginning. */
export function idsOf(
  { auth0 }: Sandbox,
  apis: readonly RefereeApi[],
  keyManagers: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries([
    ...apis.map(({ id }, index) => [`api${index}`, id]),
    ...Object.entries(keyManagers).map(([name, id]) => [
      `km${name.charAt(0).toUpperCase()}${name.slice(1)}`,
      id,
    ]),
    ["tenant", auth0.domain],
    ["deployer", auth0.deployer.clientId],
  ]) as Record<string, string>;
}

type Change = Record<string, unknown>;

/** Name, fields that differ, and the secret where it is not the right one. */
const keyManagers: readonly (readonly [name: string, change: Change, secret?: string])[] = [
  ["auth0", {}],
  ["disabled", { enabled: false }],
  ["noCreation", { enableOAuthAppCreation: false }],
  ["noMapping", { enableMapOAuthConsumerApps: false }],
  ["noTokens", { enableTokenGeneration: false }],
  ["dead", {}, "wrong"],
  ["denied", { permissions: { permissionType: "DENY", roles: ["admin"] } }],
];

/** A Key Manager whose login is right unless another secret is given. */
export function keyManager(
  { auth0 }: Sandbox,
  name: string,
  change: Change = {},
  secret?: string,
): Change {
  const origin = `https://${auth0.domain}`;
  return {
    name,
    type: "Auth0",
    enabled: true,
    issuer: `${origin}/`,
    introspectionEndpoint: "none",
    clientRegistrationEndpoint: `${origin}/oidc/register`,
    tokenEndpoint: `${origin}/oauth/token`,
    displayTokenEndpoint: `${origin}/shown/token`,
    revokeEndpoint: `${origin}/oauth/revoke`,
    userInfoEndpoint: `${origin}/userinfo`,
    certificates: { type: "JWKS", value: `${origin}/.well-known/jwks.json` },
    availableGrantTypes: ["client_credentials"],
    enableTokenGeneration: true,
    enableMapOAuthConsumerApps: true,
    enableOAuthAppCreation: true,
    additionalProperties: {
      client_id: auth0.deployer.clientId,
      client_secret: secret ?? auth0.deployer.clientSecret,
      audience: `${origin}/api/v2/`,
    },
    ...change,
  };
}
