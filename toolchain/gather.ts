import { createHash } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
} from "node:fs";
import { basename, join } from "node:path";
import { putInPlace } from "./putInPlace";

/**
 * One directory with all that was built, and a script beside it: the engine looks for its own
 * plugins next to itself, and warns about those that it finds anywhere else.
 */
export function gather(builtDirectories: readonly string[], script: string, cache: string): string {
  const hash = createHash("sha256").update(readFileSync(script));
  // Their names already say what is in them.
  for (const directory of builtDirectories) hash.update(`\n${basename(directory)}`);
  const finished = join(cache, `bin-${hash.digest("hex").slice(0, 16)}`);
  if (existsSync(finished)) return finished;

  const unfinished = `${finished}.unfinished-${process.pid}`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  try {
    for (const directory of builtDirectories) {
      for (const file of readdirSync(directory)) {
        // A link that is not symbolic: the engine must find itself here, not where it was built.
        linkSync(join(directory, file), join(unfinished, file));
      }
    }
    copyFileSync(script, join(unfinished, basename(script)));
    chmodSync(join(unfinished, basename(script)), 0o755);
    putInPlace(unfinished, finished);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return finished;
}
