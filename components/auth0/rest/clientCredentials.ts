/** How to get a token for an application itself. */
export interface ClientCredentials {
  tokenEndpoint: string;
  clientId: string;
  /** @secret */
  clientSecret: string;
  audience: string;
}
