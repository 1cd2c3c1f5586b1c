import { delimiter, join } from "node:path";
import type { Toolchain } from "./index";

/** What a command needs of variables so that it finds the toolchain, and what npm has installed. */
export function commandEnvironment({ binDirectories, environment }: Toolchain): NodeJS.ProcessEnv {
  const localCommands = join(__dirname, "../..", "node_modules", ".bin");
  const compileCache = join(__dirname, "../../load/compileCache.cjs");
  return {
    ...process.env,
    // Pulumi starts Node three times for a preview, and each loads the whole SDK.
    NODE_OPTIONS:
      `--require ${JSON.stringify(compileCache)} ${process.env["NODE_OPTIONS"] ?? ""}`.trim(),
    ...environment,
    PATH: [...binDirectories, localCommands, process.env["PATH"] ?? ""].join(delimiter),
  };
}
