/** The names of the preflight checks. */
export const checkNames = [
  "login",
  "managementApi",
  "permissions",
  "issuer",
  "signingKeys",
  "uniqueIssuer",
] as const;

/** Name of a preflight check. */
export type PreflightCheckName = (typeof checkNames)[number];
