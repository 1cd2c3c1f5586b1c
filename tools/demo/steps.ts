import { printTable } from "./table";
import type { Screen } from "./screen";

/** What a step did, for the table at the end. */
interface Outcome {
  step: string;
  expected: string;
  seen: string;
  seconds: number;
}

/** A step of the demo. */
export interface Step {
  /** What happens, in a few words. */
  title: string;
  /** What that proves, in one line. */
  proof: string;
  /** In the words in which `run` says what it has seen. */
  expected: string;
  run: () => Promise<string>;
}

/** A step that did not end as expected. */
export class StepFailed extends Error {}

/** What the machine lacks for a step, so that it and the others are not run. */
export class NotOnThisMachine extends Error {}

/** Runs steps one after the other and keeps the record. */
export class Steps {
  private readonly outcomes: Outcome[] = [];

  constructor(
    private readonly screen: Screen,
    private readonly steps: readonly Step[],
  ) {}

  /** "step 3 of 9", while it runs or after it has failed. */
  get position(): string {
    return `step ${Math.min(this.outcomes.length + 1, this.steps.length)} of ${this.steps.length}`;
  }

  async run(): Promise<void> {
    for (const step of this.steps) await this.runOne(step);
  }

  private async runOne({ title, proof, expected, run }: Step): Promise<void> {
    const number = `${this.outcomes.length + 1}/${this.steps.length}`;
    this.screen.line(`\n${this.screen.bold(`━━ ${number} ${title}`)}`);
    this.screen.line(this.screen.dim(proof));
    const start = performance.now();
    const seen = await run();
    const seconds = (performance.now() - start) / 1000;
    if (seen !== expected) throw new StepFailed(`expected ${expected}, but saw ${seen}`);
    this.outcomes.push({ step: title, expected, seen, seconds });
    this.screen.line(`${this.screen.green("✔")} ${seen}  ${this.screen.dim(inSeconds(seconds))}`);
  }

  /** The table of all steps that ran to their end. */
  printSummary(): void {
    const rows = this.outcomes.map(({ step, expected, seen, seconds }, index) => [
      `${index + 1} ${step}`,
      expected,
      seen,
      inSeconds(seconds),
    ]);
    const total = this.outcomes.reduce((sum, { seconds }) => sum + seconds, 0);
    this.screen.line();
    printTable(
      this.screen,
      ["step", "expected", "seen", "time"],
      [...rows, ["", "", "", inSeconds(total)]],
    );
  }
}

const inSeconds = (seconds: number) => `${seconds.toFixed(1)} s`;
