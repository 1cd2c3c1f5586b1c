import { setTimeout } from "node:timers/promises";
import { throttlingBudget } from "../../http/retries";
import { sayWait } from "../../http/sayWait";
import { connectorCalls } from "../../http/connectorCalls";
import { Auth0Error } from "./auth0Http";

/** The fewest calls a second that Auth0 gives a tenant, by its documentation. */
const slowestRate = 2;

/** Calls left below which the connector, at work for somebody else, may have been refused one just before. */
const lowest = Math.max(...Object.values(connectorCalls));

/** How many times as long as at first somebody waits who has waited in vain. */
const longest = 8;

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
  /** What WSO2 is at work on, and how many calls it may make for that. */
  private readonly underWay = new Map<Promise<unknown>, number>();
  private isAsked = false;
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
    if (remaining < lowest) this.lowAt = Date.now();
    if (remaining === 0) this.emptyAt = Date.now();
  }

  /** How many calls are left, of how many at once, where Auth0 says it. */
  async left(): Promise<{ readonly limit: number; readonly remaining: number } | undefined> {
    await this.ask();
    return this.limit === undefined ? undefined : { limit: this.limit, remaining: this.remaining };
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

  /** Has WSO2 do something that makes its connector call Auth0, once there is room for so many calls. */
  async forConnector<Result>(calls: number, work: () => Promise<Result>): Promise<Result> {
    const turn = this.last.then(() => this.wait(calls));
    this.last = turn.catch(() => undefined);
    await turn;
    // There is room again, and nobody else has been without it.
    if (this.underWay.size === 0) this.lowAt = this.emptyAt = -Infinity;
    const working = work();
    const ended = working.catch(() => undefined);
    this.underWay.set(ended, calls);
    try {
      return await working;
    } finally {
      this.underWay.delete(ended);
      // As far as the next answer does not say otherwise.
      this.remaining -= calls;
    }
  }

  private async wait(calls: number): Promise<void> {
    const startedAt = Date.now();
    // One that is alone sees by its failure that there was none.
    if (this.underWay.size > 0 && !this.isAsked) await this.ask();
    let longer = 1;
    while (this.missing(calls) > 0 && Date.now() - startedAt < throttlingBudget) {
      if (this.underWay.size > 0) await Promise.race(this.underWay.keys());
      await this.ask();
      const missing = this.missing(calls);
      if (missing <= 0 || this.underWay.size > 0) continue;
      // The next question takes one.
      const seconds = Math.ceil((missing + 1) / slowestRate) * longer;
      // Questions of all who wait must not take what they wait for.
      longer = Math.min(longer * 2, longest);
      sayWait(
        `calls of WSO2's at ${this.tenant}`,
        `Auth0 takes at most ${String(this.limit)} calls at once from ${this.tenant}. Waiting ${seconds} s or more ` +
          `until it takes the ${calls} that WSO2 may make in a row ...`,
      );
      await setTimeout(seconds * 1000);
    }
    // All that there ever is, the question's included.
    if (this.limit !== undefined && this.limit <= calls) {
      await setTimeout(1000 / slowestRate);
    }
  }

  private missing(calls: number): number {
    if (this.limit === undefined) return 0;
    const promised = [...this.underWay.values()].reduce((sum, each) => sum + each, 0);
    // The question itself has taken one.
    return Math.min(calls, this.limit - 1) + promised - this.remaining;
  }

  /** Where there is no answer, the work itself says what is wrong. */
  private async ask(): Promise<void> {
    this.isAsked = true;
    try {
      await this.question();
    } catch (error) {
      if (!(error instanceof Auth0Error)) throw error;
      if (error.status !== 429) this.limit = undefined;
    }
  }
}
