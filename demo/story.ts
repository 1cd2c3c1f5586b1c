import type { Sandbox } from "../sandbox";
import { AdminPortal, Auth0Dashboard, DeveloperPortal } from "../sandbox/consoles";
import { Publisher } from "../sandbox/publisher";
import { inventoryColumns, takeInventory } from "./inventory";
import { stack, type DemoProject, type Setting } from "./project";
import { pulumi, type PulumiRun } from "./pulumi";
import { StepFailed, type Step } from "./steps";
import { printTable } from "./table";

const keyManager = "auth0-sandbox";
const application = "orders-app";

/** The exit code of `--expect-no-changes` when there are some. */
const changesFound = 7;

/** The whole life of a stack. */
export function story(sandbox: Sandbox, project: DemoProject, run: PulumiRun): Step[] {
  const { screen } = run;
  const dashboard = new Auth0Dashboard(sandbox);
  const adminPortal = new AdminPortal(sandbox);
  const developerPortal = new DeveloperPortal(sandbox);

  const inventory = () => takeInventory(dashboard, adminPortal, developerPortal);
  const loaded = () => {
    const isLoaded = sandbox.wso2.loadedKeyManagers().includes(keyManager);
    return `Key Manager ${isLoaded ? "" : "not "}loaded`;
  };
  const managementClientId = async () => {
    const clients = await dashboard.clients();
    return String(clients.find(({ name }) => name === "WSO2 API Manager")?.["client_id"]);
  };

  /** Runs `pulumi`; another exit code than these is a failure, shown with everything Pulumi said. */
  const ended = async (exitCodes: readonly number[], args: string[], flags: string[] = []) => {
    const { exitCode, output } = await pulumi(run, args, flags);
    if (exitCodes.includes(exitCode)) return exitCode;
    screen.line(`\nAll that Pulumi said:\n${output}`);
    throw new StepFailed(`pulumi ${args.join(" ")} ended with exit code ${exitCode}`);
  };
  const up = (exitCodes = [0]) =>
    ended(exitCodes, ["up", "--yes", "--skip-preview"], ["--suppress-outputs"]);
  const preview = (...flags: string[]) =>
    ended([0, changesFound], ["preview", "--expect-no-changes", ...flags]);

  const encrypt = async (path: string, value: string) => {
    const args = ["config", "set", "--secret", "--path", path, value];
    const { exitCode, output } = await pulumi(run, args, [], "hidden");
    if (exitCode !== 0) throw new StepFailed(output);
  };

  const declared: Setting[] = [
    [["applications", application, "subscriptions"], [{ api: "Orders", version: "1.0.0" }]],
    [["smokeTest", "gatewayUrl"], `${sandbox.wso2.gatewayUrl}/orders/1.0.0/orders`],
  ];

  return [
    {
      title: "Start both servers",
      proof: "An Auth0 tenant and a WSO2 API Manager, on this machine only.",
      expected: "0 objects",
      run: async () => {
        screen.line(`Auth0 at https://${sandbox.auth0.domain}/, WSO2 at ${sandbox.wso2.url}/`);
        const count = (await inventory()).length;
        new Publisher(sandbox).publish({ name: "Orders", context: "/orders", version: "1.0.0" });
        screen.line('Published in WSO2, for somebody to call: the API "Orders" 1.0.0');
        await project.configure(declared);
        const { exitCode, output } = await pulumi(run, ["stack", "init", stack], [], "hidden");
        if (exitCode !== 0) throw new StepFailed(output);
        return `${count} objects`;
      },
    },
    {
      title: "Create both sides",
      proof: "One command; WSO2's gateway has loaded what it made.",
      expected: "exit code 0, Key Manager loaded",
      run: async () => {
        const exitCode = await up();
        printTable(screen, inventoryColumns, await inventory());
        return `exit code ${exitCode}, ${loaded()}`;
      },
    },
    {
      title: "Prove it with calls",
      proof: "The gateway lets in who has a token of the application, and nobody else.",
      expected: "200, without token 401, foreign 401",
      run: async () => {
        const { output } = await pulumi(
          run,
          ["stack", "output", "smokeTest", "--json"],
          [],
          "hidden",
        );
        for (const check of JSON.parse(output) as unknown[]) screen.line(String(check));
        const calls = sandbox.wso2.gateway.requests.all.slice(-3);
        const [own, without, foreign] = calls.map(({ status }) => String(status));
        return `${own ?? ""}, without token ${without ?? ""}, foreign ${foreign ?? ""}`;
      },
    },
    {
      title: "Preview: nothing to do",
      proof: "Both servers are read, and hold what is declared.",
      expected: "exit code 0",
      run: async () => `exit code ${await preview()}`,
    },
    {
      title: "Drift",
      proof: "Somebody changes both sides by hand.",
      expected: "3 changes",
      run: async () => {
        const change = { grant_types: ["client_credentials", "implicit"] };
        await dashboard.change(`/clients/${await managementClientId()}`, change);
        screen.line("Auth0's dashboard: the application may use the implicit grant as well");
        await adminPortal.editKeyManager(keyManager, { consumerKeyClaim: "client_id" });
        screen.line("Admin Portal:      the consumer key is read from the claim client_id");
        await developerPortal.forgetKeys(application);
        screen.line("Developer Portal:  the application has lost its keys");
        return "3 changes";
      },
    },
    {
      title: "Preview: finds the drift",
      proof: "A plain preview sees all of it, as a nightly job would.",
      expected: `exit code ${changesFound}`,
      run: async () => `exit code ${await preview("--diff")}`,
    },
    {
      title: "Heal",
      proof: "The same command brings both sides back.",
      expected: "exit code 0, then nothing to do",
      run: async () => {
        const exitCode = await up();
        const left = (await preview()) === 0 ? "nothing" : "something";
        return `exit code ${exitCode}, then ${left} to do`;
      },
    },
    {
      title: "Refuse a wrong secret",
      proof: "WSO2 would take it without a word, and its Key Manager down: it never gets there.",
      expected: "refused, Key Manager loaded",
      run: async () => {
        const existing = { clientId: await managementClientId() };
        await project.configure([...declared, [["managementApplication"], existing]]);
        await encrypt("managementApplication.clientSecret", "not-the-secret");
        const exitCode = await up([0, 1, 4]);
        return `${exitCode === 0 ? "not refused" : "refused"}, ${loaded()}`;
      },
    },
    {
      title: "Destroy",
      proof: "Nothing is left behind on either side.",
      expected: "exit code 0, 0 objects",
      run: async () => {
        await project.configure(declared);
        const args = ["destroy", "--yes", "--skip-preview"];
        const exitCode = await ended([0], args, ["--suppress-outputs"]);
        const left = await inventory();
        if (left.length > 0) printTable(screen, inventoryColumns, left);
        return `exit code ${exitCode}, ${left.length} objects`;
      },
    },
  ];
}
