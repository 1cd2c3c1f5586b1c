import type { Life, LifeStep, RunStep } from "./life";
import { playLife, type Played } from "./play";
import type { Violation } from "./violation";

/** A life that fails, and how. */
export interface Failure {
  life: Life;
  violation: Violation;
  played: Played;
}

/** At most so many tries, because each plays a life. */
const tries = 150;

/** Looks for the shortest life that fails in the same way. */
export async function shrink(failure: Failure): Promise<Failure> {
  let best = failure;
  let left = tries;
  const attempt = async (life: Life): Promise<boolean> => {
    if (left <= 0) return false;
    left -= 1;
    const played = await playLife(life).catch(() => undefined);
    const violation = played?.violation;
    if (!played || violation?.signature !== failure.violation.signature) return false;
    best = { life, violation, played };
    return true;
  };
  for (let isBetter = true; isBetter && left > 0;) {
    isBetter = false;
    for (let index = best.life.steps.length - 1; index >= 0; index -= 1) {
      const steps = best.life.steps.filter((_step, at) => at !== index);
      if (await attempt({ ...best.life, steps })) isBetter = true;
    }
    for (const simpler of simplerLives(best.life)) {
      if (await attempt(simpler)) {
        isBetter = true;
        break;
      }
    }
  }
  return best;
}

/** The same life with one thing less in it. */
function* simplerLives(life: Life): Generator<Life> {
  const { steps, world, stacks } = life;
  for (const [index, step] of steps.entries()) {
    for (const simpler of simplerSteps(step)) {
      yield { ...life, steps: steps.map((other, at) => (at === index ? simpler : other)) };
    }
  }
  if (stacks.length > 1) {
    const [first] = stacks;
    const others = steps.filter((step) => !mentions(step, "B"));
    if (first && others.length === steps.length) yield { ...life, stacks: [first] };
  }
  if (world.release !== "4.7") yield { ...life, world: { ...world, release: "4.7" } };
  if (world.activationDelay > 0) yield { ...life, world: { ...world, activationDelay: 0 } };
  for (const part of ["auth0Limit", "isSlow", "hasNewerField"] as const) {
    if (world[part] !== undefined) yield { ...life, world: without(world, part) };
  }
}

function without<Whole extends object>(whole: Whole, part: keyof Whole): Whole {
  return Object.fromEntries(Object.entries(whole).filter(([name]) => name !== part)) as Whole;
}

function mentions(step: LifeStep, key: string): boolean {
  return JSON.stringify(step).includes(`"${key}"`);
}

function* simplerSteps(step: LifeStep): Generator<LifeStep> {
  switch (step.step) {
    case "run":
      yield* simplerRuns(step);
      return;
    case "together":
      yield* step.runs;
      for (const [index, run] of step.runs.entries()) {
        for (const simpler of simplerRuns(run)) {
          yield { ...step, runs: step.runs.map((other, at) => (at === index ? simpler : other)) };
        }
      }
      return;
    case "declare":
      if (step.changes.length < 2) return;
      for (const index of step.changes.keys()) {
        yield { ...step, changes: step.changes.filter((_change, at) => at !== index) };
      }
      return;
    default:
      return;
  }
}

function* simplerRuns(run: RunStep): Generator<RunStep> {
  for (const part of [
    "withPreview",
    "replace",
    "target",
    "faults",
    "auth0",
    "kill",
    "meanwhile",
  ] as const) {
    if (run[part] === undefined) continue;
    yield without(run, part);
  }
  if ((run.faults?.length ?? 0) > 1) {
    for (const fault of run.faults ?? []) yield { ...run, faults: [fault] };
  }
}
