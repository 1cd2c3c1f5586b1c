import { join } from "node:path";
import { startSandbox, type Sandbox } from "auth0-wso2-sandbox";
import { Stack } from "../stack";
import { StartingPoint } from "../startingPoint";
import type { Consumer } from "./consumers";
import { wholeDeclaration } from "./declaration";
import { storedInBoth, type StoredObject } from "./inventory";
import { Life } from "./life";
import { settleOtherPeople } from "./otherPeople";

/** Where a life can start from: nothing of the stack is there yet, or everything is. */
export type Start = "empty" | "whole";

/** Where the lives of a part of the matrix start. Lanes share nothing and can be used side by side. */
export class Lane {
  /** A life may use another backend. */
  private readonly environment: Record<string, string>;
  /** Those of the stack that has everything. */
  private consumers: readonly Consumer[] = [];

  private constructor(
    private readonly point: StartingPoint,
    private readonly elsewhere: Sandbox,
    private readonly stack: Stack,
    private readonly others: ReadonlyMap<string, StoredObject>,
  ) {
    this.environment = { ...stack.environment };
  }

  static async open(): Promise<Lane> {
    const point = await StartingPoint.open();
    const { sandbox } = point;
    await settleOtherPeople(sandbox);
    const { certificateAuthority } = sandbox;
    const elsewhere = await startSandbox({ certificateAuthority });
    const program = join(__dirname, "program.ts");
    const stack = await Stack.create(sandbox, "matrix", {}, program);
    stack.environment["PULUMI_DEBUG_COMMANDS"] = "true";
    const lane = new Lane(point, elsewhere, stack, storedInBoth({ home: sandbox, elsewhere }));
    await point.keep(stack, "empty");
    const life = lane.life();
    await life.declare(wholeDeclaration);
    if ((await life.up()) !== 0)
      throw new Error(`The stack cannot be created:\n${stack.transcript}`);
    lane.consumers = await life.output<Consumer[]>("consumers");
    await point.keep(stack, "whole");
    return lane;
  }

  /** A new life of the stack, from a start. */
  async start(start: Start): Promise<Life> {
    Object.assign(this.stack.environment, this.environment);
    await this.point.return(this.stack, start);
    const life = this.life();
    if (start === "whole") await life.declare(wholeDeclaration);
    return life;
  }

  async close(): Promise<void> {
    await this.point.close();
    await this.elsewhere.close();
    await this.stack.remove();
  }

  private life(): Life {
    const places = { home: this.point.sandbox, elsewhere: this.elsewhere };
    return new Life(places, this.stack, this.others, this.consumers);
  }
}
