import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startSandbox, type Sandbox } from "auth0-wso2-sandbox";
import { Publisher } from "auth0-wso2-sandbox/publisher";
import { assertConverged, assertSays, assertShown } from "./assertions";
import { Stack } from "./stack";
import { putBack } from "../support/putBack";

const subscriptions = [{ api: "Orders", version: "1.0.0" }];

/** Both modes of keys; a subscription hangs on each. */
const config = {
  api: { identifier: "https://orders.example.com/" },
  keyManager: { name: "auth0-places" },
  applications: {
    generated: { subscriptions },
    mapped: { keys: { production: { mode: "map" } }, subscriptions },
  },
};

/** Whoever looks from another place sees nothing, and loses nothing. */
describe("a stack that is run from another place, on the real engine", () => {
  let sandbox: Sandbox;
  let otherTenant: Sandbox;
  let stack: Stack;
  let home: Record<string, string>;

  before(async () => {
    sandbox = await startSandbox();
    otherTenant = await startSandbox();
    sandbox.wso2.state.users.push(
      { username: "other", password: "other", tenant: "carbon.super", roles: ["admin"] },
      {
        username: "subscriber",
        password: "subscriber",
        tenant: "carbon.super",
        roles: ["keyManagerAdmin", "Internal/subscriber"],
      },
    );
    new Publisher(sandbox).publish({ name: "Orders", context: "/orders", version: "1.0.0" });
    stack = await Stack.create(sandbox, "places", config);
    await stack.up();
    await assertConverged(stack);
    home = { ...stack.environment };
  });

  after(async () => {
    await stack.remove();
    await sandbox.close();
    await otherTenant.close();
  });

  afterEach(() => {
    putBack(stack.environment, home);
  });

  /** All that both servers hold, beside what WSO2 makes by itself where somebody logs in. */
  const held = () => {
    const { keyManagers, applications, subscriptions: subscribed } = sandbox.wso2.state;
    const { clients, clientGrants, resourceServers } = sandbox.auth0.state;
    return structuredClone({
      keyManagers: keyManagers.filter(({ type }) => type === "Auth0"),
      applications: applications.filter(({ name }) => name !== "DefaultApplication"),
      ...{ subscribed, clients, clientGrants, resourceServers },
      elsewhere: otherTenant.auth0.state.clients.length,
    });
  };
  const logInAs = (username: string, password = username) => {
    Object.assign(stack.environment, { WSO2_USERNAME: username, WSO2_PASSWORD: password });
  };
  /** Consumers still get tokens, with the secrets that they have. */
  const assertTokens = async () => {
    const secrets = JSON.parse(
      await stack.succeed("stack", "output", "consumerSecrets", "--show-secrets", "--json"),
    ) as Record<string, { production: string }>;
    const applications = (await stack.outputs())["applications"] as Record<
      string,
      { production: { consumerKey: string } }
    >;
    for (const [name, { production }] of Object.entries(applications)) {
      const client = sandbox.auth0.state.clients.find(
        ({ client_id }) => client_id === production.consumerKey,
      );
      assert.equal(client?.["client_secret"], secrets[name]?.production, name);
    }
  };
  /** Every operation from elsewhere is refused in words and changes nothing, also not the state. */
  const assertRefused = async (words: RegExp, ...operations: string[][]) => {
    const before = held();
    for (const operation of operations) {
      const { code, output } = await stack.pulumi(...operation);
      assert.notEqual(code, 0, `${operation.join(" ")} ended with 0:\n${output}`);
      assert.match(output, words);
      assert.deepEqual(held(), before, operation.join(" "));
    }
    Object.assign(stack.environment, home);
    await assertConverged(stack);
    await assertTokens();
  };
  const every = [
    ["preview"],
    ["up", "--yes", "--skip-preview"],
    ["refresh", "--yes"],
    ["destroy", "--yes", "--skip-preview"],
  ];

  it("is refused where it logs in as another user, who may not see what others own", async () => {
    logInAs("subscriber");
    await assertRefused(/belongs to the WSO2 user admin, .* logs in as subscriber/, ...every);
  });

  it("is refused where it logs in as another administrator, unless it is told to hand over", async () => {
    logInAs("other");
    await assertRefused(
      /belongs to the WSO2 user admin, .* logs in as other.*changeOwner: true/s,
      ["preview"],
      ["up", "--yes", "--skip-preview"],
      ["destroy", "--yes", "--skip-preview"],
    );
  });

  it("is refused in another organization of the server", async () => {
    logInAs("admin@tenant1.com", home["WSO2_PASSWORD"]);
    await assertRefused(
      /organization carbon\.super.* logs in at .*organization tenant1\.com/s,
      ...every,
    );
  });

  it("is refused in another Auth0 tenant", async () => {
    const { domain, deployer } = otherTenant.auth0;
    const bundle = join(stack.directory, "both.pem");
    const { SSL_CERT_FILE = "", NODE_EXTRA_CA_CERTS = "" } = home;
    const authorities = [
      await readFile(SSL_CERT_FILE, "utf8"),
      otherTenant.certificateAuthority.certificate,
      await readFile(NODE_EXTRA_CA_CERTS, "utf8"),
    ];
    await writeFile(bundle, authorities.join("\n"));
    Object.assign(stack.environment, {
      AUTH0_DOMAIN: domain,
      AUTH0_CLIENT_ID: deployer.clientId,
      AUTH0_CLIENT_SECRET: deployer.clientSecret,
      SSL_CERT_FILE: bundle,
      NODE_EXTRA_CA_CERTS: bundle,
    });
    await assertRefused(/access_denied|are in the Auth0 tenant/, ...every, [
      "up",
      "--yes",
      "--skip-preview",
      "--refresh=false",
    ]);
  });

  it("is refused where config and environment name two servers", async () => {
    await stack.configure({ ...config, wso2: { url: "https://apim.example.com:9443" } });
    const { code, output } = await stack.pulumi("preview", "--refresh=false");
    assert.notEqual(code, 0);
    assertSays(output, ["https://apim.example.com:9443", home["WSO2_URL"] ?? ""]);
    await stack.configure(config);
    await assertConverged(stack);
  });

  it("takes everything over for another user where it is told to, in one run", async () => {
    const ids = () => held().applications.map(({ uuid, owner }) => [uuid, owner]);
    const before = ids();
    const keyMappings = () => sandbox.wso2.state.applications.flatMap((each) => each.keyMappings);
    const keys = structuredClone(keyMappings());
    logInAs("other");
    const handed = Object.fromEntries(
      Object.entries(config.applications).map(([name, application]) => [
        name,
        { ...application, changeOwner: true },
      ]),
    );
    await stack.configure({ ...config, applications: handed });
    await assertShown(stack, ["owner", '"admin" => "other"']);
    await stack.up();
    assert.deepEqual(
      ids(),
      before.map(([id]) => [id, "other"]),
    );
    assert.deepEqual(keyMappings(), keys);
    await assertConverged(stack);
    await assertTokens();
    home = { ...stack.environment };
  });

  it("leaves nothing behind when it is destroyed by the user that has it now", async () => {
    await stack.destroy();
    const { keyManagers, applications, resourceServers } = held();
    assert.deepEqual({ keyManagers, applications }, { keyManagers: [], applications: [] });
    assert.deepEqual(
      resourceServers.filter(({ identifier }) => identifier === config.api.identifier),
      [],
    );
  });
});
