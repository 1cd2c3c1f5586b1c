import { cp, symlink } from "node:fs/promises";
import { join } from "node:path";

const project = join(__dirname, "../..");

/** What the program consists of, beside the packages that it uses. */
const parts = [
  "Pulumi.yaml",
  "package.json",
  "program.cjs",
  "index.ts",
  "components",
  "load",
  "tools/package",
  // The commands that package.json names.
  "tools/command.cjs",
  "packages/toolchain",
];

/** Copies the program, so that a stack can have its config file there and not in the work tree. */
export async function copyProgram(directory: string): Promise<void> {
  for (const part of parts) {
    await cp(join(project, part), join(directory, part), { recursive: true });
  }
  await symlink(join(project, "node_modules"), join(directory, "node_modules"), "junction");
}
