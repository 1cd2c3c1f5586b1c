import assert from "node:assert/strict";
import type { Declaration, DeclaredApplication } from "./program/declaration";
import { usualDeclaration } from "./life/generate";
import type { Change, Disturbance, Life, LifeStep, RunStep } from "./life/life";
import type { Deed } from "./life/people";
import { playLife } from "./life/play";
import { describeFailure } from "./report";
import type { WorldSettings } from "./world/world";

/** A life of one stack or several, whose first days are written by hand. */
export function lifeOf(
  steps: LifeStep[],
  world: Partial<WorldSettings> = {},
  keys: readonly string[] = ["A"],
): Life {
  return {
    seed: 1,
    world: { release: "4.7", activationDelay: 0, ...world },
    stacks: keys.map((key) => ({ key, declaration: structuredClone(usualDeclaration) })),
    steps,
  };
}

/** A life that begins with an `up` of what is declared. */
export const lifeAfter = (
  changes: Change[],
  steps: LifeStep[],
  ...rest: [world?: Partial<WorldSettings>, keys?: readonly string[]]
): Life => lifeOf([declare(changes), up, ...steps], ...rest);

export const declare = (changes: Change[], stack = "A"): LifeStep => ({
  step: "declare",
  stack,
  changes,
});
export const stack = (fields: Partial<Declaration>): Change => ({ change: "stack", fields });
export const keyManager = (fields = {}): Change => ({ change: "Key Manager", fields });
export const application = (
  resource: string,
  fields: Partial<DeclaredApplication> = {},
): Change => ({ change: "application", resource, fields });

export const run = (operation: RunStep["operation"], more: Partial<RunStep> = {}): RunStep => ({
  step: "run",
  stack: "A",
  operation,
  ...more,
});
export const up = run("up");
export const byHand = (deed: Deed): LifeStep => ({ step: "by hand", deed });
export const fault = (on: string, what: string, times = 1, after = 0): Disturbance => ({
  faults: [{ on, after, what, times }],
});

const client = { grantTypes: ["client_credentials"] };
export const generatedKeys = { mode: "generate" as const, ...client };
export const generated: Partial<DeclaredApplication> = { production: generatedKeys };
export const mapped: Partial<DeclaredApplication> = { production: { mode: "map", ...client } };

/** Plays a life with the seeds from 1 on. */
export async function assertHolds(life: Life, seeds: number): Promise<void> {
  for (let seed = 1; seed <= seeds; seed += 1) {
    const played = await playLife({ ...life, seed });
    const { violation } = played;
    if (violation === undefined) continue;
    assert.fail(describeFailure({ life, violation, played }, seed));
  }
}
