import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const project = join(__dirname, "..");

/** The package as the docs tell to make it: built and packed once in a run. */
export function packedTarball(): Promise<string> {
  packed ??= pack();
  return packed;
}

let packed: Promise<string> | undefined;

async function pack(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "auth0-wso2-package-"));
  const npm = (...args: string[]) => promisify(execFile)("npm", args, { cwd: project });
  await npm("run", "build");
  await npm("pack", "--pack-destination", directory);
  const [name = ""] = await readdir(directory);
  return join(directory, name);
}

/** To be called when those that use it are done. */
export async function removeTarball(): Promise<void> {
  if (packed === undefined) return;
  await rm(join(await packed, ".."), { recursive: true });
  packed = undefined;
}
