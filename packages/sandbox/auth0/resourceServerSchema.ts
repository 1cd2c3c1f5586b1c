import { z } from "zod";
import { isPublicKey } from "./publicKeys";
import { invalidFormat } from "./validation";

const policies = ["allow_all", "deny_all", "require_client_grant"] as const;

const scope = z.strictObject({
  value: z.string().min(1).max(280).describe("Value of this scope."),
  description: z.string().max(500).exactOptional().describe("User-friendly description."),
});

const subjectTypeAuthorization = z.strictObject({
  user: z
    .object({ policy: z.enum(policies).exactOptional() })
    .catchall(z.json())
    .exactOptional()
    .describe("User access"),
  client: z
    .object({ policy: z.enum(["deny_all", "require_client_grant"]).exactOptional() })
    .catchall(z.json())
    .exactOptional()
    .describe("Client access"),
  anonymous_user: z
    .object({ policy: z.enum(["deny_all", "require_client_grant"]).exactOptional() })
    .catchall(z.json())
    .exactOptional()
    .describe("Anonymous user access"),
});

const proofOfPossession = z.strictObject({
  mechanism: z.enum(["mtls", "dpop"]).describe("Intended mechanism for Proof-of-Possession"),
  required: z.boolean().describe("Whether the use of Proof-of-Possession is required"),
  required_for: z.enum(["public_clients", "all_clients"]).exactOptional(),
});

const tokenEncryption = z.strictObject({
  format: z.literal("compact-nested-jwe").describe("Format of the encrypted JWT payload."),
  encryption_key: z.strictObject({
    alg: z.enum(["RSA-OAEP-256", "RSA-OAEP-384", "RSA-OAEP-512"]),
    pem: z
      .string()
      .min(1)
      .max(4096)
      .refine(isPublicKey, { error: invalidFormat("pem") }),
    kid: z.string().min(1).max(128).exactOptional(),
    name: z.string().min(1).max(128).exactOptional(),
  }),
});

const lifetime = z.int().min(0).max(2592000);

const common = {
  name: z
    .string()
    .max(200)
    .regex(/^[^<>]+$/)
    .exactOptional()
    .describe("Friendly name for this resource server. Can not contain `<` or `>` characters."),
  scopes: z
    .array(scope)
    .max(1000)
    .exactOptional()
    .describe("List of permissions (scopes) that this API uses."),
  signing_alg: z
    .enum(["HS256", "RS256", "RS512", "PS256"])
    .exactOptional()
    .describe("Algorithm used to sign JWTs."),
  signing_secret: z.string().min(16).exactOptional().describe("Secret used to sign tokens."),
  allow_offline_access: z
    .boolean()
    .exactOptional()
    .describe("Whether refresh tokens can be issued for this API (true) or not (false)."),
  allow_online_access_with_ephemeral_sessions: z.boolean().exactOptional(),
  allow_online_access: z.boolean().exactOptional().describe("Whether online access is allowed."),
  token_lifetime: lifetime
    .exactOptional()
    .describe("Expiration value (in seconds) for access tokens issued for this API."),
  token_lifetime_for_web: lifetime
    .exactOptional()
    .describe("Expiration value (in seconds) for access tokens issued to web clients."),
  token_lifetime_for_anonymous_access_tokens: lifetime
    .nullable()
    .exactOptional()
    .describe("Expiration value (in seconds) for anonymous-session access tokens of this API."),
  skip_consent_for_verifiable_first_party_clients: z
    .boolean()
    .exactOptional()
    .describe("Whether to skip user consent for applications flagged as first party."),
  verificationLocation: z.string().exactOptional().describe("URL to retrieve JWKs from."),
  enforce_policies: z
    .boolean()
    .exactOptional()
    .describe("Whether to enforce authorization policies (true) or to ignore them (false)."),
  token_dialect: z
    .enum(["access_token", "access_token_authz", "rfc9068_profile", "rfc9068_profile_authz"])
    .exactOptional()
    .describe("Dialect of issued access tokens."),
  consent_policy: z
    .enum(["transactional-authorization-with-mfa"])
    .nullable()
    .exactOptional()
    .describe("Consent policy"),
  authorization_details: z.array(z.json()).nullable().exactOptional(),
  authorization_policy: z
    .strictObject({ policy_id: z.string().min(1).max(1024) })
    .nullable()
    .exactOptional(),
  token_encryption: tokenEncryption.nullable().exactOptional().describe("Token encryption"),
  proof_of_possession: proofOfPossession.nullable().exactOptional().describe("Token binding"),
  subject_type_authorization: subjectTypeAuthorization
    .exactOptional()
    .describe("Defines application access permission for a resource server"),
};

/** Body of `POST /resource-servers`. */
export const createResourceServerSchema = z.strictObject({
  ...common,
  identifier: z
    .string()
    .min(1)
    .max(600)
    .describe("Unique identifier for the API used as the audience parameter."),
});

/** Body of `PATCH /resource-servers/{id}`; the identifier is for ever. */
export const updateResourceServerSchema = z.strictObject(common);
