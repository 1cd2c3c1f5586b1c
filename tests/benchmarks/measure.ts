import { spawn } from "node:child_process";

/** What a run took. */
export interface Cost {
  /** From start to end. */
  readonly seconds: number;
  /** Of processors, by `pulumi` and everything that it has waited for: a busy machine changes it less. */
  readonly processorSeconds: number;
}

/** What is measured of a stack's life, in its order: the arguments of `pulumi`. */
export const operations = {
  up: ["up", "--yes", "--skip-preview"],
  preview: ["preview", "--expect-no-changes"],
  destroy: ["destroy", "--yes", "--skip-preview"],
} as const;

/** Runs `pulumi <args>`, which must end with 0. */
export async function pulumi(
  directory: string,
  environment: NodeJS.ProcessEnv,
  ...args: string[]
): Promise<Cost> {
  // The shell says at its end what its children took, those of Pulumi included.
  const script = '"$@" >&2; code=$?; times; exit $code';
  const start = performance.now();
  const child = spawn("sh", ["-c", script, "sh", "pulumi", ...args, "--non-interactive"], {
    cwd: directory,
    env: { ...process.env, ...environment },
    stdio: "pipe",
  });
  let [output, said] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  const seconds = (performance.now() - start) / 1000;
  if (code !== 0) throw new Error(`pulumi ${args.join(" ")} ended with ${String(code)}:\n${said}`);
  const ofChildren = output.trim().split("\n").at(-1) ?? "";
  const processorSeconds = [...ofChildren.matchAll(/(\d+)m([\d.]+)s/g)]
    .map(([, minutes, rest]) => Number(minutes) * 60 + Number(rest))
    .reduce((sum, each) => sum + each, 0);
  return { seconds, processorSeconds };
}

/** Rows of what each took, in the middle, and how many times as much as the first. */
export function costRows(costs: ReadonlyMap<string, readonly Cost[]>): string[][] {
  const [reference = []] = costs.values();
  const middle = (all: readonly Cost[], which: keyof Cost) =>
    median(all.map((cost) => cost[which]));
  return [...costs].map(([title, all]) => [
    title,
    ...(["seconds", "processorSeconds"] as const).flatMap((which) => {
      const value = middle(all, which);
      return [value.toFixed(2), (value / middle(reference, which)).toFixed(2)];
    }),
  ]);
}

/** The one in the middle. */
export function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? NaN;
}
