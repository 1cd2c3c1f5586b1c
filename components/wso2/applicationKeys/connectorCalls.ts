import type { ClientCredentials } from "../../auth0/rest/clientCredentials";
import type { ManagementLogins } from "../../auth0/rest/managementLogins";
import { Waiting, type Patience } from "../provider/patience";
import { isServerFault } from "../rest/errors";

/** Calls that WSO2's connector makes in a row at Auth0. */
const callsOf = {
  /** The client of a key, and its grant. */
  look: 2,
  /** Client and grant, and a look at another key of the application. */
  generation: 6,
  /** Two looks, and the changes of client and grant. */
  change: 7,
} as const;

type Operation = keyof typeof callsOf;

/** How much longer than for anything else is waited where Auth0 takes no more calls. */
const throttledTimes = 5;

/** Keys that WSO2 asks Auth0 about, with a login for the tenant where the stack has one. */
interface Asked {
  readonly management?: ClientCredentials | undefined;
}

/**
 * What WSO2's connector calls at Auth0. It does not repeat a call that Auth0 refuses for its rate, and WSO2 then fails
 * (500) as it does for anything else. So WSO2 is asked once Auth0 takes that many calls.
 */
export class ConnectorCalls {
  constructor(
    private readonly logins: ManagementLogins,
    private readonly patience: Patience,
  ) {}

  /** Has WSO2 do something once, as soon as Auth0 takes the calls for it. */
  async once<Result>(
    operation: Operation,
    asked: Asked,
    work: () => Promise<Result>,
  ): Promise<Result> {
    const room = this.logins.roomOf(asked.management);
    return room === undefined ? work() : room.forCalls(callsOf[operation], work);
  }

  /** The same, and again where Auth0 may have refused one of the calls for its rate. */
  async repeated<Result>(
    operation: Operation,
    asked: Asked,
    work: () => Promise<Result>,
  ): Promise<Result> {
    const waiting = this.waiting();
    for (;;) {
      try {
        return await this.once(operation, asked, work);
      } catch (error) {
        if (!isServerFault(error) || !(await this.isThrottled(operation, asked))) throw error;
        if (await waiting.goesOn()) continue;
        throw new Error(describeThrottled("WSO2 could not finish its work on keys"), {
          cause: error,
        });
      }
    }
  }

  /** Whether Auth0 takes fewer calls just now. */
  async isThrottled(operation: Operation, { management }: Asked): Promise<boolean> {
    const room = this.logins.roomOf(management);
    return room !== undefined && (await room.isTooSmallFor(callsOf[operation]));
  }

  waiting(): Waiting {
    const budget = this.patience.budget * throttledTimes;
    return new Waiting("Auth0 takes more calls", { ...this.patience, budget });
  }
}

/** Why WSO2 failed where its connector may have made too many calls. */
export function describeThrottled(failed: string): string {
  return (
    `${failed}: Auth0 takes so few calls from the tenant just now (its rate limit) that it may have refused one ` +
    "of WSO2's, which WSO2 does not repeat. Run pulumi up again when others make fewer calls to the tenant."
  );
}
