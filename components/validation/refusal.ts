import { RunError } from "@pulumi/pulumi";
import type { Mistake } from "./validation";

/**
 * Ends the program because of a value that it was about to hand to a resource. Pulumi puts the name of
 * that input before the message of an error; this one keeps its own.
 */
export class Refusal extends RunError {
  constructor(text: string) {
    super(text);
    Object.defineProperty(this, "message", { get: () => text, set: () => undefined });
  }
}

/**
 * Ends the program before anything is made, where a declaration has mistakes.
 *
 * @param of what is declared, in the plural
 * @param mistakes those of each declaration, by its name
 * @throws Refusal that lists all of them
 */
export function refuseMistakes(
  of: string,
  mistakes: Readonly<Record<string, readonly Mistake[]>>,
): void {
  const lines = Object.entries(mistakes).flatMap(([name, each]) =>
    each.map(({ path, reason }) => [`"${name}"`, path.join("."), reason].filter(Boolean).join(" ")),
  );
  if (lines.length === 0) return;
  const count = lines.length === 1 ? "one mistake" : `${lines.length} mistakes`;
  throw new Refusal([`The declarations of ${of} have ${count}:`, ...lines].join("\n  - "));
}
