import assert from "node:assert/strict";
import { clientCredentialsFields } from "../../components/auth0/fields/clientCredentialsFields";
import { clientFields } from "../../components/auth0/fields/clientFields";
import {
  clientGrantFields,
  managementGrantFields,
} from "../../components/auth0/fields/clientGrantFields";
import type { Field } from "../../components/auth0/fields/field";
import { resourceServerFields } from "../../components/auth0/fields/resourceServerFields";
import { resourceServerScopesFields } from "../../components/auth0/fields/resourceServerScopesFields";
import { startSandbox, type Sandbox } from "../../sandbox";
import { Auth0Dashboard, type Document } from "../../sandbox/consoles";
import {
  certificate,
  clientChanges,
  clientCredentialsChanges,
  clientGrantChanges,
  publicKey,
  resourceServerChanges,
  resourceServerScopesChanges,
} from "./auth0Drift/changesByHand";
import { previewedChanges } from "./auth0Drift/previewedChanges";
import { inputsOf, membersOfInput } from "./auth0Drift/schemaInputs";
import { Stack } from "./stack";

type Table = Readonly<Record<string, Field>>;
type Changes = Readonly<Record<string, Document>>;

/** Every kind of resource with its inputs and what is done to them by hand. */
const kinds: Record<string, { tables: Table[]; changes: Changes }> = {
  Client: { tables: [clientFields], changes: clientChanges },
  ClientCredentials: { tables: [clientCredentialsFields], changes: clientCredentialsChanges },
  ClientGrant: { tables: [clientGrantFields, managementGrantFields], changes: clientGrantChanges },
  ResourceServer: { tables: [resourceServerFields], changes: resourceServerChanges },
  ResourceServerScopes: {
    tables: [resourceServerScopesFields],
    changes: resourceServerScopesChanges,
  },
};

/** Inputs that are objects, each member of which is declared for itself or has a row of its own. */
const objects: Record<string, { table: Table; type: string }> = {
  jwtConfiguration: { table: clientFields, type: "ClientJwtConfiguration" },
  refreshToken: { table: clientFields, type: "ClientRefreshToken" },
  nativeSocialLogin: { table: clientFields, type: "ClientNativeSocialLogin" },
};

/** Fields whose changes by hand are in a test of their own, or show in another resource. */
const treatedElsewhere = [
  ...["privateKeyJwt", "selfSignedTlsClientAuth", "signedRequestObject", "tlsClientAuth"],
  // Rotated in lifeCycle.test.ts.
  "clientSecret",
];

/** Those that a change by hand cannot touch, as they decide which object it is. */
const identities = [
  "clientId",
  "audience",
  "subjectType",
  "identifier",
  "resourceServerIdentifier",
];

describe("every input of the Auth0 resources", () => {
  for (const [kind, { tables, changes }] of Object.entries(kinds)) {
    it(`is known of ${kind}, as the installed package has it`, () => {
      for (const table of tables) {
        const names = Object.keys(table).filter((name) => !name.includes("."));
        assert.deepEqual(names.sort(), inputsOf(kind).sort());
      }
    });

    it(`is changed by hand in these tests, where ${kind} can be`, () => {
      const missing = Object.entries(tables[0] ?? {}).filter(
        ([name, field]) =>
          !(name in changes) &&
          !("drift" in field && field.drift === "impossible") &&
          field.isNewer !== true &&
          ![...treatedElsewhere, ...identities].includes(name),
      );
      assert.deepEqual(missing, []);
    });
  }

  for (const [input, { table, type }] of Object.entries(objects)) {
    it(`is known of ${input}, member by member`, () => {
      const field = table[input];
      assert.ok(field && "declared" in field);
      const rows = Object.keys(table).filter((name) => name.startsWith(`${input}.`));
      const known = [
        ...Object.keys(field.declared as object),
        ...rows.map((name) => name.slice(input.length + 1)),
      ];
      assert.deepEqual(known.sort(), membersOfInput(type).sort());
    });
  }
});

describe("changes by hand in Auth0, on the real engine", function () {
  this.timeout(180_000);
  let sandbox: Sandbox;
  let dashboard: Auth0Dashboard;
  let stack: Stack;

  before(async () => {
    sandbox = await startSandbox();
    dashboard = new Auth0Dashboard(sandbox);
    stack = await Stack.create(sandbox, "drift", {
      api: { identifier: "https://orders.example.com/", name: "Orders" },
      keyManager: { name: "auth0-drift" },
      managementApplication: { name: "management" },
      applications: {
        app: { keys: { production: { mode: "map" }, sandbox: { mode: "map" } } },
      },
    });
    await stack.up();
  });

  after(async () => {
    await stack.remove();
    await sandbox.close();
  });

  /** All objects of the stack by the names of their resources, as far as they say something. */
  const objectsInAuth0 = async () => {
    const clients = (await dashboard.clients()).map(({ client_metadata: metadata, ...client }) =>
      Object.keys(metadata ?? {}).length > 0 ? { ...client, client_metadata: metadata } : client,
    );
    const grants = (await dashboard.grants()).map(({ allow_all_scopes: all, ...grant }) =>
      all === true ? { ...grant, allow_all_scopes: true } : grant,
    );
    const [api] = await dashboard.apis();
    assert.ok(api);
    const ofClient = (resource: string, id: unknown) => {
      const client = clients.find(({ client_id }) => client_id === id);
      const grant = grants.find(({ client_id }) => client_id === id);
      assert.ok(client && grant);
      return { [`${resource}-client`]: client, [`${resource}-grant`]: grant };
    };
    return {
      ...ofClient("auth0-management", ids.management),
      ...ofClient("app-production", ids.production),
      ...ofClient("app-sandbox", ids.sandbox),
      "auth0-api-api": api,
    } as Record<string, Document>;
  };
  let ids: { management: unknown; production: unknown; sandbox: unknown };

  before(async () => {
    const { managementClientId, applications } = (await stack.outputs()) as {
      managementClientId: string;
      applications: { app: Record<"production" | "sandbox", { auth0ClientId: string }> };
    };
    ids = {
      management: managementClientId,
      production: applications.app.production.auth0ClientId,
      sandbox: applications.app.sandbox.auth0ClientId,
    };
  });

  const clientNames = ["auth0-management", "app-production", "app-sandbox"];
  const change = (path: string, changes: Document[]) =>
    dashboard.change(path, Object.assign({}, ...changes) as Document);
  const chosen = (table: Table, changes: Changes, choose: (field: Field) => boolean) =>
    Object.entries(changes).filter(([name]) => {
      const field = table[name];
      assert.ok(field, `${name} is in no table`);
      return choose(field);
    });
  const isKept = (field: Field) => !("left" in field);
  const isLeft = (field: Field) => "left" in field;

  /** What is done in a round: the fields that are changed, by resource. */
  const changeAll = async (choose: (field: Field) => boolean) => {
    const objects = await objectsInAuth0();
    const changed: Record<string, string[]> = {};
    const make = async (
      resource: string,
      path: string,
      changes: [string, Document][],
      more: [string, string, Document][] = [],
    ) => {
      const documents = [...changes.map(([, document]) => document)];
      for (const [, , document] of more) documents.push(document);
      if (documents.length > 0) await change(path, documents);
      changed[resource] = changes.map(([name]) => name);
      for (const [other, name] of more) changed[other] = [name];
    };
    for (const name of clientNames) {
      const client = objects[`${name}-client`];
      const grant = objects[`${name}-grant`];
      await make(
        `${name}-client`,
        `/clients/${String(client?.["client_id"])}`,
        chosen(clientFields, clientChanges, choose),
        chosen(clientCredentialsFields, clientCredentialsChanges, choose).map(
          ([field, document]) => [`${name}-credentials`, field, document],
        ),
      );
      const isManagement = name === "auth0-management";
      const { allowAllScopes, ...withoutAllScopes } = clientGrantChanges;
      assert.ok(allowAllScopes);
      await make(
        `${name}-grant`,
        `/client-grants/${String(grant?.["id"])}`,
        chosen(
          isManagement ? managementGrantFields : clientGrantFields,
          // Auth0 has no such grants for its own APIs.
          isManagement ? withoutAllScopes : clientGrantChanges,
          choose,
        ),
      );
    }
    await make(
      "auth0-api-api",
      `/resource-servers/${String(objects["auth0-api-api"]?.["id"])}`,
      chosen(resourceServerFields, resourceServerChanges, choose),
      chosen(resourceServerScopesFields, resourceServerScopesChanges, choose).map(
        ([field, document]) => ["auth0-api-scopes", field, document],
      ),
    );
    return changed;
  };
  const tableOf = (resource: string): Table => {
    if (resource.endsWith("-credentials")) return clientCredentialsFields;
    if (resource.endsWith("-client")) return clientFields;
    if (resource === "auth0-management-grant") return managementGrantFields;
    if (resource.endsWith("-grant")) return clientGrantFields;
    return resource === "auth0-api-api" ? resourceServerFields : resourceServerScopesFields;
  };
  const isPathOf = (name: string) => (path: string) =>
    path === name || path.startsWith(`${name}.`) || path.startsWith(`${name}[`);

  it("are shown, undone and gone, for every field that is declared", async () => {
    const before = await objectsInAuth0();
    const changed = await changeAll(isKept);
    const found = await previewedChanges(stack);
    for (const [resource, names] of Object.entries(changed)) {
      const { operation, paths } = found[resource] ?? { operation: "nothing", paths: [] };
      assert.equal(operation, "update", resource);
      const unseen = names.filter((name) => !paths.some(isPathOf(name)));
      assert.deepEqual(unseen, [], `unseen in ${resource}`);
    }
    for (const [input] of Object.entries(objects)) {
      const { declared } = clientFields[input as "jwtConfiguration"];
      const { paths } = found["auth0-management-client"] ?? { paths: [] };
      for (const member of Object.keys(declared)) {
        assert.ok(paths.some(isPathOf(`${input}.${member}`)), `${input}.${member} is unseen`);
      }
    }
    await stack.up();
    assert.deepEqual(await objectsInAuth0(), before);
    assert.deepEqual(await previewedChanges(stack), {});
  });

  it("are undone where keys have taken the place of a secret", async () => {
    const before = await objectsInAuth0();
    const { management, production, sandbox: other } = ids;
    const owner = sandbox.auth0.state.clientGrants[0];
    owner?.scope?.push("create:client_credentials");
    const addKey = async (client: unknown, credential: Document) => {
      const { id } = await dashboard.create(`/clients/${String(client)}/credentials`, credential);
      return { credentials: [{ id }] };
    };
    const useKeys = (client: unknown, method: string, references: Document, more: Document = {}) =>
      dashboard.change(`/clients/${String(client)}`, {
        token_endpoint_auth_method: null,
        client_authentication_methods: { [method]: references },
        ...more,
      });
    const signed = { credential_type: "public_key", pem: publicKey };
    await useKeys(management, "private_key_jwt", await addKey(management, signed), {
      signed_request_object: { required: true, ...(await addKey(management, signed)) },
    });
    const subject = { credential_type: "cert_subject_dn", subject_dn: "CN=drifted" };
    await useKeys(production, "tls_client_auth", await addKey(production, subject));
    const own = { credential_type: "x509_cert", pem: certificate };
    await useKeys(other, "self_signed_tls_client_auth", await addKey(other, own));
    owner?.scope?.pop();

    const found = await previewedChanges(stack);
    const expected = {
      "auth0-management-credentials": ["privateKeyJwt", "signedRequestObject"],
      "app-production-credentials": ["tlsClientAuth"],
      "app-sandbox-credentials": ["selfSignedTlsClientAuth"],
    };
    for (const [resource, names] of Object.entries(expected)) {
      const { operation, paths } = found[resource] ?? { operation: "nothing", paths: [] };
      assert.match(operation, /replace/, resource);
      for (const name of names) assert.ok(paths.some(isPathOf(name)), `${name} of ${resource}`);
    }
    await stack.up();
    assert.deepEqual(await objectsInAuth0(), before);
    assert.deepEqual(sandbox.auth0.state.clientCredentials, []);
    assert.deepEqual(await previewedChanges(stack), {});
    assert.deepEqual(sandbox.wso2.loadedKeyManagers(), ["auth0-drift"]);
  });

  it("are shown or not, as the table says, for the fields that the provider cannot undo", async () => {
    const changed = await changeAll(isLeft);
    const assertAsSaid = async () => {
      const found = await previewedChanges(stack);
      for (const [resource, names] of Object.entries(changed)) {
        const table = tableOf(resource);
        const { paths } = found[resource] ?? { paths: [] };
        for (const name of names) {
          const field = table[name];
          assert.ok(field && "drift" in field);
          assert.equal(paths.some(isPathOf(name)), field.drift === "shown", `${resource}: ${name}`);
        }
      }
      return found;
    };
    await assertAsSaid();
    await stack.up();
    const found = await assertAsSaid();
    // The other name of this one is declared.
    assert.ok(!found["app-sandbox-client"]?.paths.some(isPathOf("oidcLogout")));
  });
});
