import { randomUUID } from "node:crypto";
import { linkSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { setTimeout as delay } from "node:timers/promises";

interface Owner {
  readonly host: string;
  readonly pid: number;
}

export interface LockOptions {
  readonly signal: AbortSignal;
  /** Called once, when somebody else holds the lock. */
  readonly onWait: (owner: string) => void;
  readonly pollMilliseconds?: number;
}

const signOfLifeMilliseconds = 5_000;
const silenceMilliseconds = 60_000;

/**
 * Runs `action` while no other process runs one under the same lock file.
 *
 * A lock is stale once its process is gone, or has given no sign of life for a minute (another host
 * sharing the cache, or a process id used again). A suspended owner may thus lose its lock, so the
 * lock only saves work: what is built must be put in place atomically all the same.
 */
export async function withLock(
  file: string,
  options: LockOptions,
  action: () => Promise<void>,
): Promise<void> {
  let announced = false;
  let lock = tryLock(file);
  while ("owner" in lock) {
    if (!announced) {
      options.onWait(lock.owner);
      announced = true;
    }
    await delay(options.pollMilliseconds ?? 250, undefined, { signal: options.signal });
    lock = tryLock(file);
  }
  try {
    await action();
  } finally {
    lock.release();
  }
}

/** The lock, held until it is released or this process ends, or else whoever holds it. */
export function tryLock(file: string): { release: () => void } | { owner: string } {
  while (!tryToAcquire(file)) {
    const owner = lockOwner(file);
    if (owner !== undefined) return { owner };
    rmSync(file, { force: true });
  }
  const signsOfLife = setInterval(() => {
    touch(file);
  }, signOfLifeMilliseconds);
  return {
    release: () => {
      clearInterval(signsOfLife);
      rmSync(file, { force: true });
    },
  };
}

function tryToAcquire(file: string): boolean {
  // Linking a finished file makes the lock appear with its owner written in it, never empty.
  const candidate = `${file}.${randomUUID()}`;
  const owner: Owner = { host: hostname(), pid: process.pid };
  writeFileSync(candidate, JSON.stringify(owner));
  try {
    linkSync(candidate, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(candidate, { force: true });
  }
}

/** The owner as a person would name it, or undefined for a stale or vanished lock. */
export function lockOwner(file: string): string | undefined {
  try {
    if (Date.now() - statSync(file).mtimeMs > silenceMilliseconds) return undefined;
    const owner = JSON.parse(readFileSync(file, "utf8")) as Owner;
    if (owner.host !== hostname()) return `process ${owner.pid} on ${owner.host}`;
    return isRunning(owner.pid) ? `process ${owner.pid}` : undefined;
  } catch {
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, as another user.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function touch(file: string): void {
  const now = new Date();
  try {
    utimesSync(file, now, now);
  } catch {
    // Taken away as stale while this process was suspended: nothing to keep alive.
  }
}
