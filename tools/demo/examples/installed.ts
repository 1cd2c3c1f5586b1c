import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { packedTarball, removeTarball } from "../../package/tarball";
import { version } from "../../../package.json";
import type { Sandbox } from "auth0-wso2-sandbox";
import type { StackCommands } from "../stackCommands";
import type { Step } from "../steps";
import type { ExampleRun } from "./exampleRun";
import { loadedOf } from "./identities";

/** The package as npm installs it, used by a project that has other things, too. */
export function installed(run: ExampleRun): Step[] {
  let sandbox: Sandbox;
  let stack: StackCommands;

  return [
    {
      title: "Install the package",
      proof: "npm run build and npm pack make it; npm installs it into another project.",
      expected: version,
      run: async () => {
        await run.copy("installed");
        sandbox = await run.startServers();
        stack = await run.createStack("dev", sandbox);
        try {
          const TARBALL = await packedTarball();
          const flags = "--prefer-offline --ignore-scripts --no-audit --no-fund";
          await run.shell(`npm install ${flags} "$TARBALL"`, { TARBALL });
        } finally {
          await removeTarball();
        }
        const path = join(run.directory, "node_modules/auth0-wso2-key-manager/package.json");
        return (JSON.parse(await readFile(path, "utf8")) as { version: string }).version;
      },
    },
    {
      title: "Create both sides",
      proof: "The project's own application is there, too, and may call the API.",
      expected: "exit code 0, Key Manager loaded, Auth0 7, WSO2 3",
      run: async () => {
        const exitCode = await stack.up();
        const counts = await run.show(sandbox);
        return `exit code ${exitCode}, Key Manager ${loadedOf(sandbox, "auth0")}, ${counts}`;
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
      proof: "Nothing is left behind on either side.",
      expected: "exit code 0, Auth0 0, WSO2 0",
      run: async () => `exit code ${await stack.destroy()}, ${await run.show(sandbox)}`,
    },
  ];
}
