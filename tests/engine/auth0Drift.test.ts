import assert from "node:assert/strict";
import { clientCredentialsFields } from "../../components/auth0/fields/clientCredentialsFields";
import { clientFields } from "../../components/auth0/fields/clientFields";
import {
  clientGrantFields,
  managementGrantFields,
} from "../../components/auth0/fields/clientGrantFields";
import { usualValue, type Auth0Field, type LeftField } from "../../components/auth0/fields/field";
import { resourceServerFields } from "../../components/auth0/fields/resourceServerFields";
import { resourceServerScopesFields } from "../../components/auth0/fields/resourceServerScopesFields";
import { Auth0Dashboard, type Document } from "auth0-wso2-sandbox/consoles";
import {
  certificate,
  clientChanges,
  clientCredentialsChanges,
  clientGrantChanges,
  publicKey,
  resourceServerChanges,
  resourceServerScopesChanges,
} from "./auth0Drift/changesByHand";
import { changesIn, type Change } from "./auth0Drift/changesIn";
import { inputsOf, membersOfInput } from "./auth0Drift/schemaInputs";
import { Stack } from "./stack";
import { sandboxForTests } from "../support/sandboxForTests";

type Table = Readonly<Record<string, Auth0Field>>;
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

/** Inputs of clients that are objects: each member is declared for itself, or has its own row. */
const { jwtConfiguration, nativeSocialLogin, refreshToken } = clientFields;
const declaredObjects = Object.entries({ jwtConfiguration, nativeSocialLogin, refreshToken }).map(
  ([input, field]) => [input, Object.keys(usualValue(field) as object)] as const,
);

/** Which keys are used in place of a secret, each in a client of its own. */
const resourcesWithKeys = {
  "auth0-management-credentials": ["privateKeyJwt", "signedRequestObject"],
  "app-production-credentials": ["tlsClientAuth"],
  "app-sandbox-credentials": ["selfSignedTlsClientAuth"],
};

/** Fields whose changes by hand are in a test of their own, or show in another resource. */
const treatedElsewhere = [
  ...["privateKeyJwt", "selfSignedTlsClientAuth", "signedRequestObject", "tlsClientAuth"],
  // Rotated in lifeCycle.test.ts.
  "clientSecret",
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
          field.isFixed !== true &&
          field.isNewer !== true &&
          !treatedElsewhere.includes(name),
      );
      assert.deepEqual(missing, []);
    });
  }

  for (const [input, members] of declaredObjects) {
    it(`is known of ${input}, member by member`, () => {
      const rows = Object.keys(clientFields).filter((name) => name.startsWith(`${input}.`));
      const known = [...members, ...rows.map((name) => name.split(".")[1])];
      const type = `Client${input.charAt(0).toUpperCase()}${input.slice(1)}`;
      assert.deepEqual(known.sort(), membersOfInput(type).sort());
    });
  }
});

describe("changes by hand in Auth0, on the real engine", () => {
  const sandbox = sandboxForTests();
  let dashboard: Auth0Dashboard;
  let stack: Stack;

  before(async () => {
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

  after(() => stack.remove());

  /** All objects of the stack by the names of their resources. */
  const objectsInAuth0 = async () => {
    const clients = await dashboard.clients();
    const grants = await dashboard.grants();
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
  /** What the stack has made. */
  let made: Record<string, Document>;

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
    made = await objectsInAuth0();
  });

  /** One run, which tells what it heals. */
  const healedChanges = () => changesIn(stack, "up", "--yes", "--skip-preview");
  const pathOfManagementGrant = () =>
    `/client-grants/${String(made["auth0-management-grant"]?.["id"])}`;

  const changesFor = (resource: string): Changes => {
    if (resource.endsWith("-client")) return { ...clientChanges, ...clientCredentialsChanges };
    if (resource === "auth0-api-api") {
      return { ...resourceServerChanges, ...resourceServerScopesChanges };
    }
    if (resource !== "auth0-management-grant") return clientGrantChanges;
    // Auth0 has no such grants for its own APIs.
    const { allowAllScopes, ...others } = clientGrantChanges;
    assert.ok(allowAllScopes);
    // One that is required is refused: see below.
    return { ...others, organizationUsage: { organization_usage: "allow" } };
  };
  /** Changes every field of every object. */
  const changeEverything = async (objects: Record<string, Document>) => {
    for (const [resource, object] of Object.entries(objects)) {
      const { id, client_id: clientId } = object as { id?: string; client_id?: string };
      const path = resource.endsWith("-client")
        ? `/clients/${String(clientId)}`
        : `/${resource.endsWith("-grant") ? "client-grants" : "resource-servers"}/${String(id)}`;
      await dashboard.change(path, mergedDocument(Object.values(changesFor(resource))));
    }
  };
  /** The resource that has the field, where an object of Auth0 is managed by two. */
  const resourceOf = (object: string, field: string) => {
    if (
      field in clientCredentialsFields &&
      object.endsWith("-client") &&
      !(field in clientFields)
    ) {
      return object.replace(/client$/, "credentials");
    }
    return object === "auth0-api-api" && field in resourceServerScopesFields
      ? "auth0-api-scopes"
      : object;
  };
  const tableOf = (resource: string): Table => {
    if (resource.endsWith("-credentials")) return clientCredentialsFields;
    if (resource.endsWith("-client")) return clientFields;
    if (resource === "auth0-management-grant") return managementGrantFields;
    if (resource.endsWith("-grant")) return clientGrantFields;
    return resource === "auth0-api-api" ? resourceServerFields : resourceServerScopesFields;
  };
  const isLeft = (field: Auth0Field): field is LeftField => "left" in field;
  const isPathOf = (name: string) => (path: string) =>
    path === name || path.startsWith(`${name}.`) || path.startsWith(`${name}[`);

  it("are refused, with the way out, where the management application needs an organization", async () => {
    await dashboard.change(pathOfManagementGrant(), { organization_usage: "require" });
    const { code, output } = await stack.pulumi("up", "--yes", "--skip-preview");
    assert.notEqual(code, 0);
    assert.match(output, /requires an organization.*Remove the grant in Auth0's dashboard/);
  });

  it("are undone where keys have taken the place of a secret, and that grant was removed", async () => {
    await dashboard.remove(pathOfManagementGrant());
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

    const found = await healedChanges();
    for (const [resource, names] of Object.entries(resourcesWithKeys)) {
      const { operation, paths } = found[resource] ?? { operation: "nothing", paths: [] };
      assert.match(operation, /replace/, resource);
      for (const name of names) assert.ok(paths.some(isPathOf(name)), `${name} of ${resource}`);
    }
    assert.equal(found["auth0-management-grant"]?.operation, "create");
    const now = await objectsInAuth0();
    const { id } = now["auth0-management-grant"] ?? {};
    assert.notEqual(id, made["auth0-management-grant"]?.["id"]);
    assert.deepEqual(now, {
      ...made,
      "auth0-management-grant": { ...made["auth0-management-grant"], id },
    });
    assert.deepEqual(sandbox.auth0.state.clientCredentials, []);
    assert.deepEqual(sandbox.wso2.loadedKeyManagers(), ["auth0-drift"]);
  });

  it("are shown and undone for every field that is declared, and else as the table says", async () => {
    const before = await objectsInAuth0();
    const rows = Object.keys(before).flatMap((object) =>
      Object.entries(changesFor(object)).map(([name, document]) => {
        const resource = resourceOf(object, name);
        const field = tableOf(resource)[name];
        assert.ok(field, `${name} is in no table`);
        return { object, resource, name, document, field };
      }),
    );
    type Row = (typeof rows)[number];
    const isShown = (found: Record<string, Change>, { resource, name }: Row) =>
      found[resource]?.paths.some(isPathOf(name)) === true;

    await changeEverything(before);
    const found = await healedChanges();
    for (const resource of Object.keys(resourcesWithKeys)) {
      const method = { operation: "update", paths: ["authenticationMethod"] };
      assert.deepEqual(found[resource], method, `there were keys left of ${resource}`);
    }
    for (const row of rows) {
      const isExpected = !isLeft(row.field) || row.field.drift === "shown";
      assert.equal(isShown(found, row), isExpected, `${row.resource}: ${row.name} is shown`);
    }
    const { paths = [] } = found["auth0-management-client"] ?? {};
    for (const [input, members] of declaredObjects) {
      for (const member of members) {
        assert.ok(paths.some(isPathOf(`${input}.${member}`)), `${input}.${member} is shown`);
      }
    }

    const after = await objectsInAuth0();
    for (const { object, name, document, field } of rows) {
      if (isLeft(field)) continue;
      for (const path of leavesOf(document)) {
        const restored = valueAt(after[object], path) ?? false;
        assert.deepEqual(restored, valueAt(before[object], path) ?? false, `${object}: ${name}`);
      }
    }
    const left = await changesIn(stack, "preview");
    const leftNames = rows.filter(({ field }) => isLeft(field) && field.drift === "shown");
    for (const [resource, { paths }] of Object.entries(left)) {
      const unexpected = paths.filter(
        (path) => !leftNames.some((row) => row.resource === resource && isPathOf(row.name)(path)),
      );
      assert.deepEqual(unexpected, [], `still shown of ${resource}`);
    }
    assert.ok(leftNames.every((row) => isShown(left, row)));
  });
});

/** All of the documents in one; members of the same object come together. */
function mergedDocument(documents: Document[]): Document {
  const merged: Document = {};
  for (const [name, value] of documents.flatMap((document) => Object.entries(document))) {
    const earlier = merged[name];
    merged[name] = isDocument(earlier) && isDocument(value) ? { ...earlier, ...value } : value;
  }
  return merged;
}

/** The paths of everything in a document that is no object. */
function leavesOf(document: Document): string[][] {
  return Object.entries(document).flatMap(([name, value]) =>
    isDocument(value) ? leavesOf(value).map((path) => [name, ...path]) : [[name]],
  );
}

function valueAt(document: unknown, path: string[]): unknown {
  return path.reduce<unknown>(
    (value, name) => (isDocument(value) ? value[name] : undefined),
    document,
  );
}

function isDocument(value: unknown): value is Document {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
