import assert from "node:assert/strict";
import { changesFound, type Stack } from "./stack";

/** An output says each of the texts. */
export function assertSays(output: string, texts: readonly string[]): void {
  for (const text of texts) assert.ok(output.includes(text), `${text} is not in:\n${output}`);
}

/** A preview finds nothing to do. @returns what it has printed */
export async function assertConverged(stack: Stack): Promise<string> {
  const { code, output } = await stack.preview();
  assert.equal(code, 0, output);
  return output;
}

/** A preview finds changes, and says each of the texts. @returns what it has printed */
export async function assertShown(stack: Stack, texts: readonly string[] = []): Promise<string> {
  const { code, output } = await stack.preview();
  assert.equal(code, changesFound, output);
  assertSays(output, texts);
  return output;
}
