import { readdirSync } from "node:fs";
import { join, relative } from "node:path";

/**
 * What a test file takes, as its name tells: one in `engine/` starts Pulumi's engine, one in `package/` installs
 * packages; one that ends with `.slow.test.ts` takes long, or Java, and hardly depends on a change.
 */
export type Group = "fast" | "usual" | "slow";

/** @param file its whole path */
export function groupOf(file: string): Group {
  if (file.endsWith(".slow.test.ts")) return "slow";
  return /^(engine|package)\b/.test(relative(__dirname, file)) ? "usual" : "fast";
}

/** All test files; those that take longest come first, so that what runs beside them ends at the same time. */
export function testFiles(): string[] {
  return readdirSync(__dirname, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".test.ts") && !file.includes("node_modules"))
    .map((file) => join(__dirname, file))
    .sort((one, other) => rank(one) - rank(other) || (one < other ? -1 : 1));
}

const rank = (file: string) => (["slow", "usual", "fast"] as const).indexOf(groupOf(file));
