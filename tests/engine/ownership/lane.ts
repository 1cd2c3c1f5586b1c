import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSandbox, type Sandbox } from "auth0-wso2-sandbox";
import { Stack } from "../stack";
import type { Consumer } from "./consumers";
import { wholeDeclaration } from "./declaration";
import { storedInBoth, type StoredObject } from "./inventory";
import { Life } from "./life";
import { settleOtherPeople } from "./otherPeople";

/** Where a life can start from: nothing of the stack is there yet, or everything is. */
export type Start = "empty" | "whole";

/**
 * A sandbox and a stack that can be put back to where they started from, so that a cell of the matrix
 * costs no run that creates. Lanes share nothing and can be used side by side.
 */
export class Lane {
  /** A life may use another backend. */
  private readonly environment: Record<string, string>;
  /** Those of the stack that has everything. */
  private consumers: readonly Consumer[] = [];

  private constructor(
    private readonly directory: string,
    private sandbox: Sandbox,
    private readonly elsewhere: Sandbox,
    private readonly stack: Stack,
    private readonly others: ReadonlyMap<string, StoredObject>,
  ) {
    this.environment = { ...stack.environment };
  }

  static async open(): Promise<Lane> {
    const directory = await mkdtemp(join(tmpdir(), "auth0-wso2-lane-"));
    const sandbox = await startSandbox({ stateFile: join(directory, "sandbox.json") });
    await settleOtherPeople(sandbox);
    const { certificateAuthority } = sandbox;
    const elsewhere = await startSandbox({ certificateAuthority });
    const program = join(__dirname, "program.ts");
    const stack = await Stack.create(sandbox, "matrix", {}, program);
    stack.environment["PULUMI_DEBUG_COMMANDS"] = "true";
    const others = storedInBoth({ home: sandbox, elsewhere });
    const lane = new Lane(directory, sandbox, elsewhere, stack, others);
    await lane.keep("empty");
    const life = lane.life();
    await life.declare(wholeDeclaration);
    if ((await life.up()) !== 0)
      throw new Error(`The stack cannot be created:\n${stack.transcript}`);
    lane.consumers = await life.output<Consumer[]>("consumers");
    await lane.keep("whole");
    return lane;
  }

  /** A new life of the stack, from a start. */
  async start(start: Start): Promise<Life> {
    await this.sandbox.close();
    await cp(join(this.directory, start, "sandbox.json"), this.stateFile);
    await rm(this.stack.directory, { recursive: true });
    Object.assign(this.stack.environment, this.environment);
    await cp(join(this.directory, start, "stack"), this.stack.directory, copying);
    this.sandbox = await startSandbox({ stateFile: this.stateFile });
    // Which stack is selected is kept outside its directory.
    await this.stack.succeed("stack", "select", this.stack.name);
    const life = this.life();
    if (start === "whole") await life.declare(wholeDeclaration);
    return life;
  }

  async close(): Promise<void> {
    await this.sandbox.close();
    await this.elsewhere.close();
    await this.stack.remove();
    await rm(this.directory, { recursive: true, force: true });
  }

  private get stateFile(): string {
    return join(this.directory, "sandbox.json");
  }

  private life(): Life {
    const places = { home: this.sandbox, elsewhere: this.elsewhere };
    return new Life(places, this.stack, this.others, this.consumers);
  }

  private async keep(start: Start): Promise<void> {
    await this.sandbox.close();
    await cp(this.stateFile, join(this.directory, start, "sandbox.json"));
    await cp(this.stack.directory, join(this.directory, start, "stack"), copying);
    this.sandbox = await startSandbox({ stateFile: this.stateFile });
  }
}

const copying = { recursive: true, verbatimSymlinks: true };
