import { copyFile, mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import manifest from "../../package.json";

const project = join(__dirname, "../..");

/**
 * Lets the program in a folder find this package by its name, as if npm had installed it, without a
 * build: what runs is what the sources say. The packages that it uses are found beside the folder.
 */
export async function linkPackage(directory: string): Promise<void> {
  await symlink(
    join(project, "node_modules"),
    join(dirname(directory), "node_modules"),
    "junction",
  );
  const modules = join(directory, "node_modules");
  const folder = join(modules, manifest.name);
  await mkdir(join(folder, dirname(manifest.main)), { recursive: true });
  await copyFile(join(project, "package.json"), join(folder, "package.json"));
  await symlink(join(project, "load"), join(folder, "load"), "junction");
  await mkdir(join(modules, ".bin"));
  for (const [command, file] of Object.entries(manifest.bin)) {
    await symlink(join(project, file), join(modules, ".bin", command));
  }
  const onDemand = JSON.stringify(join(project, "tools/package/onDemand.cjs"));
  await writeFile(
    join(folder, manifest.main),
    `module.exports = require(${onDemand})("components/index.ts");\n`,
  );
}
