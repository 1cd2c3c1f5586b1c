import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { lockOwner, tryLock } from "auth0-wso2-lock";

/** Names the folder of the sandbox whose environment a shell has. */
export const folderVariable = "AUTH0_WSO2_SANDBOX";

/** Where everything of one sandbox is kept: its state, its authority, Pulumi's state of its stack. */
export class SandboxFolder {
  private constructor(
    readonly path: string,
    /** To be called when the sandbox has ended. */
    readonly release: () => void,
  ) {}

  /**
   * Takes a folder for as long as a sandbox runs, so that no other one writes into it.
   *
   * @param path default: `.sandbox/1`, or the next one that no running sandbox has
   * @throws if another sandbox runs in `path`
   */
  static take(path?: string): SandboxFolder {
    if (path !== undefined) {
      const taken = SandboxFolder.tryToTake(resolve(path));
      if (taken instanceof SandboxFolder) return taken;
      throw new Error(
        `A sandbox runs in ${path} already (${taken.owner}). Use that one, or name another folder: --state <folder>.`,
      );
    }
    for (let number = 1; ; number += 1) {
      const taken = SandboxFolder.tryToTake(join(defaultFolders(), String(number)));
      if (taken instanceof SandboxFolder) return taken;
    }
  }

  /**
   * The folder of the sandbox that is running.
   *
   * @param start how a person starts one
   * @param path default: that of this shell, or else whichever of the default ones it is
   * @throws if there is none, or more than one
   */
  static running(start: string, path = process.env[folderVariable]): string {
    const parent = defaultFolders();
    const candidates =
      path !== undefined
        ? [resolve(path)]
        : existsSync(parent)
          ? readdirSync(parent).map((name) => join(parent, name))
          : [];
    const running = candidates.filter((each) => lockOwner(lockFile(each)) !== undefined);
    const [only, ...others] = running;
    if (only === undefined) {
      const where = path === undefined ? "" : ` in ${path}`;
      throw new Error(`No sandbox is running${where}. Start one in another shell: ${start}`);
    }
    if (others.length > 0) {
      const names = running.map((each) => relative("", each)).join(", ");
      throw new Error(`Several sandboxes are running: say which with --state, one of ${names}.`);
    }
    return only;
  }

  get stateFile(): string {
    return stateFileIn(this.path);
  }

  private static tryToTake(path: string): SandboxFolder | { owner: string } {
    // It holds secrets, though of a sandbox only.
    mkdirSync(path, { recursive: true, mode: 0o700 });
    const lock = tryLock(lockFile(path));
    return "owner" in lock ? lock : new SandboxFolder(path, lock.release);
  }
}

export const stateFileIn = (folder: string) => join(folder, "state.json");

const lockFile = (folder: string) => join(folder, "running.lock");
const defaultFolders = () => resolve(".sandbox");
