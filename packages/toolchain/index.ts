import { homedir } from "node:os";
import { join } from "node:path";
import { cacheDirectory } from "./cacheDirectory";
import { findOnPath } from "./findOnPath";
import { isNodeRecentEnough, nodeBinDirectory, nodeRelease } from "./nodeRelease";
import { Progress } from "./progress";
import { directoryOf, provide } from "./provide";
import { isPulumiProvided, pulumiInstallation } from "./pulumiInstallation";

export interface Toolchain {
  /** To be put in front of PATH; empty where the machine has all that is needed. */
  readonly binDirectories: string[];
  /** Other variables for commands that run `pulumi`; none where the machine has its own. */
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Provides what this machine lacks to run the stack.
 *
 * @param pulumi whether it is also installed or built, or only used where that was done before
 */
export async function ensureToolchain(
  signal: AbortSignal = new AbortController().signal,
  pulumi: "provided" | "ifThere" = "provided",
): Promise<Toolchain> {
  const cache = cacheDirectory();
  const progress = new Progress();

  const binDirectories: string[] = [];
  if (!isNodeRecentEnough()) {
    const node = nodeRelease();
    await provide([node], cache, progress, signal);
    binDirectories.push(nodeBinDirectory(directoryOf(node, cache)));
  }
  if (findOnPath("pulumi") !== undefined || (pulumi === "ifThere" && !isPulumiProvided(cache))) {
    return { binDirectories, environment: {} };
  }

  const { bin, home } = await pulumiInstallation(cache, progress, signal);
  return { binDirectories: [...binDirectories, bin], environment: environmentOf(home) };
}

/** A home of the toolchain's own, so that the person's plugins stay theirs; logins are the person's. */
function environmentOf(home: string): Record<string, string> {
  const { PULUMI_CREDENTIALS_PATH, PULUMI_HOME } = process.env;
  return {
    PULUMI_HOME: home,
    PULUMI_CREDENTIALS_PATH: PULUMI_CREDENTIALS_PATH || PULUMI_HOME || join(homedir(), ".pulumi"),
  };
}
