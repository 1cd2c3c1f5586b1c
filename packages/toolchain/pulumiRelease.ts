import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { runBuildTool, type BuildToolRun } from "./buildTool";
import { download } from "./download";
import { findOnPath } from "./findOnPath";
import { fingerprint } from "./fingerprint";
import type { Installation } from "./gather";
import type { BuildContext, Part } from "./part";
import { engineDirectory, engineVersion } from "./pulumiPrograms";
import { ToolchainError } from "./toolchainError";
import { pluginVersions } from "./versions";

/** Where Pulumi keeps its releases, or a mirror of that folder. */
const addressOfReleases = (): string =>
  process.env["AUTH0_WSO2_TOOLCHAIN_RELEASES"] || "https://get.pulumi.com/releases/sdk";

/** Where things are in what the part installs. */
export function installationOf(release: string): Installation {
  return { bin: join(release, "bin"), home: join(release, "home") };
}

/** Pulumi's own CLI, its language hosts and the plugins of this project's stack. */
export function pulumiRelease(): Part {
  return {
    name: "pulumi-release",
    verb: "Installing",
    title: `pulumi ${engineVersion()}, as Pulumi releases it`,
    reason: "there is no pulumi on PATH",
    usualTime: "1 minute",
    fingerprint: fingerprint([pluginVersions], engineDirectory),
    check: () => {
      archiveName();
      tool("curl");
      tool("tar");
      return Promise.resolve();
    },
    build: install,
  };
}

async function install(directory: string, context: BuildContext): Promise<void> {
  const { signal, reportStage } = context;
  const { bin, home } = installationOf(directory);
  const name = archiveName();
  const archive = join(directory, name);
  const sums = join(directory, "checksums.txt");
  const get = (file: string, to: string): Promise<void> =>
    download(tool("curl"), `${addressOfReleases()}/${file}`, to, signal);

  reportStage("downloading pulumi");
  await get(`pulumi-${engineVersion().slice(1)}-checksums.txt`, sums);
  await get(name, archive);
  refuseOtherContent(archive, name, readFileSync(sums, "utf8"));

  const run = { directory, environment: { ...process.env, PULUMI_HOME: home }, signal };
  mkdirSync(bin);
  await succeed(tool("tar"), ["-xzf", archive, "-C", bin, "--strip-components", "1"], run);
  for (const [plugin, version] of Object.entries(pluginVersions)) {
    reportStage(`downloading the plugin ${plugin}`);
    await succeed(join(bin, "pulumi"), ["plugin", "install", "resource", plugin, version], run);
  }
  for (const file of [archive, sums]) rmSync(file);
}

/** What Pulumi calls the archive for this machine. */
function archiveName(): string {
  const { platform, arch } = process;
  if (!["linux", "darwin"].includes(platform) || !["x64", "arm64"].includes(arch)) {
    throw new ToolchainError(`it is not installed here for ${platform} on ${arch}`);
  }
  return `pulumi-${engineVersion()}-${platform}-${arch}.tar.gz`;
}

function tool(name: string): string {
  const found = findOnPath(name);
  if (found === undefined) throw new ToolchainError(`there is no ${name} on PATH`);
  return found;
}

function refuseOtherContent(file: string, name: string, sums: string): void {
  const sum = createHash("sha256").update(readFileSync(file)).digest("hex");
  const lines = sums.split("\n").map((line) => line.trim().split(/\s+/));
  if (!lines.some(([expected, of]) => expected === sum && of === name)) {
    throw new ToolchainError(`${name} is not what its checksum says`);
  }
}

async function succeed(
  file: string,
  parameters: readonly string[],
  run: BuildToolRun,
): Promise<void> {
  const { succeeded, lastLines } = await runBuildTool(file, parameters, run);
  if (!succeeded) throw new ToolchainError(lastLines.at(-1) ?? `${file} failed`);
}
