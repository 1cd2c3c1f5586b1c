import { dirname, join } from "node:path";
import { goDirectory, goProgram, pinnedModule } from "./goProgram";
import type { Part } from "./part";
import { pluginVersions } from "./versions";

/** What pins the engine, be it built or not. */
export const engineDirectory = goDirectory("pulumi");

export function engineVersion(): string {
  return pinnedModule("pulumi", "github.com/pulumi/pulumi/pkg/v3");
}

/** The engine and what runs beside it, in the order they are built. */
export function enginePrograms(): Part[] {
  const sdkVersion = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";
  return [
    goProgram({
      name: "pulumi",
      title: `pulumi ${engineVersion()}`,
      reason: "there is no pulumi on PATH",
      usualTime: "3 to 9 minutes",
      package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
      versionVariable: sdkVersion,
      version: engineVersion(),
    }),
    goProgram({
      name: "pulumi-language-nodejs",
      title: "pulumi-language-nodejs",
      reason: "runs the TypeScript program",
      usualTime: "under a minute",
      package: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
      versionVariable: sdkVersion,
      version: pinnedModule("pulumi-language-nodejs", "github.com/pulumi/pulumi/sdk/v3"),
    }),
  ];
}

/** The plugins that this project's stack needs, by what the engine's folder of plugins calls them. */
export function resourcePlugins(): Record<string, Part> {
  const { auth0, command } = pluginVersions;
  return {
    [`resource-auth0-v${auth0}`]: goProgram({
      name: "pulumi-resource-auth0",
      title: `the Auth0 plugin ${auth0}`,
      reason: "manages the Auth0 resources",
      usualTime: "1 to 3 minutes",
      package: ".",
      versionVariable: "main.version",
      version: auth0,
    }),
    [`resource-command-v${command}`]: goProgram({
      name: "pulumi-resource-command",
      title: `a stand-in for the Command plugin ${command}`,
      reason: "runs the stack's commands",
      usualTime: "under a minute",
      package: ".",
      versionVariable: "main.version",
      version: command,
    }),
  };
}

/** The plugin of dynamic providers is a script that the SDK's npm package carries in its root. */
export function dynamicProviderPlugin(): string {
  const sdk = dirname(require.resolve("@pulumi/pulumi/package.json"));
  const extension = process.platform === "win32" ? ".cmd" : "";
  return join(sdk, `pulumi-resource-pulumi-nodejs${extension}`);
}
