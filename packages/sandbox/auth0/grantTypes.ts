import { ManagementError } from "./errors";
import type { Client } from "./state";

/** The grant types that Auth0 has. */
export const knownGrantTypes: ReadonlySet<string> = new Set([
  "authorization_code",
  "implicit",
  "refresh_token",
  "client_credentials",
  "password",
  "http://auth0.com/oauth/grant-type/password-realm",
  "http://auth0.com/oauth/grant-type/mfa-oob",
  "http://auth0.com/oauth/grant-type/mfa-otp",
  "http://auth0.com/oauth/grant-type/mfa-recovery-code",
  "http://auth0.com/oauth/grant-type/passwordless/otp",
  "urn:ietf:params:oauth:grant-type:device_code",
  "urn:ietf:params:oauth:grant-type:jwt-bearer",
  "urn:ietf:params:oauth:grant-type:token-exchange",
  "urn:openid:params:grant-type:ciba",
  "urn:okta:params:oauth:grant-type:webauthn",
  "urn:auth0:params:oauth:grant-type:token-exchange:federated-connection-access-token",
]);

/** Refuses grant types that Auth0 does not know, or that a client without a secret cannot use. */
export function requireKnownGrantTypes(client: Client): void {
  const invalid = (client.grant_types ?? []).filter(
    (grantType) =>
      !knownGrantTypes.has(grantType) ||
      (grantType === "client_credentials" && client.token_endpoint_auth_method === "none"),
  );
  if (invalid.length === 0) return;
  throw new ManagementError(400, `Invalid grant types: ${invalid.join(", ")}`, "invalid_body");
}
