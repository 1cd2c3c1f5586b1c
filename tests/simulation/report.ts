import type { Failure } from "./life/shrink";

/** A failing life, for a reader: how to play it again, what is in it, what happened. */
export function describeFailure(
  { life, violation, played }: Failure,
  seed: number,
  again = `--seed ${seed} --lives 1`,
): string {
  const { world, stacks, steps } = life;
  return [
    `SEED ${seed}: ${violation.message}`,
    "",
    `  again: npm run simulate -- ${again}`,
    `  WSO2 ${world.release}, loads after ${world.activationDelay} ms` +
      (world.auth0Limit === undefined ? "" : `, Auth0 allows ${world.auth0Limit} calls a second`),
    `  stacks: ${stacks.map(({ key }) => key).join(", ")}; the shrunk life has ${steps.length} steps:`,
    ...played.story.map((line) => `    ${line}`),
    "",
  ].join("\n");
}
