import { existsSync, renameSync } from "node:fs";

/** Gives a finished directory the name that others look for, in one step. */
export function putInPlace(unfinished: string, finished: string): void {
  try {
    renameSync(unfinished, finished);
  } catch (error) {
    // Somebody else finished the same work first: theirs is as good.
    if (!existsSync(finished)) throw error;
  }
}
