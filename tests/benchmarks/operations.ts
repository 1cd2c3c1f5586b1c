import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSandbox } from "auth0-wso2-sandbox";
import { environmentFor } from "auth0-wso2-sandbox/environment";
import { Stack } from "../engine/stack";
import { costRows, pulumi, type Cost } from "./measure";
import { table } from "./table";

const config = {
  api: { identifier: "https://orders.example.com/" },
  keyManager: { name: "auth0-benchmark" },
};

const check = "--expect-no-changes";

/** What each operation on the whole environment takes, and the preview of an empty program beside it. */
export async function measureOperations(rounds: number): Promise<string> {
  const sandbox = await startSandbox();
  const empty = await emptyProgram();
  const emptyEnvironment = await environmentFor(sandbox, empty);
  await pulumi(empty, emptyEnvironment, "stack", "init", "empty");
  const stack = await Stack.create(sandbox, "benchmark", config);
  // `npm run benchmark` has Node keep what it compiles; people who call pulumi by themselves have it
  // for the program (Pulumi.yaml), and for the providers only if they were told.
  const { NODE_OPTIONS } = process.env;
  delete process.env["NODE_OPTIONS"];
  const cached = { ...stack.environment, NODE_OPTIONS };
  const ours = (...args: string[]) => pulumi(stack.directory, stack.environment, ...args);
  const operations: Record<string, () => Promise<Cost>> = {
    // What all are compared with.
    "an empty JavaScript program: preview": () => pulumi(empty, emptyEnvironment, "preview"),
    "an empty program that keeps what it compiles": () =>
      pulumi(empty, { ...emptyEnvironment, NODE_OPTIONS }, "preview"),
    "first up": () => ours("up", "--yes", "--skip-preview"),
    "no change: preview, with the drift of both servers": () => ours("preview", check),
    "the same, keeping what is compiled": () => pulumi(stack.directory, cached, "preview", check),
    "and with --run-program": () =>
      pulumi(stack.directory, cached, "preview", "--run-program", check),
    "with --run-program alone": () => ours("preview", "--run-program", check),
    "no change: fast drift check (refresh --preview-only)": () =>
      ours("refresh", "--preview-only", check),
    "no change: up": () => ours("up", "--yes", "--skip-preview"),
    destroy: () => ours("destroy", "--yes", "--skip-preview"),
  };
  const costs = new Map<string, Cost[]>();
  const calls = new Map<string, string>();
  for (let round = 0; round < rounds; round += 1) {
    for (const [title, operation] of Object.entries(operations)) {
      sandbox.auth0.requests.clear();
      sandbox.wso2.requests.clear();
      costs.set(title, [...(costs.get(title) ?? []), await operation()]);
      const { auth0, wso2 } = sandbox;
      calls.set(title, `${auth0.requests.all.length} + ${wso2.requests.all.length}`);
    }
  }
  await stack.remove();
  await rm(empty, { recursive: true });
  await sandbox.close();

  return table(
    ["operation", "s", "times", "processor s", "times", "calls to Auth0 + WSO2"],
    costRows(costs).map(([title = "", ...rest]) => [title, ...rest, calls.get(title) ?? ""]),
  );
}

/** A program that declares nothing, with Pulumi's SDK alone. */
async function emptyProgram(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "auth0-wso2-empty-"));
  await writeFile(join(directory, "Pulumi.yaml"), "name: empty\nruntime: nodejs\n");
  await writeFile(join(directory, "index.js"), "");
  await writeFile(join(directory, "package.json"), '{ "name": "empty" }');
  await symlink(join(__dirname, "../../node_modules"), join(directory, "node_modules"));
  return directory;
}
