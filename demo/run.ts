import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { startSandbox, type Sandbox } from "../sandbox";
import { AdminPortal, Auth0Dashboard, DeveloperPortal } from "../sandbox/consoles";
import { environmentFor } from "../sandbox/environment";
import { Publisher } from "../sandbox/publisher";
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
  const developerPortal = new DeveloperPortal(sandbox);
  const takeStock = () => takeInventory(dashboard, portal, developerPortal);
  const run = async (expectedCode: number, ...args: string[]) => {
    const code = await pulumi(environment, interruption, args);
    if (code !== expectedCode) {
      throw new Error(`pulumi ${args.join(" ")} ended with ${code} instead of ${expectedCode}.`);
    }
  };

  title("A local Auth0 tenant and a local WSO2 API Manager are running, both empty");
  await run(0, "stack", "init");
  new Publisher(sandbox).publish({ name: "Orders", context: "/orders", version: "1.0.0" });
  console.log('\nPublished in WSO2: the API "Orders" 1.0.0');
  const config = ["--config-file", await demoConfig(sandbox, directory)];

  title("Declare: one command creates both sides, keys for an application, and the proof");
  await run(0, "up", "--yes", "--skip-preview", ...config);
  printTable(await takeStock());
  console.log(`\nLoaded by WSO2's gateway: ${sandbox.wso2.loadedKeyManagers().join(", ")}`);
  title("The proof: a token of the application, and three calls through the gateway");
  for (const { method, url, status } of sandbox.wso2.gateway.requests.all) {
    console.log(`\nSeen by WSO2's gateway: ${method} ${url} ${status}`);
  }

  title("Converged: a preview finds nothing to do");
  await run(0, "preview", "--expect-no-changes", ...config);

  title("Drift: somebody changes both sides by hand");
  await changeByHand(dashboard, portal, developerPortal);
  title("A preview sees it and ends with exit code 7");
  await run(changesFound, "preview", "--diff", "--expect-no-changes", ...config);

  title("Heal: up brings both sides back to what is declared");
  await run(0, "up", "--yes", "--skip-preview", ...config);
  await run(0, "preview", "--expect-no-changes", ...config);

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
  await run(0, "destroy", "--yes", "--skip-preview", ...config);
  const left = await takeStock();
  if (left.length > 0) {
    printTable(left);
    throw new Error("destroy left something behind.");
  }
  console.log("\nBoth sides are empty again. That was the whole life of a stack.");
}

/** The sandbox's stack config, with an API to subscribe to and its address on the gateway. */
async function demoConfig(sandbox: Sandbox, directory: string): Promise<string> {
  const config = await sandboxConfig();
  config.setIn(
    ["config", "auth0-wso2-key-manager:applications", "orders-app", "subscriptions"],
    [{ api: "Orders", version: "1.0.0" }],
  );
  config.setIn(
    ["config", "auth0-wso2-key-manager:smokeTest", "gatewayUrl"],
    `${sandbox.wso2.gatewayUrl}/orders/1.0.0/orders`,
  );
  const file = join(directory, "Pulumi.demo.yaml");
  await writeFile(file, config.toString());
  return file;
}

async function sandboxConfig() {
  return parseDocument(await readFile("Pulumi.sandbox.yaml", "utf8"));
}

async function managementClientId(dashboard: Auth0Dashboard): Promise<string> {
  const clients = await dashboard.clients();
  return String(clients.find(({ name }) => name === "WSO2 API Manager")?.["client_id"]);
}

async function changeByHand(
  dashboard: Auth0Dashboard,
  portal: AdminPortal,
  developerPortal: DeveloperPortal,
): Promise<void> {
  const clientPath = `/clients/${await managementClientId(dashboard)}`;
  await dashboard.change(clientPath, { grant_types: ["client_credentials", "implicit"] });
  console.log("\nAuth0 dashboard:   the application may now use the implicit grant as well");
  const [entry] = await portal.keyManagers();
  await portal.editKeyManager(String(entry?.["name"]), { consumerKeyClaim: "client_id" });
  console.log("WSO2 Admin Portal: the consumer key is now read from the claim client_id");
  await developerPortal.forgetKeys("orders-app");
  console.log("Developer Portal:  the application has lost its keys");
}

/** A stack config that names the existing application, but not its secret. */
async function wrongSecret(directory: string, dashboard: Auth0Dashboard): Promise<string> {
  const config = await sandboxConfig();
  config.setIn(["config", "auth0-wso2-key-manager:managementApplication"], {
    clientId: await managementClientId(dashboard),
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
