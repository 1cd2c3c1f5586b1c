import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { startSandbox, type Sandbox } from "../sandbox";
import { AdminPortal, Auth0Dashboard } from "../sandbox/consoles";
import { environmentFor } from "../sandbox/environment";
import { printTable, takeInventory } from "./inventory";
import { pulumi } from "./pulumi";

/** The exit code of `--expect-no-changes` when there are some. */
const changesFound = 7;

/** `npm start`: the whole life of a stack, on the real engine, against a sandbox. */
async function main(): Promise<void> {
  const interruption = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      interruption.abort(new Error(`interrupted by ${signal}; everything was thrown away.`));
    });
  }
  const directory = await mkdtemp(join(tmpdir(), "auth0-wso2-demo-"));
  const sandbox = await startSandbox();
  try {
    await demonstrate(sandbox, directory, interruption.signal);
  } finally {
    await sandbox.close();
    await rm(directory, { recursive: true, force: true });
  }
}

async function demonstrate(
  sandbox: Sandbox,
  directory: string,
  interruption: AbortSignal,
): Promise<void> {
  const environment = await environmentFor(sandbox, directory);
  const dashboard = new Auth0Dashboard(sandbox);
  const portal = new AdminPortal(sandbox);
  const run = async (expectedCode: number, ...args: string[]) => {
    const code = await pulumi(environment, interruption, args);
    if (code !== expectedCode) {
      throw new Error(`pulumi ${args.join(" ")} ended with ${code} instead of ${expectedCode}.`);
    }
  };

  title("A local Auth0 tenant and a local WSO2 API Manager are running, both empty");
  await run(0, "stack", "init");

  title("Declare: one command creates both sides");
  await run(0, "up", "--yes", "--skip-preview");
  printTable(await takeInventory(dashboard, portal));
  console.log(`\nLoaded by WSO2's gateway: ${sandbox.wso2.loadedKeyManagers().join(", ")}`);

  title("Converged: a preview finds nothing to do");
  await run(0, "preview", "--expect-no-changes");

  title("Drift: somebody changes both sides by hand");
  await changeByHand(dashboard, portal);
  title("A preview sees it and ends with exit code 7");
  await run(changesFound, "preview", "--diff", "--expect-no-changes");

  title("Heal: up brings both sides back to what is declared");
  await run(0, "up", "--yes", "--skip-preview");
  await run(0, "preview", "--expect-no-changes");

  title("Preflight: a wrong secret is caught before it reaches WSO2");
  await run(
    1,
    "up",
    "--yes",
    "--skip-preview",
    "--config-file",
    await wrongSecret(directory, dashboard),
  );
  console.log(`\nStill loaded by WSO2's gateway: ${sandbox.wso2.loadedKeyManagers().join(", ")}`);

  title("Teardown: destroy leaves nothing behind");
  await run(0, "destroy", "--yes", "--skip-preview");
  const left = await takeInventory(dashboard, portal);
  if (left.length > 0) {
    printTable(left);
    throw new Error("destroy left something behind.");
  }
  console.log("\nBoth sides are empty again. That was the whole life of a stack.");
}

async function changeByHand(dashboard: Auth0Dashboard, portal: AdminPortal): Promise<void> {
  const [client] = await dashboard.clients();
  const clientPath = `/clients/${String(client?.["client_id"])}`;
  await dashboard.change(clientPath, { grant_types: ["client_credentials", "implicit"] });
  console.log("\nAuth0 dashboard:   the application may now use the implicit grant as well");
  const [entry] = await portal.keyManagers();
  await portal.editKeyManager(String(entry?.["name"]), { consumerKeyClaim: "client_id" });
  console.log("WSO2 Admin Portal: the consumer key is now read from the claim client_id");
}

/** A stack config that names the existing application, but not its secret. */
async function wrongSecret(directory: string, dashboard: Auth0Dashboard): Promise<string> {
  const [client] = await dashboard.clients();
  const config = parseDocument(await readFile("Pulumi.sandbox.yaml", "utf8"));
  config.setIn(["config", "auth0-wso2-key-manager:managementApplication"], {
    clientId: client?.["client_id"],
    clientSecret: "not-the-secret",
  });
  const file = join(directory, "Pulumi.wrong.yaml");
  await writeFile(file, config.toString());
  return file;
}

function title(text: string): void {
  console.log(`\n━━ ${text}`);
}

main().catch((error: unknown) => {
  console.error(`\nFailed: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
