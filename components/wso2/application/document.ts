/** An application as the Developer Portal's REST API takes it. Names are WSO2's. */
export interface ApplicationDocument {
  name: string;
  throttlingPolicy: string;
  description: string | null;
  tokenType: "JWT";
  attributes: Record<string, string>;
  groups: string[];
}

/** An application as the Developer Portal's REST API answers it, in lists too. */
export interface ApplicationListItem extends Omit<ApplicationDocument, "tokenType"> {
  applicationId: string;
  owner: string;
  /** `APPROVED`, or `CREATED` while an administrator has to approve it. */
  status: string;
}

/** The most characters that WSO2 keeps of a description. */
export const longestDescription = 512;
