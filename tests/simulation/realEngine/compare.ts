import { withoutIds } from "../life/violation";
import type { PlayedRun } from "../life/play";

/** How far two engines have done the same. */
export interface Comparison {
  /** Runs of which the results, and the steps as far as they are no matter of time, are the same. */
  same: number;
  difference?: string;
}

/**
 * Holds what one engine has done against what another has. How far a run comes that fails is a matter
 * of time; where two have not come equally far, what follows says nothing any more.
 */
export function compare(real: readonly PlayedRun[], model: readonly PlayedRun[]): Comparison {
  for (const [index, one] of real.entries()) {
    const other = model[index];
    if (other === undefined) return { same: index, difference: `only real: ${inWords(one)}` };
    const isSame = stepsOf(one) === stepsOf(other);
    const isResultSame = one.result === other.result && one.operation === other.operation;
    if (isResultSame && !isSame && one.result === "failed") return { same: index };
    if (!isResultSame || !isSame) {
      return { same: index, difference: `real: ${inWords(one)}\nmodel: ${inWords(other)}` };
    }
  }
  const further = model[real.length];
  const { length: same } = real;
  return further ? { same, difference: `only the model: ${inWords(further)}` } : { same };
}

function stepsOf({ steps }: PlayedRun): string {
  return steps
    .map(({ operation, urn }) => `${operation} ${urn}`)
    .sort()
    .join(", ");
}

function inWords(run: PlayedRun): string {
  const { stack, operation, result, errors } = run;
  const reasons = errors.map((error) => `\n    ${withoutIds(error)}`).join("");
  return `${operation} of ${stack} ${result}: ${stepsOf(run) || "nothing to do"}${reasons}`;
}
