import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { withLock } from "auth0-wso2-lock";
import type { Part } from "./part";
import type { Progress } from "./progress";
import { putInPlace } from "./putInPlace";
import { ToolchainError } from "./toolchainError";

/**
 * Makes sure that a part is in the cache, and returns its directory. Only a finished build carries the
 * name that is looked for: it is put there by one rename.
 */
export async function provide(
  part: Part,
  cache: string,
  progress: Progress,
  signal: AbortSignal,
): Promise<string> {
  const finished = join(cache, `${part.name}-${part.fingerprint}`);
  if (!existsSync(finished)) {
    createCache(cache);
    const onWait = (owner: string): void => {
      progress.announce(`Waiting for ${owner}, which is ${part.verb.toLowerCase()} ${part.title}.`);
    };
    await withLock(`${finished}.lock`, { signal, onWait }, async () => {
      // Whoever held the lock before may have built it.
      if (!existsSync(finished)) await build(part, finished, progress, signal);
    });
  }
  return finished;
}

function createCache(cache: string): void {
  try {
    mkdirSync(cache, { recursive: true });
  } catch (error) {
    throw new ToolchainError(
      `The toolchain cache cannot be created, ${(error as Error).message}: set AUTH0_WSO2_TOOLCHAIN_CACHE to a directory that can be written.`,
    );
  }
}

async function build(
  part: Part,
  finished: string,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  removeLeftovers(finished);
  const unfinished = `${finished}.unfinished-${process.pid}`;
  mkdirSync(unfinished);
  const partProgress = progress.start(part);
  try {
    await part.build(unfinished, { signal, reportStage: partProgress.reportStage });
    signal.throwIfAborted();
    putInPlace(unfinished, finished);
    partProgress.done();
  } catch (error) {
    partProgress.stopped();
    throw error;
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** Whoever holds the lock may clear away what a killed build left. */
function removeLeftovers(finished: string): void {
  const prefix = `${basename(finished)}.unfinished-`;
  for (const entry of readdirSync(dirname(finished))) {
    if (entry.startsWith(prefix)) {
      rmSync(join(dirname(finished), entry), { recursive: true, force: true });
    }
  }
}
