import assert from "node:assert/strict";
import {
  declaredIn,
  ownerIn,
  type Declared,
  type ImportEntry,
  type ImportFile,
  type Preview,
} from "../../../../components/commands/importList/declared";
import { Auth0Objects } from "../../../../components/commands/importList/auth0Objects";
import { importList, type BothSides } from "../../../../components/commands/importList/importList";
import { clientMarkText } from "../../../../components/marks/clientMark";
import type { Mark } from "../../../../components/marks/mark";
import { Wso2Error } from "../../../../components/wso2/rest/errors";

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

const component = "urn:pulumi:dev::project::auth0-wso2-key-manager:index:Auth0KeyManager";
const prefix = `${component}$auth0-wso2-key-manager:auth0:ManagementApplication$auth0:index/`;
const clientUrn = `${prefix}client:Client::management-client`;
const step = (
  urn: string,
  inputs: Record<string, unknown> = {},
  propertyDependencies: Record<string, string[] | null> = {},
) => ({ urn, newState: { inputs, propertyDependencies } });

const preview: Preview = {
  steps: [
    step(`${component}::auth0`),
    step(`${component}$auth0-wso2-key-manager:auth0:ManagementApplication::auth0-management`),
    step(clientUrn, { name: "WSO2" }),
    step(
      `${prefix}clientCredentials:ClientCredentials::management-clientCredentials`,
      { clientId: unknown },
      { clientId: [clientUrn], name: null },
    ),
    step(
      `${prefix}clientGrant:ClientGrant::management-clientGrant`,
      { clientId: unknown, audience: managementApi },
      { clientId: [clientUrn] },
    ),
    step(
      `${component}$pulumi-nodejs:dynamic/wso2:KeyManager::auth0-key-manager`,
      { name: "auth0", clientId: unknown, clientSecret: "[secret]" },
      { clientId: [clientUrn, `${prefix}clientGrant:ClientGrant::management-clientGrant`] },
    ),
  ],
};

/**
 * The list, with the tenant's applications, and the one that WSO2's Key Manager logs in with.
 *
 * @param owners whose mark an application has, for the management application
 */
const listFor = (
  clients: Record<string, string>,
  used?: string,
  file: ImportFile = { resources },
  owners: Record<string, string> = {},
  owner?: string,
) => {
  const declared = declaredIn(file, preview);
  const tenant = {
    listClients: () =>
      Promise.resolve(
        Object.entries(clients).map(([client_id, name]) => ({
          ...{ client_id, name },
          ...(owners[client_id] && { client_metadata: markedBy(owners[client_id]) }),
        })),
      ),
    findGrant: (clientId: string, audience: string) =>
      Promise.resolve(audience === managementApi ? `grant of ${clientId}` : undefined),
    findApi: () => Promise.resolve(undefined),
  };
  const clientOf = ({ type }: Declared) =>
    Promise.resolve(type === "pulumi-nodejs:dynamic/wso2:KeyManager" ? used : undefined);
  return importList(
    declared,
    { auth0: new Auth0Objects(declared, tenant, clientOf) },
    { isAllOwn: false, ...(owner && { owner }) },
  );
};
const markedBy = (owner: string) => ({
  managed_by: clientMarkText(
    { owner, stack: "project/dev", resource: "management-client" },
    clientUrn.split("::").slice(2).join("::"),
  ),
});
const idsIn = ({ file }: Awaited<ReturnType<typeof listFor>>) =>
  file.resources?.flatMap(({ id }) => id ?? []);

const client = "auth0:index/client:Client";
const none = () => Promise.resolve([]);
const declaring = (entry: ImportEntry, inputs: Declared["inputs"] = {}): Declared => ({
  ...{ urn: `urn of ${entry.name}`, entry, type: entry.type, name: entry.name },
  stack: "project/dev",
  ...{ inputs, references: {} },
});

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

  it("goes by the mark of the owner before the name, and names what others have created", async () => {
    const clients = { a: "WSO2", b: "WSO2", c: "WSO2" };
    const list = await listFor(clients, undefined, undefined, { b: "ours", c: "later" }, "ours");
    assert.deepEqual(idsIn(list), ["b", "b", "grant of b"]);
    assert.deepEqual(
      list.notes.map((note) => note.split(":")[0]),
      [
        'Auth0 has the application "WSO2" (client ID c) beside b. It was created for the same resource by a stack of the same name, with the owner later. If that is another stack, leave it. If a run of this one created it, after its state was lost, delete it',
      ],
    );
  });

  it("takes no application that has the mark of another owner", async () => {
    const list = await listFor({ a: "WSO2" }, undefined, undefined, { a: "later" }, "ours");
    assert.deepEqual(idsIn(list), []);
    assert.match(
      list.notes[0] ?? "",
      /belongs to stack project\/dev \(owner later\), and is left to it/,
    );
  });

  it("tells how to own an application that a run with a lost state created", async () => {
    const { notes, isAsking } = await listFor({ a: "WSO2" }, undefined, undefined, { a: "lost" });
    assert.match(notes[0] ?? "", /If that is this stack, .* run this again with --owner lost$/);
    assert.ok(isAsking);
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
    assert.ok(!list.isAsking);
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
    const entries: ImportEntry[] = [
      { type: "outer", name: "outer", component: true },
      { type: "inner", name: "inner", parent: "outer", component: true },
      { type: client, name: "in outer", parent: "outer" },
      { type: client, name: "in inner", parent: "inner" },
      { type: client, name: "in another", parent: "in inner" },
    ];
    const declared = entries.map((entry) => declaring(entry));
    const auth0 = {
      idOf: ({ name }: Declared) => Promise.resolve(`id of ${name}`),
      othersThan: none,
    };
    assert.deepEqual(
      (await importList(declared, { auth0 }, { isAllOwn: false })).file.resources?.map(
        ({ name }) => name,
      ),
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

  it("names what would be the same object twice", async () => {
    const declared = ["one", "two"].map((name) => declaring({ type: client, name }));
    const auth0 = { idOf: () => Promise.resolve("a"), othersThan: none };
    const list = await importList(declared, { auth0 }, { isAllOwn: false });
    assert.deepEqual(list.notes, [
      "two (Client) would be the same object as one (Client), a: declare it once.",
    ]);
    assert.deepEqual(idsIn(list), ["a"]);
  });

  /** What is found in a tenant with one API. */
  const found = async (...program: [type: string, inputs: object, of?: number][]) => {
    const declared: Declared[] = [];
    for (const [type, inputs, of] of program) {
      const name = `${type} ${declared.length}`;
      const clientId = of === undefined ? [] : declared.slice(of, of + 1);
      const entry = { type: `auth0:index/${type}`, name };
      declared.push({ ...declaring(entry, { ...inputs }), references: { clientId } });
    }
    const clients = ["a", "b"].map((name) => ({ client_id: `id of ${name}`, name }));
    const tenant = {
      listClients: () => Promise.resolve(clients),
      findGrant: (clientId: string, api: string) => Promise.resolve(`${clientId} for ${api}`),
      findApi: (api: string) => Promise.resolve(api === audience ? "id of API" : undefined),
    };
    const objects = new Auth0Objects(declared, tenant, () => Promise.resolve(undefined));
    return Promise.all(declared.map((resource) => objects.idOf(resource)));
  };

  it("finds an API and its scopes by its identifier, where there is one", async () => {
    const api = "resourceServer:ResourceServer";
    const scopes = "resourceServerScopes:ResourceServerScopes";
    assert.deepEqual(
      await found(
        [api, { identifier: audience }],
        [scopes, { resourceServerIdentifier: audience }],
        [api, { identifier: "https://other.example.com/" }],
        [scopes, { resourceServerIdentifier: "https://other.example.com/" }],
        [api, {}],
        [scopes, {}],
      ),
      ["id of API", audience, undefined, undefined, undefined, undefined],
    );
  });

  it("takes for what belongs to an application what refers to it, or names it", async () => {
    const login = "clientCredentials:ClientCredentials";
    const grant = "clientGrant:ClientGrant";
    assert.deepEqual(
      await found(
        ["client:Client", { name: "a" }],
        ["client:Client", { name: "b" }],
        [login, {}, 1],
        [grant, { audience }, 1],
        [grant, {}, 0],
        [login, { clientId: "named" }],
        [grant, { clientId: "named", audience }],
        [grant, { audience }],
      ),
      [
        ...["id of a", "id of b", "id of b", `id of b for ${audience}`, undefined],
        ...["named", `named for ${audience}`, undefined],
      ],
    );
  });

  it("knows no other type", async () => {
    assert.deepEqual(await found(["tenant:Tenant", { identifier: audience }]), [undefined]);
  });

  it("leaves out what has a provider of its own, and says so", async () => {
    const entries = resources.map((entry) =>
      entry.type.startsWith("auth0:") ? { ...entry, provider: "emea" } : entry,
    );
    const list = await listFor({ a: "WSO2" }, "a", { resources: entries });
    assert.deepEqual(idsIn(list), []);
    assert.match(list.notes[0] ?? "", /has a provider of its own, and was not looked for/);
  });

  it("has the stack's own provider beside what was lost, where the state has that", async () => {
    const provider = "auth0-tenantAuth0";
    const entries = resources.map((entry) =>
      entry.type.startsWith("auth0:") ? { ...entry, provider } : entry,
    );
    const nameTable = {
      [provider]: "urn:pulumi:dev::project::pulumi:providers:auth0::auth0-tenant",
    };
    const declared = declaredIn({ nameTable, resources: entries }, preview);
    const auth0 = { idOf: () => Promise.resolve("a"), othersThan: none };
    const list = await importList(declared, { auth0 }, { isAllOwn: false }, nameTable);
    assert.deepEqual(
      list.file.resources?.flatMap(({ component, provider: of }) => (component ? [] : [of])),
      [provider, provider, provider],
    );
  });
});

describe("the list of what to import from WSO2", () => {
  const type = "pulumi-nodejs:dynamic/wso2:Application";
  const application = declaring({ type, name: "orders", id: "<PLACEHOLDER>" });
  const owner = declaring(
    { type: "pulumi-nodejs:dynamic/wso2:Owner", name: "owner" },
    { __provider: "shim" },
  );
  const mark: Mark = {
    ...{ owner: "0f3c", stack: "project/dev", resource: "orders" },
    ...{ creation: "91ab", write: 3, adopted: false },
  };
  /** The list of a program with an application, which WSO2 has with that mark. */
  const listWith = (found: Mark | undefined, whose: Parameters<typeof importList>[2]) => {
    const wso2: BothSides["wso2"] = {
      isOne: (resource) => resource === application,
      meet: () => Promise.resolve({ found: { id: "id", live: {} }, fields: {}, mark: found }),
      stateOf: (_resource, _met, kept) => Promise.resolve({ inputs: {}, outputs: kept }),
    };
    const auth0 = { idOf: () => Promise.resolve(undefined), othersThan: none };
    return importList([owner, application], { auth0, wso2 }, whose);
  };
  const outputsIn = ({ file }: Awaited<ReturnType<typeof listWith>>) =>
    file.resources?.map(({ name, id, outputs }) => [name, id, outputs]);

  it("adopts what has no mark, or makes it the stack's where that is said", async () => {
    assert.deepEqual(outputsIn(await listWith(undefined, { isAllOwn: false })), [
      ["orders", "id", { adopted: true }],
    ]);
    assert.deepEqual(outputsIn(await listWith(undefined, { isAllOwn: true })), [
      ["orders", "id", {}],
    ]);
  });

  it("has what bears the owner's mark as it was, and the owner", async () => {
    const { resource, stack, creation } = mark;
    const ownership = { owner: "0f3c", stack, resource, creation };
    for (const adopted of [false, true]) {
      const list = await listWith({ ...mark, adopted }, { owner: "0f3c", isAllOwn: false });
      assert.deepEqual(outputsIn(list), [
        ["owner", "0f3c", { __provider: "shim" }],
        ["orders", "id", { ownership, revision: 3, ...(adopted && { adopted }) }],
      ]);
      assert.deepEqual(list.notes, []);
    }
  });

  it("has the owner also where what bears its mark could not be taken in, which pulumi up continues then", async () => {
    const wso2: BothSides["wso2"] = {
      isOne: (resource) => resource === application,
      meet: () => Promise.resolve({ found: { id: "id", live: {} }, fields: {}, mark }),
      stateOf: () => Promise.reject(new Error("its secret cannot be seen.")),
    };
    const sides = { auth0: { idOf: () => Promise.resolve(undefined), othersThan: none }, wso2 };
    const listOf = (of: string) =>
      importList([owner, application], sides, { owner: of, isAllOwn: false });
    const list = await listOf("0f3c");
    assert.deepEqual(outputsIn(list), [["owner", "0f3c", { __provider: "shim" }]]);
    assert.deepEqual(list.notes, [
      "orders (Application) could not be taken in: its secret cannot be seen.",
    ]);
    assert.deepEqual((await listOf("77aa")).file.resources, []);
  });

  it("leaves out what bears another mark, whatever is said, and tells how to own it after a loss", async () => {
    const remedy = "If that is this stack, whose state is lost, run this again with --owner 0f3c";
    const whose = `orders (Application) belongs to resource "orders" of stack`;
    const cases = [
      [mark, undefined, `${whose} project/dev (owner 0f3c). ${remedy}`],
      [mark, "77aa", `${whose} project/dev (owner 0f3c), and is left to it.`],
      [
        { ...mark, stack: "other/prod" },
        undefined,
        `${whose} other/prod (owner 0f3c), and is left to it.`,
      ],
    ] as const;
    for (const [found, of, note] of cases) {
      const list = await listWith(found, { owner: of, isAllOwn: true });
      assert.deepEqual(list.notes, [note]);
      assert.deepEqual(list.file.resources, []);
    }
  });

  it("tells how to own what bears another mark where the state's own owner is new, and has nothing", async () => {
    const known = { ...owner, entry: undefined };
    const other = { ...application, entry: undefined };
    const notesOf = async (...declared: Declared[]) => {
      const wso2: BothSides["wso2"] = {
        isOne: ({ type: of }) => of === type,
        meet: () => Promise.resolve({ found: { id: "id", live: {} }, fields: {}, mark }),
        stateOf: () => Promise.reject(new Error("It is another's.")),
      };
      const sides = { auth0: { idOf: () => Promise.resolve(undefined), othersThan: none }, wso2 };
      return (await importList(declared, sides, { owner: "77aa", isAllOwn: false })).notes;
    };
    assert.match((await notesOf(known, application))[0] ?? "", /run this again with --owner 0f3c$/);
    assert.match((await notesOf(known, other, application))[0] ?? "", /and is left to it\.$/);
  });

  it("names a client that the state has in the place of the object's own, and how to remove it", async () => {
    const made = { ...declaring({ type: client, name: "made" }), entry: undefined, id: "new" };
    const keyManager = { ...application, references: { clientId: [made] } };
    const notesOf = async (clientId: string) => {
      const wso2: BothSides["wso2"] = {
        isOne: (resource) => resource === keyManager,
        meet: () => Promise.resolve({ found: { id: "id", live: {} }, fields: { clientId }, mark }),
        stateOf: () => Promise.resolve({ inputs: {}, outputs: {} }),
      };
      const sides = { auth0: { idOf: () => Promise.resolve(undefined), othersThan: none }, wso2 };
      return (await importList([made, keyManager], sides, { owner: "0f3c", isAllOwn: false }))
        .notes;
    };
    assert.deepEqual(await notesOf("old"), [
      "orders (Application) has the client old in Auth0, but the state has new instead. A pulumi up after " +
        "the loss created that one. Remove it, and run this again: pulumi destroy --target 'urn of made' " +
        "--target-dependents",
    ]);
    assert.deepEqual(await notesOf("new"), []);
  });

  it("names what WSO2 refuses to this login, and is not made where WSO2 cannot be reached", async () => {
    const listOf = (error: Error) =>
      importList(
        [application],
        {
          auth0: { idOf: () => Promise.resolve(undefined), othersThan: none },
          wso2: {
            isOne: () => true,
            meet: () => Promise.reject(error),
            stateOf: () => Promise.reject(error),
          },
        },
        { isAllOwn: false },
      );
    const refused = await listOf(new Wso2Error("GET /applications answered 403.", "refused", 403));
    assert.deepEqual(refused.notes, [
      "orders (Application) could not be taken in: GET /applications answered 403.",
    ]);
    const unreachable = new Wso2Error("no connection", "unreachable");
    await assert.rejects(listOf(unreachable), unreachable);
  });

  it("knows the owner of a state by what its objects declare", () => {
    const owned = (owner: string) =>
      step("urn:pulumi:dev::project::t::n", { ownership: { owner } });
    assert.equal(
      ownerIn({ steps: [step("urn:pulumi:dev::project::t::m"), owned("0f3c")] }),
      "0f3c",
    );
    assert.equal(ownerIn({ steps: [owned(unknown)] }), undefined);
    assert.equal(ownerIn({}), undefined);
  });
});
