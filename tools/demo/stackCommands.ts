import { changesFound } from "../../components/commands/pulumi";
import { pulumi, type PulumiResult, type PulumiRun } from "./pulumi";
import { withoutColor } from "./quietOutput";
import { StepFailed } from "./steps";

/** Pulumi's commands on a stack; what ends otherwise than expected is a failure. */
export class StackCommands {
  /** @param flags that every command gets, without being shown */
  constructor(
    private readonly run: PulumiRun,
    private readonly flags: readonly string[] = [],
  ) {}

  up(exitCodes = [0]): Promise<number> {
    return this.ended(exitCodes, ["up", "--yes", "--skip-preview"], ["--suppress-outputs"]);
  }

  /** The same, and what it did, in Pulumi's words: `1 updated`. */
  async upSaying(): Promise<string> {
    const { output } = await this.result(
      [0],
      ["up", "--yes", "--skip-preview"],
      ["--suppress-outputs"],
    );
    const [, resources = ""] = /^Resources:\n((?: +.*\n)+)/m.exec(withoutColor(output)) ?? [];
    return [...resources.matchAll(/^ +[-+~]+ *(\d+ \w+)$/gm)].map(([, count]) => count).join(", ");
  }

  preview(...args: string[]): Promise<number> {
    return this.ended([0, changesFound], ["preview", "--expect-no-changes", ...args]);
  }

  destroy(exitCodes = [0]): Promise<number> {
    return this.ended(exitCodes, ["destroy", "--yes", "--skip-preview"], ["--suppress-outputs"]);
  }

  /** Runs `pulumi`; another exit code than these is a failure, shown with everything Pulumi said. */
  async ended(
    exitCodes: readonly number[],
    args: readonly string[],
    flags: readonly string[] = [],
  ): Promise<number> {
    return (await this.result(exitCodes, args, flags)).exitCode;
  }

  private async result(
    exitCodes: readonly number[],
    args: readonly string[],
    flags: readonly string[],
  ): Promise<PulumiResult> {
    const result = await pulumi(this.run, args, [...flags, ...this.flags]);
    const { exitCode, output } = result;
    if (exitCodes.includes(exitCode)) return result;
    this.run.screen.line(`\nAll that Pulumi said:\n${output}`);
    throw new StepFailed(`pulumi ${args.join(" ")} ended with exit code ${exitCode}`);
  }

  /** Runs `pulumi`, which must succeed, and shows nothing of its output. */
  async silently(...args: string[]): Promise<string> {
    const { exitCode, output }: PulumiResult = await pulumi(this.run, args, this.flags, "hidden");
    if (exitCode !== 0) throw new StepFailed(output);
    return output;
  }
}
