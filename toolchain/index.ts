import { cacheDirectory } from "./cacheDirectory";
import { findOnPath } from "./findOnPath";
import { gather } from "./gather";
import { isNodeRecentEnough, nodeBinDirectory, nodeRelease } from "./nodeRelease";
import type { Part } from "./part";
import { Progress } from "./progress";
import { provide } from "./provide";
import { dynamicProviderPlugin, pulumiPrograms } from "./pulumiPrograms";

export interface Toolchain {
  /** To be put in front of PATH; empty where the machine has all that is needed. */
  readonly binDirectories: string[];
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
  if (findOnPath("pulumi") === undefined) {
    const built: string[] = [];
    for (const program of pulumiPrograms()) built.push(await provided(program));
    binDirectories.push(gather(built, dynamicProviderPlugin(), cache));
  }
  return { binDirectories };
}
