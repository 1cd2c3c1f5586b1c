import { parseArgs } from "node:util";
import { generateLife } from "./life/generate";
import { playLife } from "./life/play";
import { simulateOnEngine } from "./realEngine/simulate";
import { shrink } from "./life/shrink";
import { describeFailure } from "./report";
import { playInProcesses, playSeeds } from "./seeds";

/**
 * Plays lives until the time is up: `npm run simulate -- --minutes 30 [--seed N] [--lives N]
 * [--processes N]`. Ends with 1 if anything did not hold, and prints each kind of defect once, shrunk.
 */
const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "30" },
    lives: { type: "string" },
    seed: { type: "string", default: "1" },
    processes: { type: "string", default: "1" },
    /** So many lives on the real engine instead, each of which the model must live in the same way. */
    engine: { type: "string" },
    /** Counts defects, and does not shrink them. */
    summary: { type: "boolean", default: false },
    /** Lives of a platform and three teams. */
    teams: { type: "boolean", default: false },
  },
});

interface Defect {
  lives: number;
  firstSeed: number;
}

async function simulate(): Promise<void> {
  const first = Number(values.seed);
  if (values.engine !== undefined) {
    const failed = await simulateOnEngine(first, Number(values.engine));
    process.exitCode = failed > 0 ? 1 : 0;
    return;
  }
  const seeds = {
    first,
    // Infinity cannot be told to another process.
    last: values.lives === undefined ? Number.MAX_SAFE_INTEGER : first + Number(values.lives),
    step: 1,
    minutes: Number(values.minutes),
    withTeams: values.teams,
  };
  const processes = Number(values.processes);
  const start = performance.now();
  const defects = new Map<string, Defect>();
  const figures = { lives: 0, steps: 0, calls: 0, cpu: 0 };
  for await (const played of processes > 1 ? playInProcesses(processes, seeds) : playSeeds(seeds)) {
    const { seed, signature, breakdown } = played;
    figures.lives += 1;
    figures.steps += played.steps;
    figures.calls += played.calls;
    figures.cpu += played.cpu;
    if (signature === undefined) continue;
    const known = defects.get(signature);
    if (known) known.lives += 1;
    else {
      defects.set(signature, { lives: 1, firstSeed: seed });
      console.log(breakdown === undefined ? await describe(seed) : `SEED ${seed}: ${breakdown}`);
    }
  }
  summarize(figures, defects, (performance.now() - start) / 60_000);
  process.exitCode = defects.size > 0 ? 1 : 0;
}

async function describe(seed: number): Promise<string> {
  const life = generateLife(seed, values.teams);
  const played = await playLife(life);
  const { violation } = played;
  if (violation === undefined) return `SEED ${seed} does not fail again.`;
  const failure = { life, violation, played };
  return describeFailure(values.summary ? failure : await shrink(failure), seed);
}

function summarize(
  { lives, steps, calls, cpu }: { lives: number; steps: number; calls: number; cpu: number },
  defects: ReadonlyMap<string, Defect>,
  minutes: number,
): void {
  const failed = [...defects.values()].reduce((sum, each) => sum + each.lives, 0);
  const ms = Math.round(cpu / Math.max(lives, 1));
  console.log(
    `${lives} lives, ${steps} steps, ${calls} calls in ${minutes.toFixed(1)} min ` +
      `(${Math.round(lives / minutes)} a minute, ${ms} ms of CPU each): ` +
      `${failed} lives failed, ${defects.size} distinct defects`,
  );
  const byCount = [...defects].sort(([, one], [, other]) => other.lives - one.lives);
  for (const [signature, { lives: count, firstSeed }] of byCount) {
    console.log(`${String(count).padStart(6)}  seed ${firstSeed}  ${signature}`);
  }
}

void simulate();
