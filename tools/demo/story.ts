import type { Sandbox } from "auth0-wso2-sandbox";
import { AdminPortal, Auth0Dashboard, DeveloperPortal } from "auth0-wso2-sandbox/consoles";
import { Publisher } from "auth0-wso2-sandbox/publisher";
import { changesFound } from "../../components/commands/pulumi";
import { inventoryColumns, takeInventory } from "./inventory";
import { stack, type DemoProject, type Setting } from "./project";
import type { PulumiRun } from "./pulumi";
import { StackCommands } from "./stackCommands";
import type { Step } from "./steps";
import { printTable } from "./table";

const keyManager = "auth0-sandbox";
const application = "orders-app";

/** The whole life of a stack. */
export function story(sandbox: Sandbox, project: DemoProject, run: PulumiRun): Step[] {
  const { screen } = run;
  const dashboard = new Auth0Dashboard(sandbox);
  const adminPortal = new AdminPortal(sandbox);
  const developerPortal = new DeveloperPortal(sandbox);

  const inventory = () => takeInventory(sandbox);
  const loaded = () => {
    const isLoaded = sandbox.wso2.loadedKeyManagers().includes(keyManager);
    return `Key Manager ${isLoaded ? "" : "not "}loaded`;
  };
  const managementClientId = async () => {
    const clients = await dashboard.clients();
    return String(clients.find(({ name }) => name === "WSO2 API Manager")?.["client_id"]);
  };

  const commands = new StackCommands(run);

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
        await commands.silently("stack", "init", stack);
        return `${count} objects`;
      },
    },
    {
      title: "Create both sides",
      proof: "One command; WSO2's gateway has loaded what it made.",
      expected: "exit code 0, Key Manager loaded",
      run: async () => {
        const exitCode = await commands.up();
        printTable(screen, inventoryColumns, await inventory());
        return `exit code ${exitCode}, ${loaded()}`;
      },
    },
    {
      title: "Prove it with calls",
      proof: "The gateway lets in who has a token of the application, and nobody else.",
      expected: "200, without token 401, foreign 401",
      run: async () => {
        const output = await commands.silently("stack", "output", "smokeTest", "--json");
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
      run: async () => `exit code ${await commands.preview()}`,
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
      run: async () => `exit code ${await commands.preview("--diff")}`,
    },
    {
      title: "Heal",
      proof: "The same command brings both sides back.",
      expected: "exit code 0, then nothing to do",
      run: async () => {
        const exitCode = await commands.up();
        const left = (await commands.preview()) === 0 ? "nothing" : "something";
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
        const secret = "managementApplication.clientSecret";
        await commands.silently("config", "set", "--secret", "--path", secret, "not-the-secret");
        const exitCode = await commands.up([0, 1, 4]);
        return `${exitCode === 0 ? "not refused" : "refused"}, ${loaded()}`;
      },
    },
    {
      title: "Destroy",
      proof: "Nothing is left behind on either side.",
      expected: "exit code 0, 0 objects",
      run: async () => {
        await project.configure(declared);
        const exitCode = await commands.destroy();
        const left = await inventory();
        if (left.length > 0) printTable(screen, inventoryColumns, left);
        return `exit code ${exitCode}, ${left.length} objects`;
      },
    },
  ];
}
