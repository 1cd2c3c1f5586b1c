import type { Sandbox } from "auth0-wso2-sandbox";
import type { StackCommands } from "../stackCommands";
import type { Step } from "../steps";
import { ByHand } from "./byHand";
import type { ExampleRun } from "./exampleRun";
import { identitiesOf } from "./identities";

const everything = "Auth0 7, WSO2 4";

/** A setup that was clicked by hand becomes a stack, and goes on as it was when the stack goes. */
export function takeover(run: ExampleRun): Step[] {
  let sandbox: Sandbox;
  let stack: StackCommands;
  let identities: string;
  const compared = () => (identitiesOf(sandbox) === identities ? "same" : "other");

  return [
    {
      title: "A setup that was clicked by hand",
      proof: "WSO2's guide, followed in both consoles; an application with keys of both kinds.",
      expected: everything,
      run: async () => {
        await run.copy();
        sandbox = await run.startServers();
        const byHand = new ByHand(sandbox);
        const management = await byHand.managementApplication();
        await byHand.api();
        await byHand.keyManager("Auth0", management);
        await byHand.consumer("orders-app", "Auth0");
        identities = identitiesOf(sandbox);
        stack = await run.createStack("dev", sandbox);
        return run.show(sandbox);
      },
    },
    {
      title: "List what to import",
      proof: "One command looks at both sides. What WSO2 uses it finds whatever its name is.",
      expected: "13 objects to import",
      run: async () => {
        const said = await run.shell("npm run -s import-list");
        run.screen.line(said);
        return said.split(" are in ", 1)[0] ?? "";
      },
    },
    {
      title: "Import",
      proof: "Pulumi knows the objects of both servers now. Nothing was written to either.",
      expected: "exit code 0, both servers the same",
      run: async () => {
        const before = JSON.stringify([sandbox.auth0.state, sandbox.wso2.state]);
        const flags = ["--protect=false", "--generate-code=false", "--yes"];
        const exitCode = await stack.ended([0], ["import", "--file", "import.json", ...flags]);
        const after = JSON.stringify([sandbox.auth0.state, sandbox.wso2.state]);
        return `exit code ${exitCode}, both servers ${before === after ? "the same" : "changed"}`;
      },
    },
    {
      title: "Take over",
      proof:
        "WSO2's objects get the mark of the stack. Everything keeps its id, its key and its secret.",
      expected: `exit code 0, same ids and keys, ${everything}`,
      run: async () => {
        const exitCode = await stack.up();
        const counts = await run.show(sandbox);
        return `exit code ${exitCode}, ${compared()} ids and keys, ${counts}`;
      },
    },
    {
      title: "Preview: nothing to do",
      proof: "Both servers hold what is declared.",
      expected: "exit code 0",
      run: async () => `exit code ${await stack.preview("--diff")}`,
    },
    {
      title: "Give it back",
      proof: "Destroying the stack leaves everything where it was, and no mark of the stack.",
      expected: `exit code 0, same ids and keys, marks 0, ${everything}`,
      run: async () => {
        const exitCode = await stack.destroy();
        const marks = JSON.stringify([sandbox.auth0.state, sandbox.wso2.state]).match(/heritage=/g);
        const counts = await run.show(sandbox);
        return `exit code ${exitCode}, ${compared()} ids and keys, marks ${marks?.length ?? 0}, ${counts}`;
      },
    },
  ];
}
