import { homedir } from "node:os";
import { join } from "node:path";
import { cacheDirectory } from "./cacheDirectory";
import { findOnPath } from "./findOnPath";
import { gather, type BuiltPlugin } from "./gather";
import { isNodeRecentEnough, nodeBinDirectory, nodeRelease } from "./nodeRelease";
import type { Part } from "./part";
import { Progress } from "./progress";
import { provide } from "./provide";
import { dynamicProviderPlugin, enginePrograms, resourcePlugins } from "./pulumiPrograms";

export interface Toolchain {
  /** To be put in front of PATH; empty where the machine has all that is needed. */
  readonly binDirectories: string[];
  /** Other variables for commands that run `pulumi`; none where the machine has its own. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Provides what this machine lacks to run the stack: from the cache, or else by building it. */
export async function ensureToolchain(
  signal: AbortSignal = new AbortController().signal,
): Promise<Toolchain> {
  const cache = cacheDirectory();
  const progress = new Progress();
  const provided = (part: Part): Promise<string> => provide(part, cache, progress, signal);

  const binDirectories: string[] = [];
  if (!isNodeRecentEnough()) {
    binDirectories.push(nodeBinDirectory(await provided(nodeRelease())));
  }
  if (findOnPath("pulumi") !== undefined) return { binDirectories, environment: {} };

  const engine: string[] = [];
  for (const program of enginePrograms()) engine.push(await provided(program));
  const plugins: BuiltPlugin[] = [];
  for (const [name, part] of Object.entries(resourcePlugins())) {
    plugins.push({ name, directory: await provided(part) });
  }
  const { bin, home } = gather(engine, plugins, dynamicProviderPlugin(), cache);
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
