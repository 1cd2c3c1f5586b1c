import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mock } from "node:test";
import type { dynamic } from "@pulumi/pulumi";
import { birthUrl } from "../../../components/wso2/applicationKeys/birth";
import { providers } from "../../../components/wso2/providers";
import { startSandbox, type Sandbox } from "auth0-wso2-sandbox";
import { Auth0Dashboard, DeveloperPortal } from "auth0-wso2-sandbox/consoles";
import { declarationFor } from "../../support/declaration";
import { ownershipOf } from "../../support/lifeCycles";
import { trust } from "../../support/trust";

interface Created {
  id: string;
  outs: object;
}

describe("the providers of the process", () => {
  const laterState = { stateVersion: 1_000, name: "n", applicationName: "a", api: "Orders" };

  for (const [kind, subject] of [
    ["KeyManager", 'WSO2 Key Manager "n"'],
    ["Application", 'WSO2 application "n"'],
    ["ApplicationKeys", 'WSO2 keys of application "a"'],
    ["Subscription", 'WSO2 subscription to API "Orders"'],
  ] as const) {
    it(`name what an error of ${kind} is about`, async () => {
      await assert.rejects(providers[kind].read("id", laterState), {
        message: new RegExp(`^${subject}: its state was written by a newer version`),
      });
    });
  }

  const configure = (config: Record<string, string>) => {
    const get = (key: string) => config[key];
    return providers.Owner.configure({ config: { get } } as unknown as dynamic.ConfigureRequest);
  };

  /** Runs with a sandbox and the connection to it. */
  const withSandbox = async (work: (sandbox: Sandbox, connection: { url: string }) => unknown) => {
    const sandbox = await startSandbox();
    const directory = await mkdtemp(join(tmpdir(), "providers-"));
    try {
      const caFile = join(directory, "authority.pem");
      await writeFile(caFile, sandbox.certificateAuthority.certificate);
      const { url, administrator } = sandbox.wso2;
      await work(sandbox, { url, caFile, ...administrator } as { url: string });
    } finally {
      await sandbox.close();
      await rm(directory, { recursive: true });
    }
  };

  it("let a Key Manager know whose an application was that has lost its mark by hand", () =>
    withSandbox(async (sandbox, connection) => {
      trust(sandbox);
      await configure({ wso2: JSON.stringify(connection) });
      const entry = await declarationFor(sandbox, "auth0");
      const made = (await providers.KeyManager.create(entry)) as Created;
      const inputs = { name: "app", ownership: ownershipOf("app") };
      const { id, outs } = (await providers.Application.create(inputs)) as Created;
      sandbox.wso2.state.applications
        .find(({ uuid }) => uuid === id)
        ?.keyMappings.push({ keyManager: made.id } as never);
      const faults = async () =>
        (await providers.KeyManager.check(made.outs, { ...entry, name: "renamed" })).failures ?? [];
      assert.deepEqual(await faults(), []);
      await new DeveloperPortal(sandbox).editApplication("app", { description: "by hand" });
      // Another connection has no list of applications in memory.
      await configure({ wso2: JSON.stringify({ ...connection, url: `${connection.url}/` }) });
      assert.match((await faults())[0]?.reason ?? "", /it is in use/);
      await providers.Application.read(id, outs);
      assert.deepEqual(await faults(), []);
    }));

  it("share a login for as long as they are configured alike", () =>
    withSandbox(async (sandbox, given) => {
      const connection = { ...given, registerClient: true };
      const { url } = connection;
      const [wso2, wso2Server] = [connection, { ...connection, url: `${url}/` }].map((each) =>
        JSON.stringify(each),
      ) as [string, string];
      const logins = [];
      for (const config of [{ wso2 }, { wso2 }, { wso2, wso2Server }, { wso2: "{}", wso2Server }]) {
        await configure(config);
        sandbox.wso2.requests.clear();
        await providers.Owner.delete("nobody", {});
        logins.push(sandbox.wso2.requests.matching(/oauth2\/token/).length);
      }
      // One for each of the two REST APIs.
      assert.deepEqual(logins, [2, 0, 2, 2]);
    }));

  it("name a client in Auth0 that was made for keys of the owner that goes", () =>
    withSandbox(async (sandbox, connection) => {
      trust(sandbox);
      const { domain, deployer } = sandbox.auth0;
      await configure({
        wso2: JSON.stringify(connection),
        ...{ "auth0:domain": domain, "auth0:clientId": deployer.clientId },
        "auth0:clientSecret": deployer.clientSecret,
      });
      const { owner } = ownershipOf("keys");
      const callbacks = (whose: string) => [
        birthUrl({ ...keys, ownership: { ...ownershipOf("keys"), owner: whose } }),
      ];
      const keys = { applicationId: "a", keyManager: "km", keyType: "PRODUCTION" as const };
      const dashboard = new Auth0Dashboard(sandbox);
      await dashboard.create("/clients", { name: "left", callbacks: callbacks(owner) });
      await dashboard.create("/clients", { name: "another's", callbacks: callbacks("another") });
      const told = mock.method(console, "log", () => undefined);
      await providers.Owner.delete(owner, {}).finally(() => {
        told.mock.restore();
      });
      const [line, ...more] = told.mock.calls.map(({ arguments: [text] }) => String(text));
      assert.match(String(line), /Auth0 still has the application "left"/);
      assert.deepEqual(more, []);
    }));

  it("let an owner go whose server cannot be asked", async () => {
    const wso2 = { url: "https://localhost:1", username: "u", password: "p" };
    await configure({ wso2: JSON.stringify(wso2) });
    await providers.Owner.delete("owner", {});
  });
});
