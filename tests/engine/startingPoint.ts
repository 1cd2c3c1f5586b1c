import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { startSandbox, type Sandbox } from "auth0-wso2-sandbox";
import type { Stack } from "./stack";

/** A sandbox and a stack on it that can be put back to where they were, which costs no run that creates. */
export class StartingPoint {
  private constructor(
    private readonly directory: string,
    private current: Sandbox,
  ) {}

  static async open(): Promise<StartingPoint> {
    const directory = await mkdtemp(join(tmpdir(), "auth0-wso2-start-"));
    return new StartingPoint(directory, await startSandbox({ stateFile: stateFileIn(directory) }));
  }

  /** The one that runs now; each return starts another. */
  get sandbox(): Sandbox {
    return this.current;
  }

  /** Keeps what both are like now. */
  async keep(stack: Stack, name: string): Promise<void> {
    await this.current.close();
    await cp(stateFileIn(this.directory), this.kept(name, "sandbox.json"));
    await rm(this.kept(name, "stack"), { recursive: true, force: true });
    await cp(stack.directory, this.kept(name, "stack"), copying);
    await this.start();
  }

  /** Puts both back. */
  async return(stack: Stack, name: string): Promise<void> {
    await this.current.close();
    await cp(this.kept(name, "sandbox.json"), stateFileIn(this.directory));
    await rm(stack.directory, { recursive: true });
    await cp(this.kept(name, "stack"), stack.directory, copying);
    await this.start();
    // Which stack is selected is kept outside its directory.
    await stack.succeed("stack", "select", stack.name);
  }

  async close(): Promise<void> {
    await this.current.close();
    await rm(this.directory, { recursive: true, force: true });
  }

  /** A connection of another process may have one of its ports for a while; mocha's time limit ends the wait. */
  private async start(): Promise<void> {
    for (;;) {
      try {
        this.current = await startSandbox({ stateFile: stateFileIn(this.directory) });
        return;
      } catch (error) {
        if (!/listens on port/.test((error as Error).message)) throw error;
        await setTimeout(50);
      }
    }
  }

  private kept(name: string, part: string): string {
    return join(this.directory, name, part);
  }
}

const stateFileIn = (directory: string) => join(directory, "sandbox.json");
const copying = { recursive: true, verbatimSymlinks: true };
