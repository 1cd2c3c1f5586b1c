import { delimiter, join } from "node:path";
import { cacheDirectory } from "./cacheDirectory";
import type { Toolchain } from "./index";

/** What a command needs of variables so that it finds the toolchain, and what npm has installed. */
export function commandEnvironment({ binDirectories, environment }: Toolchain): NodeJS.ProcessEnv {
  const localCommands = join(__dirname, "..", "node_modules", ".bin");
  return {
    // Pulumi starts Node three times for a preview, and each loads the whole SDK.
    NODE_COMPILE_CACHE: join(cacheDirectory(), "node-compile-cache"),
    ...process.env,
    ...environment,
    PATH: [...binDirectories, localCommands, process.env["PATH"] ?? ""].join(delimiter),
  };
}
