import { join } from "node:path";
import { runCommand as runSandbox } from "auth0-wso2-sandbox/command";
import { ensureToolchain } from "auth0-wso2-toolchain";
import { isNodeRecentEnough } from "auth0-wso2-toolchain/nodeRelease";
import { runCommand } from "auth0-wso2-toolchain/runCommand";

/** Where the Node.js is with which this was started again: shells beside the sandbox need it, too. */
const nodeVariable = "AUTH0_WSO2_SANDBOX_NODE";

/** `npm run sandbox`: the sandbox's command, and the toolchain for shells beside it. */
function sandbox(): void {
  const node = process.env[nodeVariable];
  runSandbox({
    call: (parameters) =>
      parameters === undefined ? "npm run sandbox" : `npm run sandbox -- ${parameters}`,
    ensurePulumi: async (signal) => {
      const toolchain = await ensureToolchain(signal);
      return {
        ...toolchain,
        binDirectories: [...(node === undefined ? [] : [node]), ...toolchain.binDirectories],
      };
    },
  });
}

/** The same with the toolchain's Node.js. */
async function sandboxWithToolchainsNode(): Promise<void> {
  const [node = ""] = (await ensureToolchain(undefined, "ifThere")).binDirectories;
  process.exitCode = await runCommand(
    join(node, "node"),
    [...process.execArgv, ...process.argv.slice(1)],
    { ...process.env, [nodeVariable]: node },
  );
}

if (isNodeRecentEnough()) {
  sandbox();
} else {
  sandboxWithToolchainsNode().catch((error: unknown) => {
    console.error((error as Error).message);
    process.exitCode = 1;
  });
}
