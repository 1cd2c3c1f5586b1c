import type { State } from "../provider/kind";
import type { SubscriptionAddition, SubscriptionValues } from "./args";

type SubscriptionState = State<SubscriptionValues, SubscriptionAddition>;

interface Decision {
  /** Who has decided or has to, and who can undo it. */
  readonly who: string;
  /** Whether WSO2 lets the subscriber change nothing meanwhile. */
  readonly isFinal: boolean;
}

const blocked =
  "a publisher of the API has blocked it, and can unblock it (Publisher: the API's Subscriptions)";

/** What publishers and administrators decide of a subscription, by the status that WSO2 gives it. */
const decisions: Readonly<Record<string, Decision>> = {
  BLOCKED: { isFinal: true, who: `${blocked}. The gateway refuses the application's calls.` },
  PROD_ONLY_BLOCKED: {
    isFinal: true,
    who: `${blocked}. The gateway refuses calls with production keys.`,
  },
  ON_HOLD: {
    isFinal: true,
    who:
      "somebody has to approve it (Admin Portal: Tasks, Subscription Creation) before the gateway " +
      "lets the application in.",
  },
  REJECTED: {
    isFinal: true,
    who:
      "an administrator has rejected it (Admin Portal: Tasks, Subscription Creation). To ask again, " +
      "remove it in the Developer Portal, and run pulumi up.",
  },
  TIER_UPDATE_PENDING: {
    isFinal: false,
    who:
      "somebody has to approve its throttling policy (Admin Portal: Tasks, Subscription " +
      "Update). Until then the earlier one applies.",
  },
};

/** Whether others have decided, so that WSO2 changes nothing of a subscription. */
export function isFinal(status: string | undefined): boolean {
  return decisions[status ?? ""]?.isFinal === true;
}

/** Tells the subscriptions of several applications to one API apart. */
export function nameOf({ api, version, applicationId, ownership }: SubscriptionState): string {
  const which = ownership?.resource ?? `of application ${applicationId}`;
  return `The subscription to "${api}" ${version} (${which})`;
}

export function decisionOnSubscription(state: SubscriptionState): string | undefined {
  const { status = "" } = state;
  const decision = decisions[status];
  return decision && `${nameOf(state)} is ${status}: ${decision.who}`;
}

/** Fails where a policy is declared that WSO2 does not change now. */
export function refuseChange(status: string | undefined, throttlingPolicy: string): void {
  if (!isFinal(status)) return;
  throw new Error(
    `WSO2 changes nothing of a subscription that is ${status ?? ""}: ` +
      `${decisions[status ?? ""]?.who ?? ""} Nothing was changed. Until they undo it, declare ` +
      `the earlier throttlingPolicy (${throttlingPolicy}).`,
  );
}
