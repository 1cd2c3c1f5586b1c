/** How requests to one of WSO2's REST APIs are authorized. */
export interface Login {
  /** The value of the header `Authorization`; logs in where that is needed. */
  authorization(): Promise<string>;
  /** Forgets what was refused with 401. Answers whether trying again makes sense. */
  renew(): boolean;
}
