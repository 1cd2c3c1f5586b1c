import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { withLock } from "auth0-wso2-lock";

const project = join(__dirname, "../..");
const lock = join(project, "node_modules/.packing.lock");

/** The packages that this project makes, by their folder. */
export type PackageFolder = "." | "packages/sandbox";

/** A package as the docs tell to make it: built and packed once in a run. */
export function packedTarball(folder: PackageFolder = "."): Promise<string> {
  const tarball = packed.get(folder) ?? pack(folder);
  packed.set(folder, tarball);
  return tarball;
}

const packed = new Map<PackageFolder, Promise<string>>();

async function pack(folder: PackageFolder): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "auth0-wso2-package-"));
  const npm = (...args: string[]) =>
    promisify(execFile)("npm", args, { cwd: join(project, folder) });
  const { signal } = new AbortController();
  // It is built in a folder of this project, in which another process may be building, too.
  await withLock(lock, { signal, onWait: () => undefined }, async () => {
    await npm("run", "build");
    await npm("pack", "--pack-destination", directory);
  });
  const [name = ""] = await readdir(directory);
  return join(directory, name);
}

/** To be called when those that use it are done. */
export async function removeTarball(folder: PackageFolder = "."): Promise<void> {
  const tarball = packed.get(folder);
  if (tarball === undefined) return;
  packed.delete(folder);
  await rm(join(await tarball, ".."), { recursive: true });
}
