import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { installedClients } from "./auth0Clients/installedClients";

type Body = Record<string, unknown>;

describe("Auth0's own clients", () => {
  const { sandbox, startSdk, deployCli, fileOf } = installedClients();

  // First, as it ends with an empty tenant, and knows less than the SDK does.
  describe("the Deploy CLI", () => {
    const audience = "https://deployed.example.com/";
    const declared = {
      resourceServers: [
        {
          name: "deployed",
          identifier: audience,
          scopes: [{ value: "read", description: "Read" }],
          signing_alg: "RS256",
          token_lifetime: 3600,
        },
      ],
      clients: [
        {
          name: "machine",
          app_type: "non_interactive",
          grant_types: ["client_credentials"],
          token_endpoint_auth_method: "client_secret_post",
          jwt_configuration: { alg: "RS256", lifetime_in_seconds: 600 },
          client_metadata: { team: "payments" },
        },
        {
          name: "page",
          app_type: "spa",
          callbacks: ["https://page.example.com/"],
          jwt_configuration: { alg: "RS256" },
          session_transfer: { can_create_session_transfer_token: true },
        },
      ],
      clientGrants: [{ client_id: "machine", audience, scope: ["read"] }],
    };

    const exported = async (folder: string) => {
      await deployCli(["export", "-f", "yaml", "-o", folder]);
      return readFile(fileOf(`${folder}/tenant.yaml`), "utf8");
    };
    const held = () => {
      const { clients, clientGrants, resourceServers } = sandbox.auth0.state;
      return structuredClone({ clients, clientGrants, resourceServers });
    };
    const namesIn = (list: readonly Body[]) => list.map(({ name }) => name);
    const ours = ["All Applications", "Deployer"];

    before(async () => {
      const { error } = await startSdk()("clients.create", { name: "not declared" });
      assert.equal(error, undefined);
    });

    it("imports what a file declares, and deletes nothing unless it is allowed to", async () => {
      const { clients: before } = held();
      await writeFile(fileOf("declared.yaml"), JSON.stringify(declared));
      await deployCli(["import", "-i", "declared.yaml"]);
      const { clients, clientGrants, resourceServers } = held();
      assert.deepEqual(clients.slice(0, before.length), before);
      assert.deepEqual(namesIn(clients.slice(before.length)).sort(), ["machine", "page"]);
      const machine = clients.find(({ name }) => name === "machine");
      assert.deepEqual(machine?.["client_metadata"], { team: "payments" });
      assert.equal(resourceServers.at(-1)?.token_lifetime, 3600);
      const { id, ...grant } = clientGrants.at(-1) ?? {};
      assert.match(String(id), /^cgr_/);
      assert.deepEqual(grant, {
        client_id: machine.client_id,
        audience,
        scope: ["read"],
        subject_type: "client",
      });
    });

    it("changes nothing by importing what it has exported, which it then exports again", async () => {
      const before = held();
      const first = await exported("first");
      for (const name of ["machine", "page", audience]) assert.ok(first.includes(name), name);
      await deployCli(["import", "-i", "first/tenant.yaml"]);
      assert.deepEqual(held(), before);
      assert.equal(await exported("second"), first);
    });

    it("deletes where it is allowed to what a file lacks, but not its own client", async () => {
      await writeFile(fileOf("empty.yaml"), "clients: []\nresourceServers: []\nclientGrants: []\n");
      await deployCli(["import", "-i", "empty.yaml"], { AUTH0_ALLOW_DELETE: true });
      const { clients, clientGrants, resourceServers } = held();
      assert.deepEqual(namesIn(clients), ours);
      assert.deepEqual(namesIn(resourceServers), ["Auth0 Management API"]);
      assert.deepEqual(
        clientGrants.map(({ client_id }) => client_id),
        [sandbox.auth0.deployer.clientId],
      );
    });
  });

  describe("the SDK", () => {
    const audience = "https://sdk.example.com/";
    let sdk: ReturnType<typeof startSdk>;

    before(() => {
      sdk = startSdk();
    });

    /** What a call returns that succeeds. */
    const call = async <T = Body>(method: string, ...parameters: unknown[]): Promise<T> => {
      const { value, error } = await sdk<T>(method, ...parameters);
      assert.equal(error, undefined, `${method}: ${JSON.stringify(error)}`);
      return value;
    };
    const refusal = async (method: string, ...parameters: unknown[]) => {
      const { error } = await sdk(method, ...parameters);
      assert.ok(error?.isOfSdk, method);
      const { errorCode } = error.body as Body;
      return [error.name, error.status, errorCode];
    };

    it("creates, reads, changes and deletes clients, and rotates their secrets, with one login", async () => {
      const { auth0 } = sandbox;
      auth0.requests.clear();
      const created = await call("clients.create", { name: "of the SDK", app_type: "regular_web" });
      const { client_id: id, client_secret: secret } = created;
      assert.equal((await call("clients.get", id))["name"], "of the SDK");
      const selected = await call("clients.get", id, { fields: "name", include_fields: true });
      assert.deepEqual(selected, { name: "of the SDK" });
      const changed = await call("clients.update", id, { description: "changed" });
      assert.equal(changed["description"], "changed");
      assert.notEqual((await call("clients.rotateSecret", id))["client_secret"], secret);
      await call("clients.delete", id);
      assert.deepEqual(await refusal("clients.get", id), [
        "NotFoundError",
        404,
        "inexistent_client",
      ]);
      assert.equal(auth0.requests.matching(/^\/oauth\/token$/).length, 1);
    });

    it("lists clients page by page", async () => {
      const names = ["one", "two", "three"];
      for (const name of names) await call("clients.create", { name });
      sandbox.auth0.requests.clear();
      const listed = await call<Body[]>("clients.list", { per_page: 2 });
      assert.deepEqual(
        listed.map(({ name }) => name),
        ["All Applications", "Deployer", ...names],
      );
      assert.equal(sandbox.auth0.requests.matching(/clients\?page=\d&per_page=2/).length, 3);
    });

    it("creates, reads, changes, lists and deletes APIs", async () => {
      const scopes = [{ value: "read", description: "Read" }];
      const created = await call("resourceServers.create", { identifier: audience, scopes });
      assert.deepEqual(await call("resourceServers.get", audience), created);
      const change = { token_lifetime: 600 };
      const changed = await call("resourceServers.update", created["id"], change);
      assert.deepEqual(changed, { ...created, ...change });
      const listed = await call<Body[]>("resourceServers.list", { per_page: 1 });
      assert.deepEqual(
        listed.map(({ identifier }) => identifier),
        [`https://${sandbox.auth0.domain}/api/v2/`, audience],
      );
      const found = await call<Body[]>("resourceServers.list", {
        identifiers: [audience, "other"],
      });
      assert.deepEqual(found, [changed]);
      await call("resourceServers.delete", created["id"]);
      assert.deepEqual(await refusal("resourceServers.get", audience), [
        "NotFoundError",
        404,
        "inexistent_resource_server",
      ]);
    });

    it("creates, reads, changes, deletes grants, and lists them by checkpoint", async () => {
      await call("resourceServers.create", { identifier: audience });
      const { client_id } = await call("clients.create", { name: "grantee" });
      const grants: Body[] = [];
      for (const subject_type of ["client", "user", "anonymous_user"]) {
        const grant = { client_id, audience, scope: ["read"], subject_type };
        grants.push(await call("clientGrants.create", grant));
      }
      const [first = {}, ...others] = grants;
      assert.deepEqual(await call("clientGrants.get", first["id"]), first);
      const changed = await call("clientGrants.update", first["id"], { scope: [] });
      assert.deepEqual(changed, { ...first, scope: [] });
      assert.deepEqual(await call("clientGrants.list", { client_id, take: 1 }), [
        changed,
        ...others,
      ]);
      assert.deepEqual(await refusal("clientGrants.create", { client_id, audience, scope: [] }), [
        "ConflictError",
        409,
        "client_grant_already_exists",
      ]);
      await call("clientGrants.delete", first["id"]);
      assert.deepEqual(await call("clientGrants.list", { client_id }), others);
    });

    it("knows fields and queries that are new", async () => {
      const { client_id: id } = await call("clients.create", {
        name: "new",
        anonymous_sessions: { active: true },
        b2b_integration_configuration: { integration_type: "application" },
      });
      await call("clients.update", id, { anonymous_sessions: null, native_social_login: null });
      const q = "client_grant.allow_any_organization:true";
      assert.deepEqual(await call("clients.list", { q }, { queryParams: { take: 5 } }), []);
      await call("resourceServers.update", audience, {
        token_lifetime_for_anonymous_access_tokens: 600,
        subject_type_authorization: { anonymous_user: { policy: "deny_all" } },
      });
    });

    it("has a class for each refusal", async () => {
      assert.deepEqual(await refusal("clients.create", { name: "<" }), [
        "BadRequestError",
        400,
        "invalid_body",
      ]);
      const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
      const pem = publicKey.export({ format: "pem", type: "spki" });
      const keyed = {
        jwt_configuration: { alg: "RS256" },
        client_authentication_methods: {
          private_key_jwt: { credentials: [{ credential_type: "public_key", pem }] },
        },
      };
      assert.deepEqual(await refusal("clients.create", { name: "keyed", ...keyed }), [
        "ForbiddenError",
        403,
        "insufficient_scope",
      ]);
    });

    it("is told of a wrong secret", async () => {
      const { error } = await startSdk({ AUTH0_CLIENT_SECRET: "wrong" })("clients.list");
      const { name, status, body } = error ?? {};
      assert.deepEqual([name, status], ["ManagementError", 401]);
      assert.deepEqual(body, { error: "access_denied", error_description: "Unauthorized" });
    });

    describe("beyond the rate limit", () => {
      const limitTo = (rate?: { perSecond: number; burst: number }) => {
        sandbox.auth0.managementRate.limit(rate);
        sandbox.auth0.requests.clear();
      };
      const statuses = () => sandbox.auth0.requests.all.map(({ status }) => status);
      const untilReset = (pauses: readonly number[]) => {
        assert.ok(pauses.length > 0);
        for (const pause of pauses) assert.ok(pause > 9_000 && pause < 15_000, `${pause}`);
      };

      afterEach(() => {
        limitTo();
      });

      it("waits until there is room, as x-ratelimit-reset says", async () => {
        limitTo({ perSecond: 0.1, burst: 0 });
        const lift = (_request: unknown, answer: () => void) => {
          sandbox.auth0.managementRate.limit(undefined);
          answer();
        };
        sandbox.auth0.faults.inject({ effect: { kind: "withholdAnswer", worked: lift } });
        const { error, pauses } = await sdk("clients.get", sandbox.auth0.deployer.clientId);
        assert.equal(error, undefined);
        untilReset(pauses);
        assert.deepEqual(statuses(), [429, 200]);
      });

      it("gives up after two more calls", async () => {
        limitTo({ perSecond: 0.1, burst: 0 });
        const { error, pauses } = await sdk("clients.list");
        assert.deepEqual([error?.name, error?.status], ["TooManyRequestsError", 429]);
        assert.equal(pauses.length, 2);
        untilReset(pauses);
        assert.deepEqual(statuses(), [429, 429, 429]);
      });
    });
  });
});
