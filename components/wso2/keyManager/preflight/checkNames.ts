/** The names of the preflight checks. */
export const checkNames = [
  "login",
  "permissions",
  "issuer",
  "signingKeys",
  "uniqueIssuer",
] as const;

/** Name of a preflight check. */
export type PreflightCheckName = (typeof checkNames)[number];
