import { runCommand } from "auth0-wso2-sandbox/command";
import { ensureToolchain } from "auth0-wso2-toolchain";

/** `npm run sandbox`: the sandbox's command, and the toolchain for shells beside it. */
runCommand({
  call: (parameters) =>
    parameters === undefined ? "npm run sandbox" : `npm run sandbox -- ${parameters}`,
  ensurePulumi: ensureToolchain,
});
