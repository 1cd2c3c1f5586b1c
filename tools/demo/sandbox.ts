import { runCommand } from "auth0-wso2-sandbox/command";
import { ensureToolchain } from "auth0-wso2-toolchain";
import { isNodeRecentEnough } from "auth0-wso2-toolchain/nodeRelease";
import { oldestNode } from "auth0-wso2-toolchain/versions";

/** `npm run sandbox`: the sandbox's command, and the toolchain for shells beside it. */
if (isNodeRecentEnough()) {
  runCommand({
    call: (parameters) =>
      parameters === undefined ? "npm run sandbox" : `npm run sandbox -- ${parameters}`,
    ensurePulumi: ensureToolchain,
  });
} else {
  console.error(
    `npm run sandbox needs Node.js ${oldestNode} or later, and this is ${process.versions.node}: install ` +
      "Node.js 22 or 24 and run this again with it.",
  );
  process.exitCode = 2;
}
