import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { withLock } from "auth0-wso2-lock";
import type { Part } from "./part";
import type { PartProgress, Progress } from "./progress";
import { putInPlace } from "./putInPlace";
import { ToolchainError } from "./toolchainError";

/**
 * Makes sure that parts are in the cache. Only a finished build carries the name that is looked for: it
 * is put there by one rename.
 */
export async function provide(
  parts: readonly Part[],
  cache: string,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  const missing = parts.filter((part) => !isProvided(part, cache));
  for (const part of missing) await part.check(signal);
  for (const [index, part] of missing.entries()) {
    createCache(cache);
    const finished = directoryOf(part, cache);
    const onWait = (owner: string): void => {
      progress.announce(`Waiting for ${owner}, which is ${part.verb.toLowerCase()} ${part.title}.`);
    };
    await withLock(`${finished}.lock`, { signal, onWait }, async () => {
      // Whoever held the lock before may have built it.
      if (existsSync(finished)) return;
      const start = (): PartProgress =>
        progress.start(part, { number: index + 1, of: missing.length });
      await build(part, finished, start, signal);
    });
  }
}

export function isProvided(part: Part, cache: string): boolean {
  return existsSync(directoryOf(part, cache));
}

/** Where a part is, or will be once it is provided. */
export function directoryOf(part: Part, cache: string): string {
  return join(cache, `${part.name}-${part.fingerprint}`);
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
  start: () => PartProgress,
  signal: AbortSignal,
): Promise<void> {
  removeLeftovers(finished);
  const unfinished = `${finished}.unfinished-${process.pid}`;
  mkdirSync(unfinished);
  const partProgress = start();
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
