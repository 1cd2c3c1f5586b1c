/** The most calls that WSO2's connector makes at Auth0 in a row, by what it does. */
export const connectorCalls = {
  /** Client and grant, and a look at another key of the application. */
  generation: 6,
  /** Two looks at client and grant, and the changes of both. */
  change: 7,
  /** At keys: their client, and its grant. */
  look: 2,
  mapping: 2,
  rotation: 3,
} as const;
