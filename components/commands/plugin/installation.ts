import { createRequire } from "node:module";
import { join } from "node:path";
import manifest from "../../../package.json";
import { Refusal } from "../../validation/refusal";

/**
 * Fails where the program's folder has no packages: the engine starts the process of dynamic providers there.
 *
 * @throws Refusal that says what to install
 */
export function assertInstalled(folder: string): void {
  const { name, version } = manifest;
  const fromFolder = createRequire(join(folder, "package.json"));
  const install = `run npm install ${name}@${version} @pulumi/pulumi there`;
  const find = (file: string): string => {
    try {
      return fromFolder.resolve(file);
    } catch {
      throw new Refusal(`The program's folder ${folder} has no ${file}: ${install}.`);
    }
  };
  find("@pulumi/pulumi/package.json");
  const { version: found } = fromFolder(find(`${name}/package.json`)) as typeof manifest;
  if (found === version) return;
  throw new Refusal(
    `The program's folder ${folder} has ${name} ${found}, and its plugin is ${version}: ${install}, and run the ` +
      "plugin from there.",
  );
}
