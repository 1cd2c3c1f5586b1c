import { conditionOutput, type Condition } from "../../wso2/applicationKeys/condition";
import { shown } from "../shown";

/** The conditions of keys, for a person. */
const conditions: Readonly<Record<Condition, string>> = {
  complete: "complete",
  secretChanged: "another secret than pulumi up has handed out",
  notLoaded: "Key Manager is not loaded",
  waitsForApproval: "waiting for an approval",
  rejected: "rejected",
  unfinished: "approved, without a client in Auth0",
  keysMissing: "missing in WSO2",
  clientMissing: "client is missing in Auth0",
  unseen: "cannot be read in WSO2",
};

/** What a field has, for a person. */
export function valueIn(field: string, value: unknown): string {
  const isCondition = (text: string): text is Condition => Object.hasOwn(conditions, text);
  return field === conditionOutput && typeof value === "string" && isCondition(value)
    ? conditions[value]
    : shown(value);
}
