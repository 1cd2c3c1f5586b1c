import { join } from "node:path";
import { startSandbox, type Sandbox } from "auth0-wso2-sandbox";
import { Stack } from "../engine/stack";
import { operations, pulumi } from "./measure";
import { peakMemory } from "./memory";
import { table } from "./table";

/** How many objects of a kind are in a stack. */
export interface Size {
  readonly keyManagers?: number;
  readonly applications?: number;
}

/** What an operation took on a stack of some size. */
export interface Growth {
  readonly kind: string;
  readonly count: number;
  readonly operation: string;
  readonly seconds: number;
  readonly calls: number;
  /** The most memory of one of our processes, in MiB; unknown without `/proc`. */
  readonly mebibytes: number | undefined;
}

/** Lets stacks grow: seconds and calls to WSO2 of each operation. */
export async function measureGrowth(sizes: readonly Size[]): Promise<Growth[]> {
  const sandbox = await startSandbox();
  const program = join(__dirname, "manyObjects.ts");
  const stack = await Stack.create(sandbox, "growth", {}, program);
  const measured: Growth[] = [];
  for (const size of sizes) measured.push(...(await measure(sandbox, stack, size)));
  await stack.remove();
  await sandbox.close();
  return measured;
}

async function measure(
  sandbox: Sandbox,
  stack: Stack,
  { keyManagers = 0, applications = 0 }: Size,
): Promise<Growth[]> {
  const measured: Growth[] = [];
  stack.environment["BENCHMARK_KEY_MANAGERS"] = String(keyManagers);
  stack.environment["BENCHMARK_APPLICATIONS"] = String(applications);
  for (const [operation, args] of Object.entries(operations)) {
    sandbox.wso2.requests.clear();
    const { result, mebibytes } = await peakMemory(() =>
      pulumi(stack.directory, stack.environment, ...args),
    );
    measured.push({
      kind: keyManagers > 0 ? "Key Managers" : "applications",
      count: keyManagers + applications,
      operation,
      seconds: result.seconds,
      calls: sandbox.wso2.requests.all.length,
      mebibytes,
    });
  }
  return measured;
}

export function growthTable(measured: readonly Growth[]): string {
  return table(
    ["objects", "operation", "s", "calls to WSO2", "for each object", "MiB at most"],
    measured.map(({ kind, count, operation, seconds, calls, mebibytes }) => [
      `${count} ${kind}`,
      operation,
      seconds.toFixed(1),
      String(calls),
      (calls / count).toFixed(2),
      mebibytes?.toFixed(0) ?? "?",
    ]),
  );
}
