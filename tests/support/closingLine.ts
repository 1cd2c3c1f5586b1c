import { relative } from "node:path";
import { reporters, Runner, type Hook, type MochaOptions, type Test } from "mocha";

/** How many of the files that took longest are named, where there are more. */
const named = 20;

/** Mocha's own report, the files that took longest, and one plain line that machines can read. */
class ClosingLine extends reporters.Spec {
  /** Milliseconds of tests and hooks, by file. */
  private readonly took = new Map<string, number>();

  constructor(runner: Runner, options?: MochaOptions) {
    super(runner, options);
    const add = ({ file, duration }: Test | Hook) => {
      if (file === undefined) return;
      this.took.set(file, (this.took.get(file) ?? 0) + (duration ?? 0));
    };
    runner.on(Runner.constants.EVENT_TEST_END, add).on(Runner.constants.EVENT_HOOK_END, add);
  }

  override epilogue(): void {
    super.epilogue();
    const longest = [...this.took].sort(([, one], [, other]) => other - one).slice(0, named);
    for (const [file, milliseconds] of this.took.size > named ? longest : []) {
      const seconds = (milliseconds / 1000).toFixed(1).padStart(7);
      reporters.Base.consoleLog(`${seconds} s ${relative(process.cwd(), file)}`);
    }
    const { passes, failures, pending } = this.stats;
    const skipped = pending > 0 ? `, ${pending} skipped` : "";
    reporters.Base.consoleLog(`${passes} passed, ${failures} failed${skipped}`);
  }
}

module.exports = ClosingLine;
