import { delimiter, dirname, join, sep } from "node:path";
import { runCommand as runSandbox } from "auth0-wso2-sandbox/command";
import { ensureToolchain } from "auth0-wso2-toolchain";
import { cacheDirectory } from "auth0-wso2-toolchain/cacheDirectory";
import { findOnPath } from "auth0-wso2-toolchain/findOnPath";
import { isNodeRecentEnough } from "auth0-wso2-toolchain/nodeRelease";
import { runCommand } from "auth0-wso2-toolchain/runCommand";

/** `npm run sandbox`: the sandbox's command, and the toolchain for shells beside it. */
function sandbox(): void {
  runSandbox({
    call: (parameters) =>
      parameters === undefined ? "npm run sandbox" : `npm run sandbox -- ${parameters}`,
    ensurePulumi: async (signal) => {
      const node = findOnPath("node", takenOffPath().join(delimiter));
      const toolchain = await ensureToolchain(signal);
      return {
        ...toolchain,
        binDirectories: [
          ...(node === undefined ? [] : [dirname(node)]),
          ...toolchain.binDirectories,
        ],
      };
    },
  });
}

/**
 * Takes the toolchain's folders off PATH, and gives them. A shell of another sandbox has them; the next shell, which
 * has not, must get them from this sandbox.
 */
function takenOffPath(): string[] {
  const cache = join(cacheDirectory(), sep);
  const directories = (process.env["PATH"] ?? "").split(delimiter);
  process.env["PATH"] = directories.filter((each) => !each.startsWith(cache)).join(delimiter);
  return directories.filter((each) => each.startsWith(cache));
}

/** The same with the toolchain's Node.js. */
async function sandboxWithToolchainsNode(): Promise<void> {
  const [node = ""] = (await ensureToolchain(undefined, "ifThere")).binDirectories;
  process.exitCode = await runCommand(
    join(node, "node"),
    [...process.execArgv, ...process.argv.slice(1)],
    { ...process.env, PATH: [node, process.env["PATH"]].join(delimiter) },
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
