/** Says which permissions a login lacks, and where they are granted. */
export function lacksPermissions(login: string, names: string): string {
  return (
    `${login} lacks permissions of Auth0's Management API: ${names}. Grant them in Auth0's dashboard: ` +
    "Applications, APIs, Auth0 Management API, Application Access."
  );
}

/** Auth0's error codes where it does not take a login. */
export const refusals: readonly string[] = [
  "access_denied",
  "invalid_client",
  "unauthorized_client",
];

/**
 * What it means that the Auth0 provider could not ask.
 *
 * @param login whose login it is
 */
export function deployerFailure(error: string, domain: string, login: string): string {
  const refused = `Auth0 at ${domain} refuses the login of the ${login}`;
  if (error.includes("Service not")) {
    return (
      `${refused}: ${domain} is not the tenant's own domain. A custom domain belongs in ` +
      "customDomain. Set AUTH0_DOMAIN (or auth0:domain in the stack config, which wins) to " +
      "<tenant>.<region>.auth0.com."
    );
  }
  if (/not authorized to access/.test(error)) {
    return (
      `${refused}: it is not authorized for the Management API. Authorize it in Auth0's dashboard: ` +
      "Applications, APIs, Auth0 Management API, Application Access."
    );
  }
  if (error.includes("unauthorized_client")) {
    return (
      `${refused}: it may not use the grant type client_credentials. Allow it in Auth0's dashboard: ` +
      "Applications, its settings, Advanced, Grant Types."
    );
  }
  if (refusals.some((code) => error.includes(code))) {
    return (
      `${refused}: id or secret is wrong. Check AUTH0_CLIENT_ID and AUTH0_CLIENT_SECRET (or ` +
      "auth0:clientId and auth0:clientSecret in the stack config, which win)."
    );
  }
  if (error.includes("unknown authority")) {
    return (
      `Auth0 cannot be asked at ${domain}: its certificate is signed by an authority that the Auth0 provider ` +
      "does not trust. Add the authority to the system's list (on Linux SSL_CERT_FILE may name it), and " +
      "for Node.js to NODE_EXTRA_CA_CERTS."
    );
  }
  const cause = error.trim().split('": ').at(-1)?.replace(/\.$/, "") ?? "";
  return (
    `Auth0 cannot be asked at ${domain}: ${cause}. Check AUTH0_DOMAIN (or auth0:domain in the stack ` +
    "config, which wins), and the network."
  );
}
