import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { Instrumenter } from "@stryker-mutator/instrumenter";
import { folderOf } from "./folders.mjs";
import { wording } from "./ignore.mjs";

/**
 * Places to mutate, as Stryker's patterns: of each folder as many as have `size` mutants. A place is
 * drawn by what it says, so it stays in the sample when its surroundings change.
 */
export async function sample(files, size, seed) {
  const places = (await Promise.all(files.map((file) => placesOf(file, seed)))).flat();
  places.sort((one, other) => (one.lot < other.lot ? -1 : 1));
  const drawn = new Map();
  return places
    .filter(({ file, mutants }) => {
      const soFar = drawn.get(folderOf(file)) ?? 0;
      if (soFar < size) drawn.set(folderOf(file), soFar + mutants);
      return soFar < size;
    })
    .map(({ file, range }) => `${file}:${range}`);
}

/** The places of a file that Stryker would mutate. */
async function placesOf(file, seed) {
  const content = await readFile(file, "utf8");
  const { mutants } = await new Instrumenter(silent).instrument(
    [{ name: resolve(file), mutate: true, content }],
    { ignorers: [wording], excludedMutations: [], plugins: null },
  );
  const lines = content.split("\n");
  const byRange = Map.groupBy(
    mutants.filter(({ status }) => status !== "Ignored"),
    ({ location: { start, end } }) =>
      `${start.line + 1}:${start.column}-${end.line + 1}:${end.column}`,
  );
  return [...byRange].map(([range, [{ location, mutatorName }, ...others]]) => {
    const { start, end } = location;
    const code = lines.slice(start.line, end.line + 1).join("\n");
    const text = [seed, file, mutatorName, start.column, code].join("\n");
    const lot = createHash("sha256").update(text).digest("hex");
    return { file, range, lot, mutants: others.length + 1 };
  });
}

const silent = { isDebugEnabled: () => false, debug: () => undefined, info: () => undefined };
