import type { ApiDeletionProtectionArgs } from "../../wso2/apiDeletionProtection/apiDeletionProtection";
import { decisionOnApplication } from "../../wso2/application/decision";
import type { GeneratedKeysArgs } from "../../wso2/applicationKeys/args";
import { conditionOutput, type Condition } from "../../wso2/applicationKeys/condition";
import { decisionOnSubscription } from "../../wso2/subscription/decisions";
import { missing, type Difference } from "./differences";
import { knownAfterUp, secret } from "./engineEvents";
import { namingFields, type StackObject } from "./objects";

/** What a report says of one field of one object. */
export interface Entry extends Difference, Omit<StackObject, "hangsOn" | "waits" | "values"> {
  kind: EntryKind;
  /** What others have decided, and who can undo it. */
  why?: string;
}

export type EntryKind =
  /** It differs by itself. */
  | "drift"
  /** It changes only because something else does. */
  | "follows"
  /** A publisher or an administrator has decided it. */
  | "decided";

type Objects = ReadonlyMap<string, StackObject>;

/** The condition of keys on which an administrator has decided, or has yet to. */
const decidedConditions: readonly unknown[] = [
  "waitsForApproval",
  "rejected",
] satisfies Condition[];

/** With what an object is looked at, which is no field of it. */
const loginField = "management" satisfies keyof ApiDeletionProtectionArgs & keyof GeneratedKeysArgs;

/** Each difference with its object, and why it is one. */
export function entriesOf(differences: readonly Difference[], objects: Objects): Entry[] {
  const gone = new Set(
    differences.flatMap(({ urn, field, found }) =>
      field === "" && found === missing ? [urn] : [],
    ),
  );
  const follows = ({ urn, field, declared, found }: Difference): boolean => {
    const { side, hangsOn = [], waits } = objects.get(urn) ?? {};
    const isSameField = (other: string) =>
      other === field || (namingFields.has(field) && namingFields.has(other));
    const hasSame = (other: Difference) =>
      declared !== secret &&
      isSameField(other.field) &&
      other.declared === declared &&
      other.found === found;
    return (
      side === "Pulumi" ||
      field === loginField ||
      (field === "" ? waits === true : JSON.stringify(declared).includes(knownAfterUp)) ||
      hangsOn.some((other) => gone.has(other)) ||
      differences.some((other) => hangsOn.includes(other.urn) && hasSame(other))
    );
  };
  const kindOf = (difference: Difference): EntryKind => {
    const { field, found } = difference;
    if (field === conditionOutput && decidedConditions.includes(found)) return "decided";
    return follows(difference) ? "follows" : "drift";
  };
  const entries = differences.flatMap((difference) =>
    entry(kindOf(difference), difference, objects),
  );
  // Where nothing differs by itself, there is nothing to follow from.
  const isCaused = entries.some(({ kind }) => kind === "drift");
  return entries.map((each) =>
    each.kind === "follows" && !isCaused ? { ...each, kind: "drift" } : each,
  );
}

/** What others have decided of objects, which is no difference. */
export function decisionsOn(objects: Objects): Entry[] {
  return [...objects].flatMap(([urn, { type, side, values }]) => {
    const decide = side === "WSO2" ? decisionOn[type] : undefined;
    const why = decide?.(values as never);
    if (why === undefined) return [];
    const difference = { urn, field: "status", declared: null, found: values["status"] };
    return entry("decided", difference, objects).map((each) => ({ ...each, why }));
  });
}

const decisionOn: Readonly<Record<string, (state: never) => string | undefined>> = {
  Application: decisionOnApplication,
  Subscription: decisionOnSubscription,
};

function entry(kind: EntryKind, difference: Difference, objects: Objects): Entry[] {
  const about = objects.get(difference.urn);
  if (about === undefined) return [];
  const { side, object, resource, type } = about;
  return [{ kind, side, object, resource, type, ...difference }];
}
