import { mock } from "node:test";

/** What the `main` of a command prints to either side, and its exit code. */
export async function outcomeOf(
  main: () => Promise<void>,
): Promise<{ stdout: string; stderr: string; exitCode: unknown }> {
  const printed = { stdout: "", stderr: "" };
  const capture = (stream: keyof typeof printed) =>
    mock.method(process[stream], "write", (text: string) => {
      printed[stream] += text;
      return true;
    });
  const captured = [capture("stdout"), capture("stderr")];
  try {
    await main();
    return { ...printed, exitCode: process.exitCode ?? 0 };
  } finally {
    for (const { mock } of captured) mock.restore();
    process.exitCode = undefined;
  }
}
