/**
 * Everything that follows from the domain of an Auth0 tenant. Auth0 spells issuer and Management
 * API identifier with a trailing slash; WSO2 compares the issuer letter by letter and builds the
 * Management API's URLs by appending to the identifier, so both slashes matter.
 */
export interface TenantEndpoints {
  /** `iss` of the tokens. */
  issuer: string;
  wellKnownEndpoint: string;
  /** Where applications get their tokens. */
  tokenEndpoint: string;
  /**
   * Where WSO2 gets its token for the Management API, and those that it hands out. Auth0 takes a
   * token for the Management API at the domain alone where it was asked for, so it is always at the
   * tenant's own.
   */
  managementTokenEndpoint: string;
  revokeEndpoint: string;
  userInfoEndpoint: string;
  authorizeEndpoint: string;
  /** Required by WSO2, never called by its Auth0 connector. */
  clientRegistrationEndpoint: string;
  jwksUri: string;
  /** Identifier of the Management API, which is also its base URL. */
  managementApiIdentifier: string;
}

/**
 * Derives the endpoints of a tenant.
 *
 * @param domain the tenant's own domain, e.g. `acme.eu.auth0.com`
 * @param customDomain the domain that applications ask for tokens at, where the tenant has one;
 *   WSO2 itself stays at the tenant's own
 */
export function tenantEndpoints(domain: string, customDomain: string = domain): TenantEndpoints {
  const issuer = `https://${customDomain}/`;
  return {
    issuer,
    wellKnownEndpoint: `${issuer}.well-known/openid-configuration`,
    tokenEndpoint: `${issuer}oauth/token`,
    managementTokenEndpoint: `https://${domain}/oauth/token`,
    revokeEndpoint: `${issuer}oauth/revoke`,
    userInfoEndpoint: `${issuer}userinfo`,
    authorizeEndpoint: `${issuer}authorize`,
    clientRegistrationEndpoint: `${issuer}oidc/register`,
    jwksUri: `${issuer}.well-known/jwks.json`,
    managementApiIdentifier: `https://${domain}/api/v2/`,
  };
}

/**
 * Says what is wrong with the form of a domain, or nothing if it is fine: a host name with an
 * optional port, without scheme, path or slash. The Auth0 provider takes other forms and then
 * fails at login with a message that does not name the cause.
 */
export function domainFault(domain: string): string | undefined {
  if (
    /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*(:\d{1,5})?$/i.test(domain)
  ) {
    return undefined;
  }
  return "must be a host name without scheme, path or slash, such as acme.eu.auth0.com";
}
