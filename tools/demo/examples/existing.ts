import type { Sandbox } from "auth0-wso2-sandbox";
import type { StackCommands } from "../stackCommands";
import type { Step } from "../steps";
import { ByHand } from "./byHand";
import type { ExampleRun } from "./exampleRun";
import { loadedOf, tenantOf } from "./identities";

/** Auth0's objects are another team's; only WSO2's are the stack's. */
export function existing(run: ExampleRun): Step[] {
  let sandbox: Sandbox;
  let stack: StackCommands;
  let tenant: string;

  return [
    {
      title: "What another team has made",
      proof: "An application that may use the Management API, and an API.",
      expected: "Auth0 3, WSO2 0",
      run: async () => {
        await run.copy();
        sandbox = await run.startServers();
        const byHand = new ByHand(sandbox);
        const management = await byHand.managementApplication();
        await byHand.api();
        tenant = tenantOf(sandbox);
        stack = await run.createStack("dev", sandbox);
        await run.shell(
          'pulumi config set clientId "$CLIENT_ID" && printf %s "$CLIENT_SECRET" | pulumi config set --secret clientSecret',
          {
            CLIENT_ID: String(management["client_id"]),
            CLIENT_SECRET: String(management["client_secret"]),
          },
        );
        return run.show(sandbox);
      },
    },
    {
      title: "Create WSO2's side",
      proof: "The Key Manager logs in with the application that was there; Auth0 stays as it was.",
      expected: "exit code 0, Key Manager loaded, Auth0 the same, Auth0 3, WSO2 1",
      run: async () => {
        const exitCode = await stack.up();
        const isSame = tenantOf(sandbox) === tenant;
        const counts = await run.show(sandbox);
        return `exit code ${exitCode}, Key Manager ${loadedOf(sandbox, "auth0")}, Auth0 ${isSame ? "the same" : "changed"}, ${counts}`;
      },
    },
    {
      title: "Preview: nothing to do",
      proof: "Both servers hold what is declared.",
      expected: "exit code 0",
      run: async () => `exit code ${await stack.preview("--diff")}`,
    },
    {
      title: "Destroy",
      proof: "WSO2's side goes. What another team has made is still there, and the same.",
      expected: "exit code 0, Auth0 the same, Auth0 3, WSO2 0",
      run: async () => {
        const exitCode = await stack.destroy();
        const isSame = tenantOf(sandbox) === tenant;
        const counts = await run.show(sandbox);
        return `exit code ${exitCode}, Auth0 ${isSame ? "the same" : "changed"}, ${counts}`;
      },
    },
  ];
}
