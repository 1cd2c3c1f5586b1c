/**
 * How many calls Auth0 takes just now from WSO2's connector. It does not repeat one that Auth0 refuses for its rate,
 * and WSO2 then fails (500) as it does for anything else.
 */
export interface ConnectorRate {
  /** Has WSO2 do something that makes its connector call Auth0, once Auth0 takes so many calls. */
  whenRoom<Result>(calls: number, work: () => Promise<Result>): Promise<Result>;
  /**
   * Whether Auth0 may have refused a call for its rate.
   *
   * @param since when the work began
   * @param inRoom whether it has waited for room
   */
  mayHaveRefused(since: number, inRoom: boolean): Promise<boolean>;
}

/** Where there is no login that could ask. */
export const unknownRate: ConnectorRate = {
  whenRoom: (_calls, work) => work(),
  mayHaveRefused: () => Promise.resolve(false),
};
