import { commandEnvironment } from "./commandEnvironment";
import { ensureToolchain, type Toolchain } from "./index";
import { exitCodeOf, runCommand, signals } from "./runCommand";
import { ToolchainError } from "./toolchainError";

const usage = `usage: node -r tsx/cjs packages/toolchain/run.ts [--if-there] <command> [args…]
  --if-there  without Pulumi, unless it was installed or built before
`;

const ifThere = process.argv[2] === "--if-there";

/** Runs a command with the toolchain on its PATH. */
async function main([command, ...parameters]: readonly string[]): Promise<number> {
  if (command === undefined) {
    process.stderr.write(usage);
    return 2;
  }
  const toolchain = await toolchainUnlessInterrupted();
  if (typeof toolchain === "number") return toolchain;
  return runCommand(command, parameters, commandEnvironment(toolchain));
}

/** The toolchain, or the exit code of an interruption: builds are stopped and cleared away. */
async function toolchainUnlessInterrupted(): Promise<Toolchain | number> {
  const interruption = new AbortController();
  const interrupt = (signal: NodeJS.Signals): void => {
    interruption.abort(signal);
  };
  for (const signal of signals) process.on(signal, interrupt);
  try {
    return await ensureToolchain(interruption.signal, ifThere ? "ifThere" : "provided");
  } catch (error) {
    if (interruption.signal.aborted) {
      return exitCodeOf(interruption.signal.reason as NodeJS.Signals);
    }
    throw error;
  } finally {
    for (const signal of signals) process.off(signal, interrupt);
  }
}

main(process.argv.slice(ifThere ? 3 : 2)).then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    if (!(error instanceof ToolchainError)) throw error;
    process.stderr.write(`${error.message}\n`);
    // A command that --if-there starts says 2 where it cannot begin.
    process.exitCode = ifThere ? 2 : 1;
  },
);
