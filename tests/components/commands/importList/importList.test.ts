import assert from "node:assert/strict";
import {
  declaredIn,
  type ImportEntry,
  type ImportFile,
  type Preview,
} from "../../../../components/commands/importList/declared";
import { Identities } from "../../../../components/commands/importList/identities";
import { importList } from "../../../../components/commands/importList/importList";

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const audience = "https://orders.example.com/";
const managementApi = "https://acme.eu.auth0.com/api/v2/";

/** A component's application with its login and grant, and the Key Manager that uses it. */
const resources: ImportEntry[] = [
  { type: "auth0-wso2-key-manager:index:Auth0KeyManager", name: "auth0", component: true },
  {
    type: "auth0-wso2-key-manager:auth0:ManagementApplication",
    name: "auth0-management",
    parent: "auth0",
    component: true,
  },
  { type: "auth0-wso2-key-manager:auth0:Api", name: "auth0-api", parent: "auth0", component: true },
  ...["client:Client", "clientCredentials:ClientCredentials", "clientGrant:ClientGrant"].map(
    (type) => ({
      type: `auth0:index/${type}`,
      name: `management-${type.split(":")[0] ?? ""}`,
      id: "<PLACEHOLDER>",
      parent: "auth0-management",
    }),
  ),
  {
    type: "pulumi-nodejs:dynamic/wso2:KeyManager",
    name: "auth0-key-manager",
    id: "<PLACEHOLDER>",
    parent: "auth0",
  },
];

const prefix =
  "urn:pulumi:dev::project::auth0-wso2-key-manager:index:Auth0KeyManager$" +
  "auth0-wso2-key-manager:auth0:ManagementApplication$auth0:index/";
const step = (urn: string, inputs: Record<string, unknown>) => ({ urn, newState: { inputs } });

const preview: Preview = {
  steps: [
    step(`${prefix}client:Client::management-client`, { name: "WSO2" }),
    step(`${prefix}clientCredentials:ClientCredentials::management-clientCredentials`, {
      clientId: unknown,
    }),
    step(`${prefix}clientGrant:ClientGrant::management-clientGrant`, {
      clientId: unknown,
      audience: managementApi,
    }),
    step(
      "urn:pulumi:dev::project::auth0-wso2-key-manager:index:Auth0KeyManager$" +
        "pulumi-nodejs:dynamic/wso2:KeyManager::auth0-key-manager",
      { name: "auth0" },
    ),
  ],
};

/** The list, with the tenant's applications, and the one that WSO2's Key Manager `auth0` logs in with. */
const listFor = (
  clients: Record<string, string>,
  used?: string,
  file: ImportFile = { resources },
) => {
  const declared = declaredIn(file, preview);
  const tenant = {
    listClients: () =>
      Promise.resolve(Object.entries(clients).map(([client_id, name]) => ({ client_id, name }))),
    findGrant: (clientId: string, audience: string) =>
      Promise.resolve(audience === managementApi ? `grant of ${clientId}` : undefined),
    findApi: () => Promise.resolve(undefined),
  };
  const wso2 = {
    clientOfKeyManager: (name: string) => Promise.resolve(name === "auth0" ? used : undefined),
    clientOfKeys: () => Promise.resolve(undefined),
  };
  return importList(declared, new Identities(declared, tenant, wso2));
};
const idsIn = ({ file }: Awaited<ReturnType<typeof listFor>>) =>
  file.resources?.flatMap(({ id }) => id ?? []);

describe("the list of what to import", () => {
  it("names the application that WSO2 uses, whatever its name, and what belongs to it", async () => {
    const list = await listFor({ a: "WSO2", b: "Something else" }, "b");
    assert.deepEqual(idsIn(list), ["b", "b", "grant of b"]);
    assert.deepEqual(list.notes, []);
  });

  it("goes by the name where WSO2 uses none, or one of another tenant", async () => {
    for (const used of [undefined, "elsewhere"]) {
      assert.deepEqual(idsIn(await listFor({ a: "WSO2", b: "Other" }, used)), [
        "a",
        "a",
        "grant of a",
      ]);
    }
  });

  it("leaves the choice among applications of one name to a person", async () => {
    const list = await listFor({ a: "WSO2", b: "WSO2" });
    assert.deepEqual(idsIn(list), []);
    assert.equal(
      list.notes[0],
      "management-client (Client) may be any of a, b: add it with the right id.",
    );
  });

  it("says what there is none of", async () => {
    const list = await listFor({});
    assert.deepEqual(list.file.resources, []);
    assert.equal(list.notes.length, 3);
    assert.match(list.notes[0] ?? "", /was not found, .* pulumi up, which creates it/);
  });

  it("has the components that something is in, the outer before the inner, and no other", async () => {
    const components = (await listFor({ a: "WSO2" })).file.resources?.filter(
      ({ component }) => component,
    );
    assert.deepEqual(
      components?.map(({ name }) => name),
      ["auth0", "auth0-management"],
    );
  });

  it("has each component once, and nothing twice that something is in", async () => {
    const client = "auth0:index/client:Client";
    const entries: ImportEntry[] = [
      { type: "outer", name: "outer", component: true },
      { type: "inner", name: "inner", parent: "outer", component: true },
      { type: client, name: "in outer", parent: "outer" },
      { type: client, name: "in inner", parent: "inner" },
      { type: client, name: "in another", parent: "in inner" },
    ];
    const declared = entries.map((entry) => ({ entry, name: entry.name, inputs: {} }));
    const identities = { of: () => Promise.resolve("id") } as unknown as Identities;
    assert.deepEqual(
      (await importList(declared, identities)).file.resources?.map(({ name }) => name),
      entries.map(({ name }) => name),
    );
  });

  it("finds what is in a component that the stack has already", async () => {
    const [outer, inner] = prefix.split("::").slice(2).join("").split("$");
    const nameTable = {
      keyManager: `urn:pulumi:dev::project::${outer ?? ""}::auth0`,
      management: `urn:pulumi:dev::project::${outer ?? ""}$${inner ?? ""}::auth0-management`,
    };
    const names: Record<string, string> = { auth0: "keyManager", "auth0-management": "management" };
    const list = await listFor({ a: "WSO2", b: "Something else" }, "b", {
      nameTable,
      resources: resources
        .filter(({ name }) => !(name in names))
        .map((entry) => ({ ...entry, parent: names[entry.parent ?? ""] ?? "" })),
    });
    assert.deepEqual(idsIn(list), ["b", "b", "grant of b"]);
  });

  /** What is found in a tenant with one API. */
  const found = async (...program: [type: string, parent: string, inputs: object][]) => {
    const declared = program.map(([type, parent, inputs], index) => ({
      entry: { type: `auth0:index/${type}`, name: `${type} ${index}`, parent },
      name: `${type} ${index}`,
      inputs: inputs as Record<string, unknown>,
    }));
    const clients = ["a", "b"].map((name) => ({ client_id: `id of ${name}`, name }));
    const tenant = {
      listClients: () => Promise.resolve(clients),
      findGrant: (clientId: string, api: string) => Promise.resolve(`${clientId} for ${api}`),
      findApi: (api: string) => Promise.resolve(api === audience ? "id of API" : undefined),
    };
    const nothing = () => Promise.resolve(undefined);
    const wso2 = { clientOfKeyManager: nothing, clientOfKeys: nothing };
    const identities = new Identities(declared, tenant, wso2);
    return Promise.all(declared.map((resource) => identities.of(resource)));
  };

  it("finds an API and its scopes by its identifier, where there is one", async () => {
    const api = "resourceServer:ResourceServer";
    const scopes = "resourceServerScopes:ResourceServerScopes";
    assert.deepEqual(
      await found(
        [api, "api", { identifier: audience }],
        [scopes, "api", { resourceServerIdentifier: audience }],
        [api, "other", { identifier: "https://other.example.com/" }],
        [scopes, "other", { resourceServerIdentifier: "https://other.example.com/" }],
        [api, "unknown", {}],
        [scopes, "unknown", {}],
      ),
      ["id of API", audience, undefined, undefined, undefined, undefined],
    );
  });

  it("takes for what belongs to an application the one of the same component, or the named one", async () => {
    const client = "client:Client";
    const login = "clientCredentials:ClientCredentials";
    const grant = "clientGrant:ClientGrant";
    assert.deepEqual(
      await found(
        [client, "first", { name: "a" }],
        [login, "second", {}],
        [client, "second", { name: "b" }],
        [grant, "second", { audience }],
        [grant, "second", {}],
        [login, "second", { clientId: "named" }],
        [grant, "second", { clientId: "named", audience }],
        [grant, "third", { audience }],
      ),
      [
        ...["id of a", "id of b", "id of b", `id of b for ${audience}`, undefined],
        ...["named", `named for ${audience}`, undefined],
      ],
    );
  });

  it("knows no other type", async () => {
    assert.deepEqual(await found(["tenant:Tenant", "", { identifier: audience }]), [undefined]);
  });

  it("leaves out what has a provider of its own, and says so", async () => {
    const entries = resources.map((entry) =>
      entry.type.startsWith("auth0:") ? { ...entry, provider: "emea" } : entry,
    );
    const list = await listFor({ a: "WSO2" }, "a", { resources: entries });
    assert.deepEqual(idsIn(list), []);
    assert.match(list.notes[0] ?? "", /has a provider of its own, and was not looked for/);
  });
});
