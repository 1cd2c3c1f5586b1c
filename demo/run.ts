import { mkdtemp, rm } from "node:fs/promises";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";
import { startSandbox } from "../sandbox";
import { environmentFor } from "../sandbox/environment";
import { DemoProject } from "./project";
import { Screen } from "./screen";
import { Steps } from "./steps";
import { story } from "./story";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** `npm start`: the whole life of a stack, on the real engine, against a sandbox. */
async function main(): Promise<void> {
  const interruption = new AbortController();
  for (const signal of signals) {
    // Each time: npm passes on what the terminal has sent already.
    process.on(signal, () => {
      interruption.abort(signal);
    });
  }
  const screen = new Screen();
  screen.line(
    "The life of a stack, on the real Pulumi engine, against servers that run here only.",
  );
  screen.line("Of what Pulumi prints, lines about what does not change are left out.");
  const directory = await mkdtemp(join(tmpdir(), "auth0-wso2-demo-"));
  const sandbox = await startSandbox();
  let steps: Steps | undefined;
  try {
    const project = await DemoProject.create(directory);
    const environment = await environmentFor(sandbox, directory);
    const run = { directory, environment, interruption: interruption.signal, screen };
    steps = new Steps(screen, story(sandbox, project, run));
    await steps.run();
    steps.printSummary();
    screen.line("\nThat was the whole life of a stack. Try it yourself: npm run sandbox");
  } catch (error) {
    const where = steps?.position ?? "the start";
    if (interruption.signal.aborted) {
      const signal = interruption.signal.reason as (typeof signals)[number];
      screen.line(`\nInterrupted in ${where}. Servers and stack were local and are gone.`);
      process.exitCode = 128 + constants.signals[signal];
    } else {
      steps?.printSummary();
      const reason = error instanceof Error ? error.message : String(error);
      screen.line(`\n${screen.red(`Failed in ${where}:`)} ${reason}`);
      process.exitCode = 1;
    }
  } finally {
    await sandbox.close();
    await rm(directory, { recursive: true, force: true });
  }
}

void main();
