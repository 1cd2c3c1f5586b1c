import { describeOwner, type Mark } from "../../marks/mark";
import { describePlace, differencesOf, type Place } from "./place";

/** What a look at an object's id has met. */
export type Look<Live> =
  | { readonly met: "object"; readonly live: Live }
  /** Nothing. Whether the login could have seen the object is another question. */
  | { readonly met: "nothing" }
  /** Nothing, said by somebody who sees all objects of the place. */
  | { readonly met: "gone" }
  | Hidden;

/** It is not for this login to see whether the object is there. */
export interface Hidden {
  readonly met: "refusal";
  /** Why, and the ways on. */
  readonly reason: string;
  /** Whether another resource of the stack tells it, so that this one need not. */
  readonly isTold?: boolean;
}

/** Whose an object is. */
export type Sight<Live> =
  | { readonly whose: "ours"; readonly live: Live; readonly mark?: Mark }
  | { readonly whose: "nobodys" }
  | { readonly whose: "anothers"; readonly live: Live; readonly mark: Mark }
  | { readonly whose: "hidden"; readonly reason: string; readonly isTold: boolean };

export const object = <Live>(live: Live): Look<Live> => ({ met: "object", live });
export const nothing = { met: "nothing" } as const;
export const gone = { met: "gone" } as const;
export const hidden = (reason: string, isTold = false): Hidden => ({
  met: "refusal",
  reason,
  isTold,
});

/** What is there by that id, if anything, or nothing. */
export const objectOr = <Live>(live: Live | undefined): Look<Live> =>
  live === undefined ? nothing : object(live);

/**
 * Why a login that has met nothing could not have seen the object; nothing where it could, so that
 * the object is gone.
 *
 * @param parts what makes up the place of such objects
 */
export function blindness(
  there: Place,
  here: Place,
  parts: readonly (keyof Place)[],
): string | undefined {
  const [part] = differencesOf(there, here).filter(
    (each) => each !== "owner" || parts.includes("owner"),
  );
  if (part !== undefined) return describeElsewhere(part, there, here);
  const isKnown = (place: Place) =>
    parts.every((each) => each === "server" || place[each] !== undefined);
  if (isKnown(there) && isKnown(here)) return undefined;
  return (
    `this login does not see it at ${describePlace(here)}, and may not be allowed to see it: ` +
    `${isKnown(there) ? "the login does not say who it is" : "the state was written by an earlier version, which did not store the user"}. ` +
    `${nothingChanged} Log in as the user who created it, and run this again. ${ifDeleted}`
  );
}

const nothingChanged = "Nothing was changed.";
const forget =
  "pulumi state delete --target-dependents '<URN>' (pulumi stack --show-urns lists the URNs).";
const ifDeleted = `If it was deleted there, forget it: ${forget}`;

/** Why an object is not seen from here, and what to do about it. */
export function describeElsewhere(part: keyof Place, there: Place, here: Place): string {
  return elsewhere[part](there, here);
}

const elsewhere: Readonly<Record<keyof Place, (there: Place, here: Place) => string>> = {
  server: ({ server = "" }, here) =>
    `it is on the server ${server}, but the stack points to ${here.server ?? ""}, which does not ` +
    `have it. ${nothingChanged} To move the stack: point it back to ${server}, run pulumi destroy, ` +
    "point it to the new server, run pulumi up. If the old server is gone for good, forget what was " +
    `on it: ${forget}`,
  organization: (there, here) =>
    `it is at ${describePlace(there)}, but the stack logs in at ${describePlace(here)}, and ` +
    `does not see it there. ${nothingChanged} Log in with a user of that organization ` +
    "(WSO2_USERNAME, or wso2.username in the stack config). To move the stack: log in there, " +
    `run pulumi destroy, log in here, run pulumi up. ${ifDeleted}`,
  owner: ({ owner = "" }, here) =>
    `it belongs to the WSO2 user ${owner}, and WSO2 shows it to that user only. The stack ` +
    `logs in as ${here.owner ?? ""}. ${nothingChanged} Log in as ${owner} (WSO2_USERNAME, or ` +
    "wso2.username in the stack config). Or hand the applications over: give the login a " +
    "role with the scopes apim:admin_application_view and apim:app_owner_change (Admin " +
    "Portal: Settings, Scope Assignments), set changeOwner: true of each application, and " +
    `run pulumi up. ${ifDeleted}`,
};

/** Why an application that this login had is not seen any more, where WSO2 does not say who has it. */
export function describeGivenAway(): string {
  return (
    `it was handed over to another WSO2 user. ${nothingChanged} Log in as that user (WSO2_USERNAME, or ` +
    "wso2.username in the stack config), or have an administrator of WSO2 hand it back."
  );
}

/** For whoever looks after a state whose object is another's. */
export function describeAnothers(label: string, id: string, mark: Mark): string {
  return (
    `${label} with id ${id}: its mark says that it belongs to ${describeOwner(mark)}, ` +
    `creation ${mark.creation}. This state has another creation, so it was not changed.`
  );
}
