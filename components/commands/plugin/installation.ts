import { createRequire } from "node:module";
import { join } from "node:path";
import { Refusal } from "../../validation/refusal";

/**
 * Fails where the program's folder has no packages: the engine starts the process of dynamic providers there.
 *
 * @throws Refusal that says what to install
 */
export function assertInstalled(folder: string, name: string, version: string): void {
  const fromFolder = createRequire(join(folder, "package.json"));
  const install = `run npm install ${name}@${version} @pulumi/pulumi there`;
  const manifestOf = (needed: string): { readonly version: string } => {
    try {
      return fromFolder(`${needed}/package.json`) as { readonly version: string };
    } catch {
      throw new Refusal(`The program's folder ${folder} has no ${needed}: ${install}.`);
    }
  };
  manifestOf("@pulumi/pulumi");
  const { version: found } = manifestOf(name);
  if (found === version) return;
  throw new Refusal(
    `The program's folder ${folder} has ${name} ${found}, and its plugin is ${version}: ${install}, and run the ` +
      "plugin from there.",
  );
}
