/** Settings of the Auth0 provider, by the names of its config keys. */
export const providerKeys = [
  "domain",
  "clientId",
  "clientSecret",
  "apiToken",
  "audience",
  "clientAssertionPrivateKey",
  "clientAssertionSigningAlg",
  "cliLogin",
  "customDomainHeader",
  "debug",
  "dynamicCredentials",
] as const;

/** Settings that hold a secret. */
export const secretProviderKeys = [
  "clientSecret",
  "apiToken",
  "clientAssertionPrivateKey",
] as const;
