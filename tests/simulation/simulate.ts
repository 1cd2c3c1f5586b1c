import { parseArgs } from "node:util";
import { generateLife } from "./life/generate";
import { playLife } from "./life/play";
import { shrink } from "./life/shrink";
import { describeFailure } from "./report";

/**
 * Plays lives until the time is up: `npm run simulate -- --minutes 30 [--seed N] [--lives N]`.
 * Ends with 1 if anything did not hold, and prints each kind of defect once, shrunk.
 */
const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "30" },
    lives: { type: "string" },
    seed: { type: "string", default: "1" },
    /** Counts defects, and does not shrink them. */
    summary: { type: "boolean", default: false },
  },
});

interface Defect {
  lives: number;
  firstSeed: number;
  steps: number;
}

async function simulate(): Promise<void> {
  const first = Number(values.seed);
  const last = first + Number(values.lives ?? Infinity);
  const start = performance.now();
  const end = start + Number(values.minutes) * 60_000;
  const defects = new Map<string, Defect>();
  const figures = { lives: 0, steps: 0, calls: 0 };
  for (let seed = first; seed < last && performance.now() < end; seed += 1) {
    const life = generateLife(seed);
    const played = await playLife(life).catch((error: unknown) => {
      throw new Error(`The simulator itself failed at seed ${seed}`, { cause: error });
    });
    figures.lives += 1;
    figures.steps += played.steps;
    figures.calls += played.calls;
    const { violation } = played;
    if (violation === undefined) continue;
    const known = defects.get(violation.signature);
    if (known) known.lives += 1;
    else {
      const failure = { life, violation, played };
      const shrunk = values.summary ? failure : await shrink(failure);
      console.log(describeFailure(shrunk, seed));
      defects.set(violation.signature, {
        lives: 1,
        firstSeed: seed,
        steps: shrunk.life.steps.length,
      });
    }
  }
  summarize(figures, defects, (performance.now() - start) / 60_000);
  process.exitCode = defects.size > 0 ? 1 : 0;
}

function summarize(
  { lives, steps, calls }: { lives: number; steps: number; calls: number },
  defects: ReadonlyMap<string, Defect>,
  minutes: number,
): void {
  const failed = [...defects.values()].reduce((sum, each) => sum + each.lives, 0);
  const ms = Math.round(process.cpuUsage().user / 1000 / Math.max(lives, 1));
  console.log(
    `${lives} lives, ${steps} steps, ${calls} calls in ${minutes.toFixed(1)} min ` +
      `(${Math.round(lives / minutes)} a minute, ${ms} ms of CPU each): ` +
      `${failed} lives failed, ${defects.size} distinct defects`,
  );
  const byCount = [...defects].sort(([, one], [, other]) => other.lives - one.lives);
  for (const [signature, { lives: count, firstSeed, steps: length }] of byCount) {
    console.log(`${String(count).padStart(6)}  seed ${firstSeed} (${length} steps)  ${signature}`);
  }
}

void simulate();
