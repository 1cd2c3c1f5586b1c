import { delimiter } from "node:path";
import type { Sandbox } from "auth0-wso2-sandbox";
import { AdminPortal } from "auth0-wso2-sandbox/consoles";
import type { StackCommands } from "../stackCommands";
import type { Step } from "../steps";
import type { ExampleRun } from "./exampleRun";

/** How many of the tenant's client secrets are in a text. */
export function secretsIn(text: string, { auth0 }: Sandbox): number {
  const secrets = auth0.state.clients.map(({ client_secret }) => client_secret);
  return secrets.filter((secret) => text.includes(secret)).length;
}

/** A stack of a program whose language takes further folders in front of PATH. */
export async function createStackOfLanguage(
  run: ExampleRun,
  sandbox: Sandbox,
  directories: readonly string[],
): Promise<StackCommands> {
  const path = [...directories, process.env["PATH"]].join(delimiter);
  const stack = await run.createStack("dev", sandbox, { PATH: path });
  await stack.silently("config", "set", "domain", sandbox.auth0.domain);
  return stack;
}

/** The components in a program without TypeScript, the same in every language. */
export function inOtherLanguage(
  run: ExampleRun,
  language: string,
  createStack: (run: ExampleRun, sandbox: Sandbox) => Promise<StackCommands>,
): Step[] {
  let sandbox: Sandbox;
  let stack: StackCommands;
  const description = () =>
    sandbox.wso2.state.keyManagers.find(({ name }) => name === "auth0")?.["description"];

  return [
    {
      title: `Create everything from ${language}`,
      proof: "Key Manager, applications and smoke test. The state has no secret that can be read.",
      expected: "exit code 0, Auth0 7, WSO2 5, secrets in the state 0",
      run: async () => {
        await run.copy();
        sandbox = await run.startServers();
        stack = await createStack(run, sandbox);
        const exitCode = await stack.up();
        const counts = await run.show(sandbox);
        const state = await stack.silently("stack", "export");
        return `exit code ${exitCode}, ${counts}, secrets in the state ${secretsIn(state, sandbox)}`;
      },
    },
    {
      title: "Preview: nothing to do",
      proof: "Both servers hold what is declared.",
      expected: "exit code 0",
      run: async () => `exit code ${await stack.preview("--diff")}`,
    },
    {
      title: "A change by hand",
      proof: "Somebody describes the Key Manager in WSO2's portal. The preview shows it.",
      expected: "exit code 7",
      run: async () => {
        await new AdminPortal(sandbox).editKeyManager("auth0", { description: "changed by hand" });
        return `exit code ${await stack.preview("--diff")}`;
      },
    },
    {
      title: "Undo it",
      proof: "What is declared is there again, and nothing is left to do.",
      expected: "exit code 0, changed by hand no, then 0 for a preview",
      run: async () => {
        const exitCode = await stack.up();
        const isChanged = description() === "changed by hand" ? "yes" : "no";
        return `exit code ${exitCode}, changed by hand ${isChanged}, then ${await stack.preview()} for a preview`;
      },
    },
    {
      title: "Destroy",
      proof: "Nothing is left behind.",
      expected: "exit code 0, Auth0 0, WSO2 0",
      run: async () => `exit code ${await stack.destroy()}, ${await run.show(sandbox)}`,
    },
  ];
}
