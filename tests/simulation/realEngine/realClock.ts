import { setTimeout } from "node:timers/promises";
import type { Clock } from "../life/play";

/** Milliseconds without a call after which nobody has anything left to do. */
const silence = 50;

/** Time as it passes. Nobody waits for it to pass, but until nothing happens any more. */
export class RealClock implements Clock {
  private activity = 0;

  notice(): void {
    this.activity += 1;
  }

  hold<Result>(work: Promise<Result>): Promise<Result> {
    return work;
  }

  run<Result>(work: () => Promise<Result>): Promise<Result> {
    return work();
  }

  async pass(): Promise<void> {
    for (let before = -1; before !== this.activity;) {
      before = this.activity;
      await setTimeout(silence);
    }
  }
}
