import { constants } from "node:os";
import type { Screen } from "./screen";
import { NotOnThisMachine, Steps, type Step } from "./steps";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** What is shown: its steps, and how to clear away what they have left. */
export interface Presentation {
  steps: Step[];
  close: () => Promise<void>;
}

/** Shows steps until one fails or somebody interrupts them, sets the exit code, and clears away. */
export async function present(
  screen: Screen,
  prepare: (interruption: AbortSignal) => Promise<Presentation> | Presentation,
): Promise<boolean> {
  const interruption = new AbortController();
  for (const signal of signals) {
    // Each time: npm passes on what the terminal has sent already.
    process.on(signal, () => {
      interruption.abort(signal);
    });
  }
  const { steps: shown, close } = await prepare(interruption.signal);
  const steps = new Steps(screen, shown);
  try {
    await steps.run();
    steps.printSummary();
    return true;
  } catch (error) {
    if (interruption.signal.aborted) {
      const signal = interruption.signal.reason as (typeof signals)[number];
      screen.line(`\nInterrupted in ${steps.position}. Servers and stack were local and are gone.`);
      process.exitCode = 128 + constants.signals[signal];
    } else if (error instanceof NotOnThisMachine) {
      screen.line(`\nNot run, from ${steps.position} on: ${error.message}`);
    } else {
      steps.printSummary();
      const reason = error instanceof Error ? error.message : String(error);
      screen.line(`\n${screen.red(`Failed in ${steps.position}:`)} ${reason}`);
      process.exitCode = 1;
    }
    return false;
  } finally {
    await close();
  }
}
