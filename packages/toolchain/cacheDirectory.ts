import { homedir } from "node:os";
import { join, resolve } from "node:path";

/** Outside the work tree, so that every clone on a machine shares what was built once. */
export function cacheDirectory(environment: NodeJS.ProcessEnv = process.env): string {
  const own = environment["AUTH0_WSO2_TOOLCHAIN_CACHE"];
  const shared = environment["XDG_CACHE_HOME"] || join(homedir(), ".cache");
  return resolve(own || join(shared, "auth0-wso2-key-manager"), "toolchain");
}
