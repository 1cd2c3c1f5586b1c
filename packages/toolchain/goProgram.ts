import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fingerprint } from "./fingerprint";
import { checkGo, goBuild, goSettings } from "./goCompiler";
import type { Part } from "./part";

export interface GoProgram {
  /** The binary. */
  readonly name: string;
  readonly title: string;
  readonly reason: string;
  readonly usualTime: string;
  /** Folders under go/ that it is made of, the one with its go.mod first; where none are named, its own. */
  readonly folders?: readonly [string, ...string[]];
  /** The main package: in the program's own folder, or in a module that its go.mod requires. */
  readonly package: string;
  /** The string variable that takes the version, and the version. */
  readonly versionVariable: string;
  readonly version: string;
}

export function goProgram(program: GoProgram): Part {
  const folders = program.folders ?? [program.name];
  const sourceDirectory = goDirectory(folders[0]);
  const linkerFlags = `-s -w -X ${program.versionVariable}=${program.version}`;
  return {
    name: program.name,
    verb: "Building",
    title: program.title,
    reason: program.reason,
    usualTime: program.usualTime,
    fingerprint: fingerprint(
      [program.package, linkerFlags, goSettings],
      ...folders.map(goDirectory),
    ),
    check: (signal) => checkGo(program.name, declared(sourceDirectory, /^go (\S+)$/m), signal),
    build: (outputDirectory, context) =>
      goBuild(
        {
          sourceDirectory,
          package: program.package,
          linkerFlags,
          outputDirectory,
        },
        program.title,
        context,
      ),
  };
}

/** The version of a module that a program is built from, as its go.mod pins it. */
export function pinnedModule(programName: string, module: string): string {
  return declared(goDirectory(programName), new RegExp(`^(?:require)?\\s+${module} (\\S+)`, "m"));
}

export function goDirectory(programName: string): string {
  return join(__dirname, "go", programName);
}

function declared(sourceDirectory: string, line: RegExp): string {
  const found = line.exec(readFileSync(join(sourceDirectory, "go.mod"), "utf8"))?.[1];
  if (found === undefined) throw new Error(`${sourceDirectory}/go.mod has no line ${line.source}`);
  return found;
}
