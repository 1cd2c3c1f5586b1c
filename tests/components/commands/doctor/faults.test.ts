import assert from "node:assert/strict";
import type { RequestListener } from "node:http";
import type { Sandbox } from "auth0-wso2-sandbox";
import { Auth0Dashboard, DeveloperPortal } from "auth0-wso2-sandbox/consoles";
import { CertificateAuthority } from "auth0-wso2-sandbox/http/certificateAuthority";
import { listen } from "auth0-wso2-sandbox/http/httpsServer";
import { Publisher } from "auth0-wso2-sandbox/publisher";
import { deployersApi } from "../../../../components/auth0/rest/deployersApi";
import { questionsToAuth0 } from "../../../../components/commands/doctor/auth0";
import { answersTo } from "../../../../components/commands/doctor/question";
import { connectorPermissions } from "../../../../components/auth0/rest/connectorPermissions";
import { apiIdentifier } from "../../../../tools/demo/examples/byHand";
import { declarationFor, providerFor } from "../../../support/declaration";
import { contentOf } from "../../../support/projectFiles";
import { sandboxForTests } from "../../../support/sandboxForTests";
import { trust } from "../../../support/trust";
import { Patient, type Complaint, type PatientStack } from "./patient";

/** A line that is expected: `failed WSO2 login: what was found`. */
type Line = RegExp;

interface PlantedFault {
  readonly fault: string;
  /** Plants it. */
  readonly plant: (at: Scene) => Complaint | Promise<Complaint>;
  /** Every line that is neither ok nor "not seen". */
  readonly says: readonly Line[];
}

/** What a fault is planted in. */
interface Scene {
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
const stolen: string[] = [];

const thief: RequestListener = (request, response) => {
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

const wso2Faults: PlantedFault[] = [
  {
    fault: "a wrong password",
    plant: () => ({ environment: { WSO2_PASSWORD: "wrong-password" } }),
    says: [/^failed WSO2 login: .* answered 401: .*Check WSO2_USERNAME and WSO2_PASSWORD/],
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
  },
  {
    fault: "the role admin is missing",
    plant: ({ sandbox: { wso2 } }) => {
      wso2.users.add({ login: "sub", roles: ["Internal/subscriber"] });
      return { environment: { WSO2_USERNAME: "sub", WSO2_PASSWORD: "sub" } };
    },
    says: [/^failed WSO2 may manage Key Managers: .* has the role admin/],
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
  },
  {
    fault: "the scope for deleting Key Managers is missing",
    plant: ({ sandbox: { wso2 } }) => {
      wso2.users.add({ login: "km", roles: ["keyManagerAdmin", "Internal/subscriber"] });
      return { environment: { WSO2_USERNAME: "km", WSO2_PASSWORD: "km" } };
    },
    says: [/^warning WSO2 may delete Key Managers: no: removing or renaming/],
  },
  {
    fault: "no connector of type Auth0",
    plant: ({ sandbox: { wso2 } }) => {
      const body = { keyManagerConfiguration: [{ type: "Okta", configurations: [] }] };
      wso2.faults.inject({ url: /\/settings/, effect: { kind: "answer", status: 200, body } });
      return {};
    },
    says: [/^failed WSO2 connector of type Auth0: is not installed; there is: Okta/],
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
  },
  {
    fault: "another release than the config says",
    plant: ({ stack, sandbox: { wso2 } }) => ({
      stack: stack({ wso2: { url: wso2.url, release: "4.1" } }),
    }),
    says: [/^failed WSO2 release, REST APIs: 4\.5 to 4\.7, .* but wso2\.release is 4\.1/],
  },
  {
    fault: "an OAuth client that there is not",
    plant: () => ({
      environment: { WSO2_CLIENT_ID: "nobody", WSO2_CLIENT_SECRET: "unknown-secret" },
    }),
    says: [/^failed WSO2 login: POST .*\/oauth2\/token answered 401/],
  },
  {
    fault: "a token that has expired",
    plant: () => ({ environment: { WSO2_ACCESS_TOKEN: "0f0f0f0f-expired-token" } }),
    says: [/^failed WSO2 login: .* answered 401/],
  },
  {
    fault: "a user whose OAuth tokens have no scope of the admin API",
    plant: ({ sandbox: { wso2 }, stack }) => {
      wso2.users.add({ login: "sub", roles: ["Internal/subscriber"] });
      const environment = { WSO2_USERNAME: "sub", WSO2_PASSWORD: "sub" };
      return { stack: stack({ wso2: { url: wso2.url, registerClient: true } }), environment };
    },
    says: [/^failed WSO2 may manage Key Managers: WSO2 granted user "sub" none of the scopes/],
  },
  {
    fault: "nobody listens",
    plant: () => ({ environment: { WSO2_URL: "https://localhost:1" } }),
    says: [/^failed WSO2 reached, TLS: .* nothing listens there \(ECONNREFUSED\)/],
  },
  {
    fault: "an authority that is not trusted",
    plant: () => ({ environment: { WSO2_CA_FILE: undefined } }),
    says: [
      /^failed WSO2 reached, TLS: .* is not trusted \(UNABLE_TO_VERIFY_LEAF_SIGNATURE\)\. Name the authority/,
    ],
  },
  {
    fault: "a certificate that has expired",
    plant: async ({ serve, sandbox: { certificateAuthority } }) => ({
      environment: { WSO2_URL: await serve(page, certificateAuthority, validity(-9, -1)) },
    }),
    says: [/^failed WSO2 reached, TLS: .* certificate has expired/],
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
  },
  {
    fault: "a page of a proxy in place of WSO2",
    plant: async ({ serve }) => ({ environment: { WSO2_URL: await serve(page) } }),
    says: [/^failed WSO2 login: .* answered 200 with something that is not WSO2's JSON/],
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
  },
  {
    fault: "WSO2 is starting",
    plant: ({ sandbox: { wso2 } }) => {
      wso2.faults.inject({ times: Infinity, effect: { kind: "answer", status: 503, body: html } });
      return {};
    },
    says: [/^failed WSO2 login: .* answered 503 with something that is not WSO2's JSON/],
  },
  {
    fault: "a Key Manager that is disabled",
    plant: ({ sandbox: { wso2 } }) => {
      for (const entry of wso2.state.keyManagers) entry.enabled = false;
      return {};
    },
    says: [/^warning WSO2 Key Managers, and whose they are: "auth0".* is disabled/],
  },
  {
    fault: "two Key Managers with one issuer",
    plant: ({ sandbox: { wso2 } }) => {
      addSecond(wso2);
      return {};
    },
    says: [/^warning WSO2 one Key Manager for each issuer: "auth0" and "second" share the issuer/],
  },
  {
    fault: "another Key Manager has the issuer of the stack",
    plant: ({ sandbox: { wso2 }, stack }) => {
      addSecond(wso2);
      return { stack: stack() };
    },
    says: [/^failed WSO2 one Key Manager for each issuer: "second" has the issuer of this stack/],
  },
  {
    fault: "a throttling policy that WSO2 does not have",
    plant: ({ stack }) => ({
      stack: stack({ applications: { orders: { throttlingPolicy: "Gold" } } }),
    }),
    says: [
      /^failed WSO2 throttling policies of applications: "orders": throttlingPolicy must be one that WSO2 has: 10PerMin, .*; but is Gold/,
    ],
  },
  {
    fault: "an attribute that WSO2 is not configured for",
    plant: ({ stack }) => ({
      stack: stack({ applications: { orders: { attributes: { costCentre: "42" } } } }),
    }),
    says: [/^failed WSO2 attributes of applications: "orders": attributes\.costCentre is not an/],
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
  },
];

const auth0Faults: PlantedFault[] = [
  {
    fault: "an authority of Auth0's that is not trusted",
    plant: async ({ serve }) => {
      const other = await CertificateAuthority.create();
      return { environment: { AUTH0_DOMAIN: new URL(await serve(page, other)).host } };
    },
    says: [/^failed Auth0 reached, TLS: .* is not trusted .* Name .* NODE_EXTRA_CA_CERTS/],
  },
  {
    fault: "a wrong secret of the deployer",
    plant: () => ({ environment: { AUTH0_CLIENT_SECRET: "not-the-secret" } }),
    says: [/^failed Auth0 login of the deployer: .* id or secret is wrong/],
  },
  {
    fault: "a deployer that there is not",
    plant: () => ({ environment: { AUTH0_CLIENT_ID: "nobody" } }),
    says: [/^failed Auth0 login of the deployer: .* id or secret is wrong/],
  },
  {
    fault: "a domain that does not resolve",
    plant: () => ({ environment: { AUTH0_DOMAIN: "acme.invalid" } }),
    says: [/^failed Auth0 reached, TLS: .* the host name does not resolve/],
  },
  {
    fault: "the custom domain in place of the tenant's own",
    plant: ({ sandbox: { auth0 } }) => ({ environment: { AUTH0_DOMAIN: auth0.customDomain } }),
    says: [/^failed Auth0 login of the deployer: /],
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
  },
  {
    fault: "a page in place of Auth0's JSON",
    plant: ({ sandbox: { auth0 } }) => {
      const effect = { kind: "answer", status: 200, body: html } as const;
      auth0.faults.inject({ url: /openid-configuration/, times: 2, effect });
      return {};
    },
    says: [/^failed Auth0 tenant: .* answered with something that is not Auth0's JSON/],
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
  },
  {
    fault: "a tenant that gives no more tokens",
    plant: ({ sandbox: { auth0 } }) => {
      auth0.tokenRate.limit({ perSecond: 0.05, burst: 0 });
      return {};
    },
    says: [/^failed Auth0 login of the deployer: .* answered 429/],
  },
  {
    fault: "a tenant that takes no more calls",
    plant: ({ sandbox: { auth0 } }) => {
      auth0.managementRate.limit({ perSecond: 0.05, burst: 0 });
      return {};
    },
    says: [/^failed Auth0 Management API: .* answered 429/],
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
  },
  {
    fault: "Auth0 fails",
    plant: ({ sandbox: { auth0 } }) => {
      const effect = { kind: "answer", status: 503, body: html } as const;
      auth0.faults.inject({ method: "POST", url: /oauth\/token/, times: Infinity, effect });
      return {};
    },
    says: [/^failed Auth0 login of the deployer: .* answered 503/],
  },
  {
    fault: "a custom domain that is another's",
    plant: ({ sandbox: { wso2 }, stack }) => ({
      stack: stack({ customDomain: new URL(wso2.url).host }),
    }),
    says: [/^failed Auth0 custom domain: /],
  },
  {
    fault: "a custom domain that does not resolve",
    plant: ({ stack }) => ({ stack: stack({ customDomain: "login.acme.invalid" }) }),
    says: [/^failed Auth0 custom domain reached, TLS: .* the host name does not resolve/],
  },
];

const faultsOfBoth: PlantedFault[] = [
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
  },
  {
    fault: "a client of a stack that has no grant",
    plant: async ({ sandbox }) => {
      const mark = `heritage=pulumi,owner=${owner},client=abc,stack=p%2Fdev,resource=one`;
      await new Auth0Dashboard(sandbox).create("/clients", client("orders", mark));
      return {};
    },
    says: [/^warning both sides clients that nobody uses: "orders" .* no grant/],
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
  },
];

/** What is said where the deployer lacks one permission; of others nothing is. */
const lacking: Readonly<Record<string, Line>> = {
  "create:clients": /^failed lacks create:clients: no up/,
  "create:client_grants": /^failed lacks create:client_grants: no up/,
  "create:resource_servers": /^failed lacks create:resource_servers: no up/,
  "update:resource_servers": /^failed lacks update:resource_servers: no up/,
  "read:client_grants": /^failed lacks read:client_grants: no preview/,
  "read:resource_servers": /^failed lacks read:resource_servers: no preview/,
  "update:clients": /^warning lacks update:clients: no later change/,
  "delete:clients": /^warning lacks delete:clients: no later change/,
  "update:client_keys": /^warning lacks update:client_keys: no later change/,
  "update:client_grants": /^warning lacks update:client_grants: no later change/,
  "delete:client_grants": /^warning lacks delete:client_grants: no later change/,
  "delete:resource_servers": /^warning lacks delete:resource_servers: no later change/,
};

describe("the doctor, with a fault planted", () => {
  const sandbox = sandboxForTests();
  let patient: Patient;
  let well: { auth0: object; wso2: object };
  let closing: (() => Promise<void>)[] = [];
  const printed: string[] = [];

  before(async () => {
    trust(sandbox);
    patient = await Patient.at(sandbox);
    await providerFor(sandbox).create(await declarationFor(sandbox, "auth0"));
    await new DeveloperPortal(sandbox).createApplication("orders");
    const { auth0, wso2 } = sandbox;
    well = structuredClone({ auth0: auth0.state, wso2: wso2.state });
  });

  afterEach(async () => {
    const { auth0, wso2 } = sandbox;
    const { auth0: ofAuth0, wso2: ofWso2 } = structuredClone(well);
    Object.assign(auth0.state, ofAuth0);
    Object.assign(wso2.state, ofWso2);
    for (const { faults } of [auth0, wso2]) faults.clear();
    for (const rate of [auth0.managementRate, auth0.tokenRate]) rate.limit(undefined);
    for (const close of closing) await close();
    closing = [];
  });

  after(() => patient.remove());

  const scene: Scene = {
    sandbox,
    stack: (config = {}, resources = []) => ({
      config: { api: { identifier: apiIdentifier }, keyManager: { name: "auth0" }, ...config },
      resources,
    }),
    serve: async (listener, authority = sandbox.certificateAuthority, ...certificate) => {
      const issued = await authority.issueServerCertificate(...certificate);
      const server = await listen(listener, issued);
      closing.push(() => server.close());
      return `https://${server.host}`;
    },
  };

  const linesOf = async (complaint: Complaint) => {
    const answers = await patient.answers(complaint);
    printed.push(JSON.stringify(answers));
    return answers
      .filter(({ status }) => status === "failed" || status === "warning")
      .map(({ status, section, question, found }) => `${status} ${section} ${question}: ${found}`);
  };

  const assertLines = (lines: readonly string[], expected: readonly Line[]) => {
    assert.equal(lines.length, expected.length, lines.join("\n"));
    for (const [index, line] of expected.entries()) assert.match(lines[index] ?? "", line);
  };

  it("a deployer that lacks one permission, be it whichever", async () => {
    const { domain, state } = sandbox.auth0;
    const all = state.clientGrants.flatMap(({ scope }) => scope ?? []);
    const names = [...new Set(all)];
    for (const name of Object.keys(lacking)) assert.ok(names.includes(name), name);
    for (const name of names) {
      const rest = names.filter((each) => each !== name);
      const login = await new Auth0Dashboard(sandbox).login(`without ${name}`, rest);
      const { AUTH0_CLIENT_ID: clientId, AUTH0_CLIENT_SECRET: clientSecret } = login;
      const api = deployersApi((key) => ({ domain, clientId, clientSecret })[key]);
      const declared = { auth0KeyManager: { api: { identifier: "" } }, applications: {} };
      const { all: questions } = questionsToAuth0({ domain, declared, clientId, api });
      const lines = (await answersTo(questions))
        .filter(({ status }) => status === "failed" || status === "warning")
        .map(({ status, found }) => `${status} ${found}`);
      const line = lacking[name];
      assertLines(lines, line === undefined ? [] : [line]);
    }
  });

  for (const { fault, plant, says } of [...wso2Faults, ...auth0Faults, ...faultsOfBoth]) {
    it(`${fault}: ${says.map((line) => line.source.slice(1, 50)).join("; ")}`, async () => {
      assertLines(await linesOf(await plant(scene)), says);
    });
  }

  it("stands in the page with its line, whichever it is", () => {
    const rows = contentOf("docs/doctor.md")
      .split("\n")
      .map((row) => row.replace(/ +/g, " "));
    for (const { fault, says } of [...wso2Faults, ...auth0Faults, ...faultsOfBoth]) {
      const lines = says.map(({ source }) =>
        source.replace(/^\^(failed|warning) (WSO2|Auth0|both sides) (.*?): .*$/, "$1: $2, $3"),
      );
      assert.ok(rows.includes(`| ${fault} | ${lines.join("; ")} |`), fault);
    }
  });

  it("a shown endpoint that may be the custom domain, and an audience that is not the tenant's", async () => {
    const { wso2 } = sandbox;
    const url = await scene.serve(thief);
    const [first] = wso2.state.keyManagers.filter(({ name }) => name === "auth0");
    const found = async (complaint: Complaint) =>
      (await patient.answers(complaint))
        .filter(({ question }) => question === "Key Manager can log in to Auth0")
        .map((each) => `${each.status}: ${each.found}`);
    Object.assign(first?.configuration ?? {}, { display_token_endpoint: url });
    assert.deepEqual(await found({}), [
      `not seen: "auth0": its displayTokenEndpoint is ${url}, which is not the tenant's`,
    ]);
    Object.assign(first?.configuration ?? {}, { display_token_endpoint: "", audience: url });
    assert.deepEqual(await found({ stack: scene.stack() }), [
      `failed: "auth0": its audience is ${url}, which is not the tenant's`,
    ]);
  });

  it("sends the login of no Key Manager anywhere but to the tenant", () => {
    assert.deepEqual(stolen, []);
  });

  it("prints no secret, whatever the fault", () => {
    const { auth0 } = sandbox;
    const secrets = [
      auth0.deployer.clientSecret,
      ...["wrong-password", "not-the-secret", "an-old-secret", "unknown-secret", "expired-token"],
      ...auth0.state.clients.map(({ client_secret }) => client_secret),
    ];
    assert.ok(printed.length > 25);
    for (const secret of secrets)
      assert.ok(
        printed.every((text) => !text.includes(secret)),
        secret,
      );
  });
});

/** A second Key Manager like the first one, as somebody else has made it. */
function addSecond({ state }: Sandbox["wso2"], configuration: object = {}): void {
  const [first] = state.keyManagers.filter(({ name }) => name === "auth0");
  const copy = structuredClone(first);
  Object.assign(copy?.configuration ?? {}, configuration);
  state.keyManagers.push({ ...copy, uuid: "second", name: "second" } as never);
}
