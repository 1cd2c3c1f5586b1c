import { setTimeout } from "node:timers/promises";

/** Waits for something that happens in the background; mocha's time limit ends the wait. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await setTimeout(5);
}
