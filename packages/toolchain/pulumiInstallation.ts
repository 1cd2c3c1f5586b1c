import { gather, type Installation } from "./gather";
import type { Part } from "./part";
import type { Progress } from "./progress";
import { directoryOf, isProvided, provide } from "./provide";
import { dynamicProviderPlugin, enginePrograms, resourcePlugins } from "./pulumiPrograms";
import { installationOf, pulumiRelease } from "./pulumiRelease";
import { ToolchainError } from "./toolchainError";

/** Pulumi for a machine without it: what was built already, else Pulumi's release, else a build. */
export async function pulumiInstallation(
  cache: string,
  progress: Progress,
  signal: AbortSignal,
): Promise<Installation> {
  const engine = enginePrograms();
  const plugins = resourcePlugins();
  const placeOf = (part: Part): string => directoryOf(part, cache);

  const way = wanted();
  if (way === "release" || (way === undefined && !isBuilt(cache))) {
    try {
      const release = pulumiRelease();
      await provide([release], cache, progress, signal);
      return installationOf(placeOf(release));
    } catch (error) {
      if (signal.aborted) throw error;
      const reason = `Pulumi's release cannot be had: ${(error as Error).message}.`;
      if (way === "release") throw new ToolchainError(reason);
      progress.announce(reason);
    }
  }
  await provide(programs(), cache, progress, signal);
  return gather(
    engine.map(placeOf),
    Object.entries(plugins).map(([name, part]) => ({ name, directory: placeOf(part) })),
    dynamicProviderPlugin(),
    cache,
  );
}

/** Whether it is there, in the way that the person says, so that nothing has to be fetched for it. */
export function isPulumiProvided(cache: string): boolean {
  const way = wanted();
  return (
    (way !== "build" && isProvided(pulumiRelease(), cache)) || (way !== "release" && isBuilt(cache))
  );
}

/** What is built where there is no release. */
const programs = (): Part[] => [...enginePrograms(), ...Object.values(resourcePlugins())];

const isBuilt = (cache: string): boolean => programs().every((part) => isProvided(part, cache));

/** The way that the person says; none where the machine is to find one. */
function wanted(): "release" | "build" | undefined {
  const way = process.env["AUTH0_WSO2_TOOLCHAIN_PULUMI"] || undefined;
  if (way === undefined || way === "release" || way === "build") return way;
  throw new ToolchainError(
    `AUTH0_WSO2_TOOLCHAIN_PULUMI is ${way}: set it to release or build, or not at all.`,
  );
}
