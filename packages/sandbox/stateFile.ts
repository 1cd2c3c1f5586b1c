import { readFile, rename, writeFile } from "node:fs/promises";
import type { Auth0State } from "./auth0/state";
import type { KeyedCertificate } from "./http/certificateAuthority";
import type { Release } from "./wso2/releases";
import type { Wso2State } from "./wso2/state";

/** Everything that a sandbox remembers over a restart. */
export interface SandboxState {
  authority: KeyedCertificate;
  auth0: { port: number; state: Auth0State };
  wso2: { release: Release; port: number; gatewayPort: number; state: Wso2State };
}

/** The file that holds a sandbox's state; without a path nothing is kept. */
export class StateFile {
  private pending: Promise<void> = Promise.resolve();

  constructor(private readonly path: string | undefined) {}

  async read(): Promise<SandboxState | undefined> {
    if (this.path === undefined) return undefined;
    try {
      return JSON.parse(await readFile(this.path, "utf8")) as SandboxState;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw new Error(
        `The sandbox's state file ${this.path} cannot be read (${String(error)}). ` +
          "Delete it to start with an empty sandbox.",
        { cause: error },
      );
    }
  }

  /** Writes one after the other, each whole or not at all: it holds secrets, so for its owner only. */
  write(state: SandboxState): void {
    const { path } = this;
    if (path === undefined) return;
    const text = JSON.stringify(state, undefined, 2);
    this.pending = this.pending.then(async () => {
      await writeFile(`${path}.new`, text, { mode: 0o600 });
      await rename(`${path}.new`, path);
    });
  }

  /** Resolves when everything is written. */
  settled(): Promise<void> {
    return this.pending;
  }
}
