import { AsyncResource } from "node:async_hooks";
import { install } from "@sinonjs/fake-timers";

/** Turns of the event loop without anything happening after which everybody waits for the time. */
const quietTurns = 3;

/** A wait that is longer than this, in milliseconds, will not end. */
const longestWait = 24 * 60 * 60 * 1000;

/**
 * Time that passes only when nobody has anything to do but wait: an hour of patience takes no time,
 * and a busy machine makes nobody late. `setTimeout`, `setInterval`, `node:timers/promises` and
 * `Date` of the whole process follow it until it is stopped; `setImmediate` and `nextTick` are real.
 */
export class SimulatedClock {
  private readonly timers: ReturnType<typeof install>;
  private activity = 0;
  private held = 0;

  /** @param now milliseconds since 1970 */
  constructor(now: number = Date.UTC(2026, 0, 1)) {
    this.timers = install({
      now,
      toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date"],
    });
    // Whoever waits goes on as the one who has waited, not as the one who moves the clock.
    const wait = globalThis.setTimeout;
    globalThis.setTimeout = ((work: (...values: unknown[]) => void, ...rest: [number]) =>
      wait(AsyncResource.bind(work), ...rest)) as typeof globalThis.setTimeout;
  }

  /** Something is going on that is no timer: time stands still for a moment. */
  notice(): void {
    this.activity += 1;
  }

  /** Something is going on elsewhere, as in another thread: time stands still until it is done. */
  hold<Result>(work: Promise<Result>): Promise<Result> {
    this.held += 1;
    return work.finally(() => {
      this.held -= 1;
      this.activity += 1;
    });
  }

  /** Lets time pass as it is needed until the work is done. */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    let isDone = false;
    const result = work().finally(() => {
      isDone = true;
    });
    result.catch(() => undefined);
    const start = Date.now();
    const hasEnded = () => isDone;
    for (;;) {
      await this.quiet(hasEnded);
      if (hasEnded()) return result;
      if (this.timers.countTimers() === 0) throw new Error("Everybody waits for ever.");
      if (Date.now() - start > longestWait) throw new Error("A day has passed without an end.");
      this.timers.next();
    }
  }

  /** Lets that many milliseconds pass. */
  pass(milliseconds: number): Promise<void> {
    return this.run(
      () =>
        new Promise((resolve) => {
          setTimeout(resolve, milliseconds);
        }),
    );
  }

  /** The real time again. */
  stop(): void {
    this.timers.uninstall();
  }

  private async quiet(isDone: () => boolean): Promise<void> {
    let seen = this.activity;
    for (let turns = 0; turns < quietTurns && !isDone(); turns += 1) {
      await turnOfTheEventLoop();
      if (this.activity !== seen || this.held > 0) turns = -1;
      seen = this.activity;
    }
  }
}

function turnOfTheEventLoop(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
