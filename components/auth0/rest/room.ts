import { setTimeout } from "node:timers/promises";
import { Auth0Error } from "./auth0Http";

/** The most calls that WSO2's connector makes in a row: two looks at client and grant of a key, and the changes. */
const callsInARow = 7;

/** The fewest calls a second that Auth0 gives a tenant, by its documentation. */
const slowestRate = 2;

/** Milliseconds for which room is waited for. */
const budget = 5 * 60_000;

/**
 * How many calls Auth0 takes just now, as its last answer has said. What this process calls itself is repeated where
 * Auth0 refuses it for its rate. What WSO2's connector calls is not, so there must be room for that before.
 */
export class Room {
  /** Of an empty tenant; unknown before the first answer, or where Auth0 does not say. */
  private limit: number | undefined;
  private remaining = 0;
  /** When there was no room for the connector, and none at all, in milliseconds since 1970. */
  private lowAt = -Infinity;
  private emptyAt = -Infinity;
  /** What WSO2 is at work on, with calls yet to be made. */
  private readonly underWay = new Set<Promise<unknown>>();
  private first: Promise<void> | undefined;
  private last = Promise.resolve();

  /**
   * @param tenant whose limit it is
   * @param question any call, whose answer is {@link note}d
   */
  constructor(
    private readonly tenant: string,
    private readonly question: () => Promise<unknown>,
  ) {}

  /** @param headers of an answer */
  note(headers: Readonly<Record<string, unknown>>): void {
    const limit = Number(headers["x-ratelimit-limit"]);
    const remaining = Number(headers["x-ratelimit-remaining"]);
    if (Number.isNaN(limit + remaining)) return;
    this.limit = limit;
    this.remaining = remaining;
    if (remaining < callsInARow) this.lowAt = Date.now();
    if (remaining === 0) this.emptyAt = Date.now();
  }

  /**
   * Whether Auth0 may have refused a call for its rate.
   *
   * @param since when the work began
   * @param inRoom whether it began with room, and alone
   */
  async mayHaveRefused(since: number, inRoom: boolean): Promise<boolean> {
    await this.ask();
    return (inRoom ? this.emptyAt : this.lowAt) >= since;
  }

  /** Has WSO2 do something that makes its connector call Auth0, once there is room. */
  async forConnector<Result>(work: () => Promise<Result>): Promise<Result> {
    this.last = this.last.then(() => this.wait());
    await this.last;
    const working = work();
    const ended = working.catch(() => {
      // It may have been refused for its rate, so that what was seen before is not so any more.
      this.remaining = 0;
    });
    this.underWay.add(ended);
    try {
      return await working;
    } finally {
      this.underWay.delete(ended);
    }
  }

  private async wait(): Promise<void> {
    const startedAt = Date.now();
    // One that is alone sees by its failure that there was none.
    if (this.underWay.size > 0) await (this.first ??= this.ask());
    while (this.missing > 0 && Date.now() - startedAt < budget) {
      if (this.underWay.size > 0) await Promise.race(this.underWay);
      await this.ask();
      if (this.missing <= 0 || this.underWay.size > 0) continue;
      // The next question takes one.
      const seconds = Math.ceil((this.missing + 1) / slowestRate);
      console.log(
        `Auth0 takes at most ${String(this.limit)} calls at once from ${this.tenant}. Waiting about ${seconds} s ` +
          `until it takes the ${callsInARow} that WSO2 may make in a row ...`,
      );
      await setTimeout(seconds * 1000);
    }
    // All that there ever is, the question's included.
    if (this.limit !== undefined && this.limit <= callsInARow) {
      await setTimeout(1000 / slowestRate);
    }
  }

  private get missing(): number {
    if (this.limit === undefined) return 0;
    // The question itself has taken one.
    const needed = Math.min(callsInARow, this.limit - 1);
    return needed + this.underWay.size * callsInARow - this.remaining;
  }

  /** Where there is no answer, the work itself says what is wrong. */
  private async ask(): Promise<void> {
    try {
      await this.question();
    } catch (error) {
      if (!(error instanceof Auth0Error)) throw error;
      this.limit = undefined;
    }
  }
}
