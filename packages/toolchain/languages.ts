import { chmod, copyFile } from "node:fs/promises";
import { join } from "node:path";
import { goModuleDirectory } from "./goCompiler";
import { goDirectory, goProgram, pinnedModule } from "./goProgram";
import type { Part } from "./part";
import { engineVersion } from "./pulumiPrograms";

/**
 * What runs programs in other languages, the language's host first. Pulumi's own release has it; a build
 * of the engine alone does without.
 */
export const languages = {
  yaml: (): [Part] => [yamlHost()],
  python: (): [Part, Part] => [pythonHost(), pythonSdkGenerator()],
};

function yamlHost(): Part {
  const version = pinnedModule("pulumi-language-yaml", "github.com/pulumi/pulumi-yaml");
  return goProgram({
    name: "pulumi-language-yaml",
    title: `pulumi-language-yaml ${version}`,
    reason: "runs programs in YAML",
    usualTime: "2 to 4 minutes",
    package: "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml",
    versionVariable: "github.com/pulumi/pulumi-yaml/pkg/version.Version",
    version,
  });
}

/** Of the module, and so of the age, that the host for Node.js is of. */
function pythonHost(): Part {
  const folder = "pulumi-language-nodejs";
  const module = "github.com/pulumi/pulumi/sdk/v3";
  const version = pinnedModule(folder, module);
  const host = goProgram({
    name: "pulumi-language-python",
    title: `pulumi-language-python ${version}`,
    reason: "runs programs in Python",
    usualTime: "up to 3 minutes",
    folders: [folder],
    package: `${module}/python/cmd/pulumi-language-python`,
    versionVariable: `${module}/go/common/version.Version`,
    version,
  });
  return {
    ...host,
    build: async (directory, context) => {
      await host.build(directory, context);
      // The host starts this script, which it expects beside itself.
      const name = "pulumi-language-python-exec";
      const sources = await goModuleDirectory(goDirectory(folder), module, context.signal);
      await copyFile(join(sources, "python/cmd", name), join(directory, name));
      await chmod(join(directory, name), 0o755);
    },
  };
}

/** Makes SDKs in place of the host, which is too old to, with the code of the engine's version. */
function pythonSdkGenerator(): Part {
  return goProgram({
    name: "pulumi-sdk-python",
    title: "a generator of Python SDKs",
    reason: "the host is too old to make one",
    usualTime: "up to 3 minutes",
    folders: ["pulumi", "pulumi-sdk-python"],
    package: "../pulumi-sdk-python/pulumi-sdk-python.go",
    versionVariable: "main.version",
    version: engineVersion(),
  });
}
