/** Milliseconds between two lines about the same wait. */
const interval = 60_000;

/** When it was said last, in milliseconds since 1970. */
const saidAt = new Map<string, number>();

/**
 * Says that something is waited for: a line a minute, however often and for how many resources it is waited for.
 *
 * @param wait what is the same in all lines about it
 */
export function sayWait(wait: string, line: string): void {
  const before = saidAt.get(wait);
  const now = Date.now();
  if (before !== undefined && Math.abs(now - before) < interval) return;
  saidAt.set(wait, now);
  console.log(line);
}
