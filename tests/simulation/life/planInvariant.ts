import { isDeepStrictEqual } from "node:util";
import { runtime } from "@pulumi/pulumi";
import type { Step } from "../engine/deployment";
import type { Outcome, Stack } from "./stack";
import { Violation } from "./violation";

/**
 * What a saved plan is held against: the same steps, with the same inputs as far as they were known.
 *
 * @throws Violation where `up` has done otherwise
 */
export function checkPlanned(
  { key }: Stack,
  { result, steps }: Outcome,
  planned: readonly Step[],
): void {
  if (result !== "succeeded") return;
  for (const { operation, urn, goal } of planned) {
    const inputs = goal?.inputs;
    const done = steps.find((step) => step.urn === urn && step.operation === operation);
    // What was not known may prove to be the same; the real engine does not say what it was.
    const isKnown = inputs && !JSON.stringify(inputs).includes(runtime.unknownValue);
    const isOpen = operation === "update" && !isKnown;
    if (done === undefined && isOpen) continue;
    if (done === undefined) {
      throw new Violation(10, key, `up does not ${operation} what it was planned for`, urn);
    }
    const unplanned = inputs && done.goal && differenceFrom(inputs, done.goal.inputs);
    if (unplanned === undefined) continue;
    throw new Violation(10, key, `up ${operation}s otherwise than planned: ${unplanned}`, urn);
  }
}

/** Where something is not as planned; what was unknown may become anything. */
function differenceFrom(planned: unknown, done: unknown, path = "inputs"): string | undefined {
  if (planned === runtime.unknownValue || isDeepStrictEqual(planned, done)) return undefined;
  if (!isObject(planned) || !isObject(done)) return path;
  const names = new Set([...Object.keys(planned), ...Object.keys(done)]);
  return [...names]
    .map((name) => differenceFrom(planned[name], done[name], `${path}.${name}`))
    .find((difference) => difference !== undefined);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;
