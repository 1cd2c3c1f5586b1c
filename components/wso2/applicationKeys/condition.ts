/** The output of keys that says their condition. */
export const conditionOutput = "condition";

/** The condition of keys that work. */
export const complete = "complete";

/** How the two halves of the keys were found, in WSO2 and in Auth0. */
export type Condition =
  | typeof complete
  /** The same, with another secret than `pulumi up` has handed out. */
  | "secretChanged"
  /** WSO2 has not loaded their Key Manager. */
  | "notLoaded"
  /** An administrator has to approve them; there is no client yet. */
  | "waitsForApproval"
  /** An administrator has refused them. */
  | "rejected"
  /** An administrator has approved them, and WSO2 could not make their client then. */
  | "unfinished"
  /** WSO2 has lost them; their client is still there. */
  | "keysMissing"
  /** Their client was deleted in Auth0. */
  | "clientMissing"
  /** WSO2 fails at reading them, so that it is not known whether they are there. */
  | "unseen";
