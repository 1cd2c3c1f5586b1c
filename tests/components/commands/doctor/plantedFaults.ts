import assert from "node:assert/strict";
import type { RequestListener } from "node:http";
import type { Sandbox } from "auth0-wso2-sandbox";
import { Auth0Dashboard } from "auth0-wso2-sandbox/consoles";
import { CertificateAuthority } from "auth0-wso2-sandbox/http/certificateAuthority";
import { listen } from "auth0-wso2-sandbox/http/httpsServer";
import { Publisher } from "auth0-wso2-sandbox/publisher";
import { connectorPermissions } from "../../../../components/auth0/rest/connectorPermissions";
import { apiIdentifier } from "../../../../tools/demo/examples/byHand";
import { declarationFor } from "../../../support/declaration";
import { ownerProperty } from "../../../../components/wso2/keyManager/document";
import type { Complaint, PatientStack } from "./patient";

/** A line that is expected: `failed WSO2 login: what was found`. */
export type Line = RegExp;

export interface PlantedFault {
  readonly fault: string;
  /** Plants it. */
  readonly plant: (at: Scene) => Complaint | Promise<Complaint>;
  /** Every line that is neither ok nor "not seen". */
  readonly says: readonly Line[];
  /** A part of what `pulumi up` says where nobody has asked the doctor before. */
  readonly up: string | Silence;
}

/** Why `pulumi up` says nothing. */
export class Silence {
  constructor(
    readonly reason: string,
    /** Whether it was run. */
    readonly isSeen: boolean,
  ) {}
}

const well = new Silence("nothing, exit code 0", true);
const healed = new Silence("puts it right, exit code 0", true);
const waiting = new Silence("waits as Auth0 asks it to; not run", false);
const elsewhere = (why: string) => new Silence(`not run: ${why}`, false);

/** What a fault is planted in. */
export interface Scene {
  readonly sandbox: Sandbox;
  readonly stack: (config?: object, resources?: readonly object[]) => PatientStack;
  /** Servers that are closed when the fault is over. */
  readonly serve: (
    listener: RequestListener,
    authority?: Pick<CertificateAuthority, "issueServerCertificate">,
    ...certificate: Parameters<CertificateAuthority["issueServerCertificate"]>
  ) => Promise<string>;
}

const day = 24 * 60 * 60 * 1000;
const html = "<html><body>Sign in to the network</body></html>";
const owner = "0123456789abcdef";

const page: RequestListener = (_request, response) => {
  response.setHeader("Content-Type", "text/html").end(html);
};

/** What was sent to a server that is neither WSO2 nor the tenant. */
export const stolen: string[] = [];

export const thief: RequestListener = (request, response) => {
  stolen.push(`${request.method} ${request.url}`);
  response.writeHead(401).end();
};

/** From the first date to the second one, in days from now. */
const validity = (from: number, to: number) => ({
  notBefore: new Date(Date.now() + from * day),
  notAfter: new Date(Date.now() + to * day),
});

const client = (name: string, managed_by?: string, callbacks: string[] = []) => ({
  name,
  callbacks,
  ...(managed_by !== undefined && { client_metadata: { managed_by } }),
});

const wso2Faults: readonly PlantedFault[] = [
  {
    fault: "a wrong password",
    plant: () => ({ environment: { WSO2_PASSWORD: "wrong-password" } }),
    says: [/^failed WSO2 login: .* answered 401: .*Check WSO2_USERNAME and WSO2_PASSWORD/],
    up: "Check WSO2_USERNAME and WSO2_PASSWORD",
  },
  {
    fault: "a user without a role",
    plant: ({ sandbox: { wso2 } }) => {
      wso2.users.add({ login: "nobody", roles: [] });
      return { environment: { WSO2_USERNAME: "nobody", WSO2_PASSWORD: "nobody" } };
    },
    says: [
      /^failed WSO2 may manage Key Managers: .* has the role admin/,
      /^failed WSO2 may manage applications and keys: .* has the role .*Internal\/subscriber/,
    ],
    up: "the user has the role admin (for Key Managers)",
  },
  {
    fault: "the role admin is missing",
    plant: ({ sandbox: { wso2 } }) => {
      wso2.users.add({ login: "sub", roles: ["Internal/subscriber"] });
      return { environment: { WSO2_USERNAME: "sub", WSO2_PASSWORD: "sub" } };
    },
    says: [/^failed WSO2 may manage Key Managers: .* has the role admin/],
    up: "the user has the role admin (for Key Managers)",
  },
  {
    fault: "the roles of the Developer Portal are missing",
    plant: ({ sandbox: { wso2 } }) => {
      for (const scope of ["apim:subscribe", "apim:app_manage"]) {
        wso2.state.restApiScopes[scope] = [];
      }
      return {};
    },
    says: [/^failed WSO2 may manage applications and keys: .* has the role .*Internal\/subscriber/],
    up: "or Internal/subscriber (for applications)",
  },
  {
    fault: "the scope of subscriptions is missing",
    plant: ({ sandbox: { wso2 } }) => {
      for (const scope of ["apim:subscribe", "apim:sub_manage"]) {
        wso2.state.restApiScopes[scope] = [];
      }
      return {};
    },
    says: [/^failed WSO2 may manage subscriptions: .* answered 401/],
    up: "/subscriptions answered 401",
  },
  {
    fault: "the scope for deleting Key Managers is missing",
    plant: ({ sandbox: { wso2 } }) => {
      wso2.users.add({ login: "km", roles: ["keyManagerAdmin", "Internal/subscriber"] });
      return { environment: { WSO2_USERNAME: "km", WSO2_PASSWORD: "km" } };
    },
    says: [/^warning WSO2 may delete Key Managers: no: removing or renaming/],
    up: well,
  },
  {
    fault: "no connector of type Auth0",
    plant: ({ sandbox: { wso2 } }) => {
      const body = { keyManagerConfiguration: [{ type: "Okta", configurations: [] }] };
      wso2.faults.inject({ url: /\/settings/, effect: { kind: "answer", status: 200, body } });
      return {};
    },
    says: [/^failed WSO2 connector of type Auth0: is not installed; there is: Okta/],
    up: elsewhere("the sandbox has one"),
  },
  {
    fault: "a connector that asks for more",
    plant: ({ sandbox: { wso2 } }) => {
      const configurations = [{ name: "region", required: true }];
      const body = { keyManagerConfiguration: [{ type: "Auth0", configurations }] };
      wso2.faults.inject({ url: /\/settings/, effect: { kind: "answer", status: 200, body } });
      return {};
    },
    says: [/^warning WSO2 connector of type Auth0: it asks for region/],
    up: elsewhere("the sandbox's does not"),
  },
  {
    fault: "another release than the config says",
    plant: ({ stack, sandbox: { wso2 } }) => ({
      stack: stack({ wso2: { url: wso2.url, release: "4.1" } }),
    }),
    says: [/^failed WSO2 release, REST APIs: 4\.5 to 4\.7, .* but wso2\.release is 4\.1/],
    up: "answered 404 with something that is not WSO2's JSON",
  },
  {
    fault: "an OAuth client that there is not",
    plant: () => ({
      environment: { WSO2_CLIENT_ID: "nobody", WSO2_CLIENT_SECRET: "unknown-secret" },
    }),
    says: [/^failed WSO2 login: POST .*\/oauth2\/token answered 401/],
    up: "A valid OAuth client could not be found",
  },
  {
    fault: "a token that has expired",
    plant: () => ({ environment: { WSO2_ACCESS_TOKEN: "0f0f0f0f-expired-token" } }),
    says: [/^failed WSO2 login: .* answered 401/],
    up: "answered 401: Unauthenticated request",
  },
  {
    fault: "a user whose OAuth tokens have no scope of the admin API",
    plant: ({ sandbox: { wso2 }, stack }) => {
      wso2.users.add({ login: "sub", roles: ["Internal/subscriber"] });
      const environment = { WSO2_USERNAME: "sub", WSO2_PASSWORD: "sub" };
      return { stack: stack({ wso2: { url: wso2.url, registerClient: true } }), environment };
    },
    says: [/^failed WSO2 may manage Key Managers: WSO2 granted user "sub" none of the scopes/],
    up: "answered 401: Unauthenticated request",
  },
  {
    fault: "nobody listens",
    plant: () => ({ environment: { WSO2_URL: "https://localhost:1" } }),
    says: [/^failed WSO2 reached, TLS: .* nothing listens there \(ECONNREFUSED\)/],
    up: "nothing listens there (ECONNREFUSED)",
  },
  {
    fault: "an authority that is not trusted",
    plant: async ({ serve }) => ({
      environment: { WSO2_URL: await serve(page, await CertificateAuthority.create()) },
    }),
    says: [
      /^failed WSO2 reached, TLS: .* is not trusted \(UNABLE_TO_VERIFY_LEAF_SIGNATURE\)\. Name the authority/,
    ],
    up: "certificate is not trusted",
  },
  {
    fault: "a certificate that has expired",
    plant: async ({ serve, sandbox: { certificateAuthority } }) => ({
      environment: { WSO2_URL: await serve(page, certificateAuthority, validity(-9, -1)) },
    }),
    says: [/^failed WSO2 reached, TLS: .* certificate has expired/],
    up: "certificate has expired",
  },
  {
    fault: "a certificate for another host",
    plant: async ({ serve, sandbox: { certificateAuthority } }) => {
      const names = [{ type: "dns" as const, value: "apim.example.com" }];
      return {
        environment: { WSO2_URL: await serve(page, certificateAuthority, validity(-9, 99), names) },
      };
    },
    says: [/^failed WSO2 reached, TLS: .* was issued for another host name/],
    up: "was issued for another host name",
  },
  {
    fault: "a page of a proxy in place of WSO2",
    plant: async ({ serve }) => ({ environment: { WSO2_URL: await serve(page) } }),
    says: [/^failed WSO2 login: .* answered 200 with something that is not WSO2's JSON/],
    up: "answered 200 with something that is not WSO2's JSON",
  },
  {
    fault: "a certificate that ends in ten days, and a clock ten minutes ahead",
    plant: async ({ serve, sandbox: { certificateAuthority } }) => {
      const ahead: RequestListener = (_request, response) => {
        const date = new Date(Date.now() + 600_000).toUTCString();
        response.writeHead(503, { Date: date, "Content-Type": "text/html" }).end(html);
      };
      return {
        environment: { WSO2_URL: await serve(ahead, certificateAuthority, validity(-9, 10.5)) },
      };
    },
    says: [
      /^warning WSO2 certificate: ends in 10 days, on /,
      /^failed WSO2 clock: (599|60\d) s ahead of this machine's/,
      /^failed WSO2 login: .* answered 503/,
    ],
    up: elsewhere("the stand-in answers 503 to anything"),
  },
  {
    fault: "WSO2 is starting",
    plant: ({ sandbox: { wso2 } }) => {
      wso2.faults.inject({ times: Infinity, effect: { kind: "answer", status: 503, body: html } });
      return {};
    },
    says: [/^failed WSO2 login: .* answered 503 with something that is not WSO2's JSON/],
    up: "answered 503 with something that is not WSO2's JSON",
  },
  {
    fault: "a Key Manager that is disabled",
    plant: ({ sandbox: { wso2 } }) => {
      for (const entry of wso2.state.keyManagers) entry.enabled = false;
      return {};
    },
    says: [/^warning WSO2 Key Managers, and whose they are: "auth0".* is disabled/],
    up: healed,
  },
  {
    fault: "two Key Managers with one issuer",
    plant: ({ sandbox: { wso2 } }) => {
      addSecond(wso2);
      return {};
    },
    says: [/^warning WSO2 one Key Manager for each issuer: "auth0" and "second" share the issuer/],
    up: 'preflight check "uniqueIssuer" failed',
  },
  {
    fault: "another Key Manager has the issuer of the stack, and is disabled",
    plant: ({ sandbox: { wso2 }, stack }) => {
      addSecond(wso2);
      for (const entry of wso2.state.keyManagers) entry.enabled = entry.name !== "second";
      return { stack: stack() };
    },
    says: [/^warning WSO2 Key Managers, and whose they are: "second".* is disabled/],
    up: well,
  },
  {
    fault: "another Key Manager has the issuer of the stack",
    plant: ({ sandbox: { wso2 }, stack }) => {
      addSecond(wso2);
      return { stack: stack() };
    },
    says: [/^failed WSO2 one Key Manager for each issuer: "second" has the issuer of this stack/],
    up: 'preflight check "uniqueIssuer" failed',
  },
  {
    fault: "a throttling policy that WSO2 does not have",
    plant: ({ stack }) => ({
      stack: stack({ applications: { orders: { throttlingPolicy: "Gold" } } }),
    }),
    says: [
      /^failed WSO2 throttling policies of applications: "orders": throttlingPolicy must be one that WSO2 has: 10PerMin, .*; but is Gold/,
    ],
    up: "throttlingPolicy must be one that WSO2 has",
  },
  {
    fault: "an attribute that WSO2 is not configured for",
    plant: ({ stack }) => ({
      stack: stack({ applications: { orders: { attributes: { costCentre: "42" } } } }),
    }),
    says: [/^failed WSO2 attributes of applications: "orders": attributes\.costCentre is not an/],
    up: "is not an attribute that this server is configured for",
  },
  {
    fault: "an API that nobody has published, and a tier that an API does not offer",
    plant: ({ sandbox, stack }) => {
      new Publisher(sandbox).publish({ name: "Orders", context: "/orders", version: "1.0.0" });
      const subscriptions = [
        { api: "Bills", version: "1.0.0" },
        { api: "Orders", version: "1.0.0", throttlingPolicy: "Platinum" },
      ];
      return { stack: stack({ applications: { orders: { subscriptions } } }) };
    },
    says: [
      /^failed WSO2 APIs and tiers of subscriptions: "orders": the Developer Portal has no API "Bills"/,
      /^failed WSO2 APIs and tiers of subscriptions: "orders": .* does not offer .* Platinum/,
    ],
    up: "Subscription resource 'orders-subscription-",
  },
];

const auth0Faults: readonly PlantedFault[] = [
  {
    fault: "an authority of Auth0's that is not trusted",
    plant: async ({ serve }) => {
      const other = await CertificateAuthority.create();
      return { environment: { AUTH0_DOMAIN: new URL(await serve(page, other)).host } };
    },
    says: [/^failed Auth0 reached, TLS: .* is not trusted .* Name .* NODE_EXTRA_CA_CERTS/],
    up: "by an authority that the Auth0 provider does not trust",
  },
  {
    fault: "a wrong secret of the deployer",
    plant: () => ({ environment: { AUTH0_CLIENT_SECRET: "not-the-secret" } }),
    says: [/^failed Auth0 login of the deployer: .* id or secret is wrong/],
    up: 'oauth2: "access_denied" "Unauthorized"',
  },
  {
    fault: "a deployer that there is not",
    plant: () => ({ environment: { AUTH0_CLIENT_ID: "nobody" } }),
    says: [/^failed Auth0 login of the deployer: .* id or secret is wrong/],
    up: 'oauth2: "access_denied" "Unauthorized"',
  },
  {
    fault: "a domain that does not resolve",
    plant: () => ({ environment: { AUTH0_DOMAIN: "acme.invalid" } }),
    says: [/^failed Auth0 reached, TLS: .* the host name does not resolve/],
    up: "no such host",
  },
  {
    fault: "the custom domain in place of the tenant's own",
    plant: ({ sandbox: { auth0 } }) => ({ environment: { AUTH0_DOMAIN: auth0.customDomain } }),
    says: [/^failed Auth0 login of the deployer: /],
    up: "is not the tenant's own domain",
  },
  {
    fault: "the domain of another tenant",
    plant: async ({ serve, sandbox: { auth0 } }) => {
      const url = await serve((request, response) => {
        const { host } = request.headers;
        response.setHeader("Content-Type", "application/json");
        if (request.method === "GET") response.end(JSON.stringify({ issuer: `https://${host}/` }));
        else response.writeHead(401).end(JSON.stringify({ error: "access_denied" }));
      });
      assert.notEqual(auth0.domain, new URL(url).host);
      return { environment: { AUTH0_DOMAIN: new URL(url).host } };
    },
    says: [/^failed Auth0 login of the deployer: .* id or secret is wrong/],
    up: "id or secret is wrong",
  },
  {
    fault: "a state whose objects are in another tenant",
    plant: ({ stack }) => ({
      stack: stack({}, [
        {
          urn: "urn:pulumi:dev::project::pulumi:providers:auth0::auth0-tenant",
          type: "pulumi:providers:auth0",
          inputs: { domain: "acme.eu.auth0.com" },
        },
      ]),
    }),
    says: [
      /^failed Auth0 tenant: the stack's objects are in the Auth0 tenant acme\.eu\.auth0\.com/,
    ],
    up: elsewhere("it takes a second tenant"),
  },
  {
    fault: "a page in place of Auth0's JSON",
    plant: async ({ serve }) => ({
      environment: { AUTH0_DOMAIN: new URL(await serve(page)).host },
    }),
    says: [/^failed Auth0 tenant: .* answered with something that is not Auth0's JSON/],
    up: "cannot parse json",
  },
  {
    fault: "a clock that is two minutes behind",
    plant: ({ sandbox: { auth0 } }) => {
      const headers = { Date: new Date(Date.now() - 120_000).toUTCString() };
      const effect = { kind: "answer", status: 200, headers, body: {} } as const;
      auth0.faults.inject({ url: /openid-configuration/, effect });
      return {};
    },
    says: [/^warning Auth0 clock: 12[01] s behind this machine's/],
    up: well,
  },
  {
    fault: "a tenant that gives no more tokens",
    plant: ({ sandbox: { auth0 } }) => {
      auth0.tokenRate.limit({ perSecond: 0.05, burst: 0 });
      return {};
    },
    says: [/^failed Auth0 login of the deployer: .* answered 429/],
    up: waiting,
  },
  {
    fault: "a tenant that takes no more calls",
    plant: ({ sandbox: { auth0 } }) => {
      auth0.managementRate.limit({ perSecond: 0.05, burst: 0 });
      return {};
    },
    says: [/^failed Auth0 Management API: .* answered 429/],
    up: waiting,
  },
  {
    fault: "a tenant of which others use nearly all calls",
    plant: ({ sandbox: { auth0 } }) => {
      const headers = { "x-ratelimit-limit": "50", "x-ratelimit-remaining": "2" };
      const effect = { kind: "answer", status: 200, headers, body: [] } as const;
      auth0.faults.inject({ url: /client-grants\?page=0&per_page=1$/, times: Infinity, effect });
      return {};
    },
    says: [/^warning Auth0 rate limit: 2 of 50 calls left/],
    up: well,
  },
  {
    fault: "Auth0 fails",
    plant: ({ sandbox: { auth0 } }) => {
      const effect = { kind: "answer", status: 503, body: html } as const;
      auth0.faults.inject({ method: "POST", url: /oauth\/token/, times: Infinity, effect });
      return {};
    },
    says: [/^failed Auth0 login of the deployer: .* answered 503/],
    up: "oauth2: cannot fetch token: 503 Service Unavailable",
  },
  {
    fault: "a custom domain that is another's",
    plant: ({ sandbox: { wso2 }, stack }) => ({
      stack: stack({ customDomain: new URL(wso2.url).host }),
    }),
    says: [/^failed Auth0 custom domain: /],
    up: 'preflight check "issuer" failed',
  },
  {
    fault: "a custom domain that does not resolve",
    plant: ({ stack }) => ({ stack: stack({ customDomain: "login.acme.invalid" }) }),
    says: [/^failed Auth0 custom domain reached, TLS: .* the host name does not resolve/],
    up: 'preflight check "issuer" failed',
  },
];

const faultsOfBoth: readonly PlantedFault[] = [
  {
    fault: "a Key Manager of the tenant that logs in elsewhere",
    plant: async ({ sandbox: { wso2 }, serve }) => {
      const url = await serve(thief);
      addSecond(wso2, { issuer: "https://other.example.com/", token_endpoint: url });
      return {};
    },
    says: [
      /^failed both sides Key Manager can log in to Auth0: "second": its tokenEndpoint is .*, which is not the tenant's/,
    ],
    up: well,
  },
  {
    fault: "a Key Manager of the stack that shows an endpoint elsewhere",
    plant: async ({ sandbox: { wso2 }, serve, stack }) => {
      const url = await serve(thief);
      for (const { configuration } of wso2.state.keyManagers)
        configuration["display_token_endpoint"] = url;
      return { stack: stack() };
    },
    says: [
      /^failed both sides Key Manager can log in to Auth0: "auth0": its displayTokenEndpoint is .*, which is not the tenant's/,
    ],
    up: healed,
  },
  {
    fault: "WSO2's login at Auth0 was rotated",
    plant: async ({ sandbox, stack }) => {
      const { clientId } = await declarationFor(sandbox, "other");
      return {
        stack: stack({ managementApplication: { clientId, clientSecret: "an-old-secret" } }),
      };
    },
    says: [
      /^failed both sides Key Manager can log in to Auth0: "auth0": preflight check "login" failed: .* answered 401/,
    ],
    up: "answered 401 (access_denied",
  },
  {
    fault: "WSO2's login at Auth0 lacks a permission",
    plant: async ({ sandbox, stack }) => {
      const names = connectorPermissions
        .map(({ name }) => name)
        .filter((each) => each !== "delete:clients");
      const { clientId, clientSecret } = await declarationFor(sandbox, "other", names);
      return { stack: stack({ managementApplication: { clientId, clientSecret } }) };
    },
    says: [
      /^failed both sides Key Manager can log in to Auth0: .* check "permissions" failed: .* delete:clients/,
    ],
    up: 'preflight check "permissions" failed',
  },
  {
    fault: "a client of a generation that broke off",
    plant: async ({ sandbox }) => {
      const url = `https://0123456789abcdef.${owner}.invalid/`;
      await new Auth0Dashboard(sandbox).create(
        "/clients",
        client("admin_orders_PRODUCTION", undefined, [url]),
      );
      return {};
    },
    says: [
      /^warning both sides clients that nobody uses: "admin_orders_PRODUCTION" .* did not come to its end/,
    ],
    up: well,
  },
  {
    fault: "a client of a stack that has no grant",
    plant: async ({ sandbox }) => {
      const mark = `heritage=pulumi,owner=${owner},client=abc,stack=p%2Fdev,resource=one`;
      await new Auth0Dashboard(sandbox).create("/clients", client("orders", mark));
      return {};
    },
    says: [/^warning both sides clients that nobody uses: "orders" .* no grant/],
    up: well,
  },
  {
    fault: "a client of this stack that its state does not have",
    plant: async ({ sandbox, stack }) => {
      const mark = `heritage=pulumi,owner=${owner},creation=abc,write=1,stack=p%2Fdev,resource=one`;
      await new Auth0Dashboard(sandbox).create("/clients", client("orders", mark));
      const resources = [{ urn: "", type: "pulumi-nodejs:dynamic/wso2:Owner", id: owner }];
      return { stack: stack({}, resources) };
    },
    says: [
      /^warning both sides clients that nobody uses: "orders" .* whose state does not have it/,
    ],
    up: elsewhere("it takes a state that has lost something"),
  },
];

/** What the page says of `pulumi up`. */
export const wordsOf = ({ up }: PlantedFault): string =>
  up instanceof Silence ? up.reason : `\`${up}\``;

/** In the order of the page. */
export const plantedFaults = [...wso2Faults, ...auth0Faults, ...faultsOfBoth];

/** A scene, and what closes its servers. */
export function sceneIn(sandbox: Sandbox): Scene & { readonly close: () => Promise<void> } {
  const servers: Awaited<ReturnType<typeof listen>>[] = [];
  return {
    sandbox,
    stack: (config = {}, resources = []) => ({
      config: { api: { identifier: apiIdentifier }, keyManager: { name: "auth0" }, ...config },
      resources,
    }),
    serve: async (listener, authority = sandbox.certificateAuthority, ...certificate) => {
      const server = await listen(listener, await authority.issueServerCertificate(...certificate));
      servers.push(server);
      return `https://${server.host}`;
    },
    async close() {
      for (const server of servers.splice(0)) await server.close();
    },
  };
}

/** A second Key Manager like the first one, as somebody else has made it. */
function addSecond({ state }: Sandbox["wso2"], configuration: object = {}): void {
  const [first] = state.keyManagers.filter(({ name }) => name === "auth0");
  const copy = structuredClone(first);
  Object.assign(copy?.configuration ?? {}, configuration, { [ownerProperty]: "" });
  state.keyManagers.push({ ...copy, uuid: "second", name: "second" } as never);
}
