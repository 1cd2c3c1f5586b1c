import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as prettier from "prettier";
import { startSandbox } from "auth0-wso2-sandbox";
import { Publisher } from "auth0-wso2-sandbox/publisher";
import type { SandboxState } from "auth0-wso2-sandbox/stateFile";
import { Stack } from "../stack";
import { configFor, stackName } from "./config";
import { withoutHosts } from "./placeholders";

/** Places in the program, which name this machine's directories; and keys, which are made anew. */
const leftOut = ["sourcePosition", "stackTrace", "signingKeys"];

/**
 * `ts-node packages/toolchain/run.ts ts-node tests/engine/unmarkedState/make.ts`, in a work tree of commit
 * a2b8ba3 that has this directory: writes the state of a stack of that version and of both servers
 * at that moment. The secrets in it are of that sandbox and in clear, because hosts are in them.
 */
async function main(): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), "auth0-wso2-fixture-"));
  const stateFile = join(directory, "sandbox.json");
  const sandbox = await startSandbox({ stateFile });
  new Publisher(sandbox).publish({ name: "Orders", context: "/orders", version: "1.0.0" });
  const stack = await Stack.create(sandbox, stackName, configFor(sandbox));
  await stack.up();
  await stack.up("--expect-no-changes");
  const deployment = JSON.parse(await stack.succeed("stack", "export", "--show-secrets")) as object;
  await sandbox.close();

  const { auth0, wso2 } = JSON.parse(await readFile(stateFile, "utf8")) as SandboxState;
  const hosts = {
    auth0: `localhost:${auth0.port}`,
    wso2: `localhost:${wso2.port}`,
    gateway: `localhost:${wso2.gatewayPort}`,
  };
  const write = async (name: string, content: object) => {
    const text = JSON.stringify(content, (key, value: unknown) =>
      leftOut.includes(key) ? undefined : value,
    );
    const formatted = await prettier.format(text, { parser: "json", printWidth: 100 });
    await writeFile(join(__dirname, name), withoutHosts(formatted, hosts));
  };
  await write("stack.json", deployment);
  await write("servers.json", { auth0: auth0.state, wso2: wso2.state });
  await stack.remove();
  await rm(directory, { recursive: true });
}

void main();
