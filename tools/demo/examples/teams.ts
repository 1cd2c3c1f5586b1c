import type { Sandbox } from "auth0-wso2-sandbox";
import { Auth0Dashboard } from "auth0-wso2-sandbox/consoles";
import type { StackCommands } from "../stackCommands";
import type { Step } from "../steps";
import type { ExampleRun } from "./exampleRun";
import { loadedOf } from "./identities";

/** Nobody logs in to Auth0. */
const withoutAuth0 = { AUTH0_CLIENT_ID: undefined, AUTH0_CLIENT_SECRET: undefined };

/** What mode map takes in Auth0: applications, their secrets and their grants, nothing of APIs. */
export const clientPermissions = [
  ...["create", "read", "update", "delete"].map((verb) => `${verb}:clients`),
  ...["read", "update"].map((verb) => `${verb}:client_keys`),
  ...["read", "update", "delete"].map((verb) => `${verb}:client_credentials`),
  ...["create", "read", "update", "delete"].map((verb) => `${verb}:client_grants`),
];

/** A platform has the Key Manager, two teams use it with logins that can do little. */
export function teams(run: ExampleRun): Step[] {
  let sandbox: Sandbox;
  let platform: StackCommands;
  let orders: StackCommands;
  let reports: StackCommands;

  /** A subscriber of WSO2. */
  const subscriber = (name: string) => {
    sandbox.wso2.users.add({ login: name, roles: ["Internal/subscriber"] });
    return { WSO2_USERNAME: name, WSO2_PASSWORD: name };
  };

  return [
    {
      title: "The platform",
      proof: "The Key Manager, and what it takes in Auth0. The stack exports a reference to it.",
      expected: "exit code 0, Key Manager loaded, Auth0 3, WSO2 1",
      run: async () => {
        await run.copy();
        sandbox = await run.startServers();
        platform = await run.createStack("platform", sandbox);
        const exitCode = await platform.up();
        const counts = await run.show(sandbox);
        return `exit code ${exitCode}, Key Manager ${loadedOf(sandbox, "auth0")}, ${counts}`;
      },
    },
    {
      title: "A team without a login for Auth0",
      proof: "WSO2 generates the keys of its application, and the client in Auth0 with them.",
      expected: "exit code 0, then 0 for a preview",
      run: async () => {
        const login = { ...withoutAuth0, ...subscriber("orders") };
        orders = await run.createStack("orders", sandbox, login);
        const exitCode = await orders.up();
        return `exit code ${exitCode}, then ${await orders.preview()} for a preview`;
      },
    },
    {
      title: "A team with clients of its own",
      proof: "Its login for Auth0 may declare applications and grants. WSO2 is told the client.",
      expected: "exit code 0, then 0 for a preview",
      run: async () => {
        const client = await new Auth0Dashboard(sandbox).login("Reports team", clientPermissions);
        reports = await run.createStack("reports", sandbox, {
          ...client,
          ...subscriber("reports"),
        });
        const exitCode = await reports.up();
        return `exit code ${exitCode}, then ${await reports.preview()} for a preview`;
      },
    },
    {
      title: "The platform's destroy",
      proof: "It is refused, and names the applications that use the Key Manager. They go on.",
      expected: "exit code 1, then 0 and 0 for previews of the teams",
      run: async () => {
        const exitCode = await platform.destroy([1, 255]);
        const previews = [await orders.preview(), await reports.preview()];
        return `exit code ${exitCode}, then ${previews.join(" and ")} for previews of the teams`;
      },
    },
    {
      title: "Destroy, the teams first",
      proof: "Each stack takes away what it has made. The login of the reports team is left.",
      expected: "exit codes 0, 0, 0, Auth0 2, WSO2 0",
      run: async () => {
        const exitCodes = [
          await orders.destroy(),
          await reports.destroy(),
          await platform.destroy(),
        ];
        return `exit codes ${exitCodes.join(", ")}, ${await run.show(sandbox)}`;
      },
    },
  ];
}
