import { setTimeout } from "node:timers/promises";
import { sayWait } from "../../http/sayWait";

/** How long to wait for something that takes WSO2 a while, in milliseconds. */
export interface Patience {
  /** All in all. */
  budget: number;
  /** Before the first repetition; doubled each time. */
  firstPause: number;
  longestPause: number;
}

/** On one node WSO2 loads a Key Manager within seconds; its own tests allow a minute. */
export const loadingPatience: Patience = {
  budget: 60_000,
  firstPause: 500,
  longestPause: 5_000,
};

/** A wait with pauses that grow, which says what is waited for. */
export class Waiting {
  private readonly startedAt = Date.now();
  private pause: number;

  constructor(
    /** Reads on from "until". */
    private readonly event: string,
    private readonly patience: Patience,
    /** Done once, when half of the budget is used up. */
    private remedy?: () => Promise<void>,
  ) {
    this.pause = patience.firstPause;
  }

  /** Pauses, unless the budget is used up. */
  async goesOn(): Promise<boolean> {
    const { budget, longestPause } = this.patience;
    const waited = Date.now() - this.startedAt;
    if (waited + this.pause > budget) return false;
    if (this.remedy && waited >= budget / 2) {
      const { remedy } = this;
      this.remedy = undefined;
      await remedy();
    }
    const seconds = Math.round(budget / 1000);
    sayWait(`${this.event} ${seconds}`, `Waiting up to ${seconds} s until ${this.event} ...`);
    await setTimeout(this.pause);
    this.pause = Math.min(this.pause * 2, longestPause);
    return true;
  }
}
