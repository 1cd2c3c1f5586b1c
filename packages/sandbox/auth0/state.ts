/** A value that survives a round trip through JSON. */
export type Json = string | number | boolean | null | Json[] | JsonObject;

/** A JSON object; absent and undefined mean the same. */
export interface JsonObject {
  [key: string]: Json | undefined;
}

/** Whether a value is an object with named members. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An application as the tenant stores it: what was sent plus what Auth0 filled in. */
export interface Client extends JsonObject {
  client_id: string;
  client_secret: string;
  name: string;
  global: boolean;
  grant_types?: string[];
  app_type?: string;
  token_endpoint_auth_method?: string;
}

/** A public key with which an application proves its identity instead of with its secret. */
export interface ClientCredential extends JsonObject {
  id: string;
  client_id: string;
}

/** What an application may ask of one API. */
export interface ClientGrant extends JsonObject {
  id: string;
  client_id?: string;
  audience: string;
  scope?: string[];
  allow_all_scopes?: boolean;
  subject_type: "client" | "user" | "anonymous_user";
}

/** A permission that an API knows. */
export interface ResourceServerScope extends JsonObject {
  value: string;
  description?: string;
}

/** An API, identified by the audience of its access tokens. */
export interface ResourceServer extends JsonObject {
  id: string;
  identifier: string;
  name?: string;
  is_system?: boolean;
  scopes?: ResourceServerScope[];
  signing_alg: string;
  signing_secret?: string;
  token_lifetime: number;
  token_dialect?: string;
  enforce_policies?: boolean;
  subject_type_authorization?: SubjectTypeAuthorization;
}

/** Who may get tokens for an API: applications for themselves, for users, for unknown users. */
export interface SubjectTypeAuthorization extends JsonObject {
  client?: { policy?: string };
  user?: { policy?: string };
  anonymous_user?: { policy?: string };
}

/** One RSA key pair of the tenant with its self-signed certificate. */
export interface SigningKey {
  kid: string;
  /** Private JWK. */
  privateKey: { kty: "RSA"; n: string; e: string } & Record<string, string>;
  /** Certificate, base64 of its DER. */
  x5c: string;
  /** SHA-1 thumbprint of the certificate, base64url. */
  x5t: string;
  /** The certificate in a PKCS #7 envelope, PEM. */
  pkcs7: string;
}

/** Everything that a tenant remembers. Plain JSON, so that it can be saved and given back. */
export interface Auth0State {
  signingKeys: { current: SigningKey; next: SigningKey; previous?: SigningKey };
  clients: Client[];
  clientCredentials: ClientCredential[];
  clientGrants: ClientGrant[];
  resourceServers: ResourceServer[];
  /** Fields that this tenant's plan does not have, by the path that they are sent to: `clients`. */
  refusedFields?: Record<string, string[]>;
  /** The application with which the Auth0 provider logs in. */
  deployerClientId: string;
}
