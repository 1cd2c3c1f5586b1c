import { quoted } from "../../validation/settingPath";
import type { Managed, State } from "../provider/kind";
import { isUnknown } from "../provider/unknown";
import type { KeysAddition, KeysValues } from "./args";
import type { Condition } from "./condition";
import { keyTypeOf } from "./conversion";

export type KeysState = State<KeysValues, KeysAddition>;

/** What a condition means. */
interface Row {
  /** What a preview says. */
  readonly preview?: (state: KeysState) => string;
  /**
   * What `pulumi up` does: writes what differs (`sync`), hands out the secret that is there
   * (`handOut`), has WSO2 load the Key Manager before that (`load`), looks at them again (`look`), leaves them as
   * they are (`wait`), or makes new ones (`replace`).
   */
  readonly up: "sync" | "handOut" | "load" | "look" | "wait" | "replace";
  /** Why they are not what was asked for, after all was done. */
  readonly fault?: (inputs: KeysValues & Managed) => string;
}

/** Everything that depends on the condition in which keys are. */
export const conditions: Readonly<Record<Condition, Row>> = {
  complete: { up: "sync" },
  secretChanged: {
    up: "handOut",
    preview: (state) =>
      `The consumer secret of ${nameOf(state)} was changed by hand: pulumi up hands out the new one.`,
  },
  notLoaded: {
    up: "load",
    preview: ({ keyManager }) =>
      `WSO2 has not loaded the Key Manager "${keyManager}", so nothing works with these keys: ` +
      "pulumi up saves it once more.",
  },
  waitsForApproval: {
    up: "wait",
    preview: (state) =>
      `Keys ${keyTypeOf(state)} of ${state.applicationName} wait: an administrator has to approve them ` +
      "(Admin Portal: Tasks, Application Registration).",
    fault: () =>
      "an administrator has to approve them (Admin Portal: Tasks, Application Registration). " +
      "Then run pulumi up again, it continues from there.",
  },
  rejected: {
    up: "wait",
    preview: (state) => `An administrator has rejected ${nameOf(state)}. ${askingAgain(state)}`,
    fault: (inputs) => `an administrator has rejected them. ${askingAgain(inputs)}`,
  },
  unfinished: {
    up: "replace",
    preview: (state) =>
      renewal(
        state,
        `${nameOf(state)} were approved, but WSO2 could not make their client in Auth0`,
      ),
  },
  keysMissing: {
    up: "replace",
    preview: (state) => renewal(state, `${nameOf(state)} are gone from WSO2`),
  },
  clientMissing: {
    up: "replace",
    preview: (state) => renewal(state, `The client of ${nameOf(state)} is gone from Auth0`),
  },
  unseen: {
    up: "look",
    preview: (state) => `WSO2 cannot read ${nameOf(state)} just now: pulumi up looks again.`,
    fault: (inputs) =>
      "WSO2 cannot read them. One cause is a client of the application's keys that is missing " +
      "in Auth0; wso2carbon.log names the cause. Then run pulumi up again." +
      (inputs.mode === "map" || inputs.management
        ? ""
        : ` If the client is missing, make new keys: ${removal(inputs)}, then pulumi up.`),
  },
};

const targetOf = ({ ownership }: Managed) =>
  quoted(`**::${ownership?.resource ?? "<name of the resource>"}`);

const askingAgain = (inputs: Managed) => `To ask again: pulumi up --replace ${targetOf(inputs)}.`;

/** How keys go whose client nobody can look at: WSO2 makes no others while it cannot read these. */
const removal = (inputs: Managed) =>
  `pulumi destroy --target ${targetOf(inputs)} --target-dependents --refresh=false`;

const nameOf = (state: KeysState) => `keys ${keyTypeOf(state)} of ${state.applicationName}`;

/** What consumers notice of mapped keys that get another client; nothing where they keep theirs. */
export function describeOtherClient(
  olds: Partial<KeysValues>,
  news: KeysValues,
): string | undefined {
  if (olds.mode !== "map" || olds.clientId === news.clientId) return undefined;
  const { clientId: next } = news;
  const isKnown = next !== undefined && !isUnknown(next);
  return (
    `The keys ${keyTypeOf(news)} of ${news.applicationName} get another client: the consumer key changes from ` +
    `${olds.clientId ?? "(none)"} to ${isKnown ? next : "one that is not known yet"}. Tell whoever uses it: the new ` +
    "one has a secret of its own." +
    (news.mode === "map"
      ? " To keep the client, run it without --replace. After pulumi state taint, run pulumi state untaint --all."
      : "")
  );
}

/** What consumers notice of new keys. */
export function renewal(state: KeysState, reason = `${nameOf(state)} are replaced`): string {
  const { consumerKey = "(none)" } = state;
  const sentence = reason.charAt(0).toUpperCase() + reason.slice(1);
  return `${sentence}; new ones are generated, the consumer key changes (it was ${consumerKey}).`;
}
