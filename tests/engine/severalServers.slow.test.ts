import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Sandbox } from "auth0-wso2-sandbox";
import { AdminPortal } from "auth0-wso2-sandbox/consoles";
import { environmentFor } from "auth0-wso2-sandbox/environment";
import { Stack } from "./stack";
import { sandboxForTests } from "../support/sandboxForTests";

describe("a stack with two WSO2 servers, on the real engine", () => {
  const first = sandboxForTests();
  const second = sandboxForTests();
  let directory: string;
  let stack: Stack;

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), "auth0-wso2-second-"));
    const { WSO2_CA_FILE, WSO2_PASSWORD } = await environmentFor(second, directory);
    const config = {
      secondUrl: second.wso2.url,
      secondCaFile: WSO2_CA_FILE,
      secondPassword: WSO2_PASSWORD,
    };
    const program = join(__dirname, "severalServers/program.ts");
    stack = await Stack.create(first, "servers", config, program);
    await stack.up();
  });

  after(async () => {
    await stack.remove();
    await rm(directory, { recursive: true });
  });

  const namesOn = ({ wso2 }: Sandbox) =>
    wso2.state.keyManagers.filter(({ type }) => type === "Auth0").map(({ name }) => name);

  it("creates each Key Manager on its own server, although the environment names one", () => {
    assert.deepEqual(namesOn(first), ["on-the-first"]);
    assert.deepEqual(namesOn(second), ["on-the-second"]);
  });

  it("keeps what is said of a server secret in the state", async () => {
    const { deployment } = JSON.parse(await stack.export()) as {
      deployment: { resources: { urn: string; inputs?: Record<string, object> }[] };
    };
    const provider = deployment.resources.find(({ urn }) =>
      /pulumi:providers:\S+::second$/.test(urn),
    );
    const inputs = provider?.inputs?.["auth0-wso2-key-manager:wso2Server"] ?? {};
    assert.ok("ciphertext" in inputs, JSON.stringify(provider));
  });

  it("sees and heals drift on the second server", async () => {
    await new AdminPortal(second).editKeyManager("on-the-second", { description: "by hand" });
    const output = await stack.up("--diff");
    assert.match(output, /- description *: "by hand"/);
    assert.match(output, /~ 1 updated/);
    const { description } = await new AdminPortal(second).keyManager("on-the-second");
    assert.equal(description, null);
  });

  it("leaves nothing behind on either server when it is destroyed", async () => {
    await stack.destroy();
    assert.deepEqual([...namesOn(first), ...namesOn(second)], []);
  });
});
