import { startSandbox } from "../sandbox";
import { Stack } from "../tests/engine/stack";

/** How often each operation is measured. */
const rounds = Number(process.argv[2] ?? 3);

const config = {
  api: { identifier: "https://orders.example.com/" },
  keyManager: { name: "auth0-benchmark" },
};

/** `npm run benchmark [-- rounds]`: seconds and calls of each operation on the real engine. */
async function main(): Promise<void> {
  const sandbox = await startSandbox();
  const stack = await Stack.create(sandbox, "benchmark", config);
  const operations: [string, () => Promise<unknown>][] = [
    ["up: create everything", () => stack.up()],
    ["preview: no change", () => stack.preview()],
    ["up: no change", () => stack.up()],
    ["destroy", () => stack.destroy()],
  ];
  const seconds = new Map<string, number[]>();
  const calls = new Map<string, string>();
  for (let round = 0; round < rounds; round += 1) {
    for (const [title, operation] of operations) {
      sandbox.auth0.requests.clear();
      sandbox.wso2.requests.clear();
      const start = performance.now();
      await operation();
      seconds.set(title, [...(seconds.get(title) ?? []), (performance.now() - start) / 1000]);
      calls.set(
        title,
        `${sandbox.auth0.requests.all.length} to Auth0, ${sandbox.wso2.requests.all.length} to WSO2`,
      );
    }
  }
  await stack.remove();
  await sandbox.close();
  for (const [title, measured] of seconds) {
    const sorted = measured.toSorted((left, right) => left - right);
    const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
    const range = `${sorted[0]?.toFixed(1) ?? ""}–${sorted.at(-1)?.toFixed(1) ?? ""} s`;
    console.log(
      `${title.padEnd(22)} ${median.toFixed(1)} s (${range}, ${measured.length} runs); calls: ${calls.get(title) ?? ""}`,
    );
  }
}

void main();
