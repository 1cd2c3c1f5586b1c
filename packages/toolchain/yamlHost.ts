import { cacheDirectory } from "./cacheDirectory";
import { findOnPath } from "./findOnPath";
import { Progress } from "./progress";
import { directoryOf, provide } from "./provide";
import { yamlHost } from "./pulumiPrograms";

/** What has to be in front of PATH so that `pulumi` runs programs in YAML: nothing where it does already. */
export async function ensureYamlHost(
  signal: AbortSignal = new AbortController().signal,
): Promise<string[]> {
  const host = yamlHost();
  if (findOnPath(host.name) !== undefined) return [];
  await provide([host], cacheDirectory(), new Progress(), signal);
  return [directoryOf(host, cacheDirectory())];
}
