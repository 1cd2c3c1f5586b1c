import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Looks an executable up without starting a process: this runs before every command. */
export function findOnPath(name: string, path = process.env["PATH"] ?? ""): string | undefined {
  const fileNames =
    process.platform === "win32" ? [`${name}.exe`, `${name}.cmd`, `${name}.bat`] : [name];
  return path
    .split(delimiter)
    .filter((directory) => directory !== "")
    .flatMap((directory) => fileNames.map((fileName) => join(directory, fileName)))
    .find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
