import { z } from "zod";
import { certificateOf, isPublicKey } from "./publicKeys";
import { invalidFormat, notEmpty } from "./validation";

const name = z.string().max(128).exactOptional().describe("Friendly name for a credential");
const instant = z.iso.datetime({ offset: true }).describe("When the credential expires");

const publicKey = z.strictObject({
  credential_type: z.literal("public_key").describe("Type of the credential"),
  pem: z
    .string()
    .refine(isPublicKey, { error: invalidFormat("pem") })
    .describe("PEM of the key"),
  name,
  alg: z.enum(["RS256", "RS384", "PS256"]).exactOptional().describe("Algorithm of the credential"),
  parse_expiry_from_cert: z.boolean().exactOptional(),
  expires_at: instant.exactOptional(),
  kid: z
    .string()
    .regex(/^([0-9a-zA-Z-_]{10,64})$/)
    .exactOptional(),
});

const certificate = z
  .string()
  .max(4096)
  .refine((pem) => certificateOf(pem) !== undefined, { error: invalidFormat("pem") })
  .describe("PEM of the certificate");

const subject = z
  .strictObject({
    credential_type: z.literal("cert_subject_dn").describe("Type of the credential"),
    name,
    pem: certificate.exactOptional(),
    subject_dn: z.string().min(1).max(256).exactOptional(),
  })
  .refine(({ pem, subject_dn }) => (pem === undefined) !== (subject_dn === undefined), {
    error: "Exactly one of pem and subject_dn must be provided",
  });

const ownCertificate = z.strictObject({
  credential_type: z.literal("x509_cert").describe("Type of the credential"),
  name,
  pem: certificate,
});

const references = z.strictObject({
  credentials: z.array(z.strictObject({ id: z.string().min(1) })),
});

/** Body of `POST /clients/{id}/credentials`. */
export const createCredentialSchema = z.discriminatedUnion("credential_type", [
  publicKey,
  subject,
  ownCertificate,
]);
export type NewCredential = z.infer<typeof createCredentialSchema>;

/** Body of `PATCH /clients/{id}/credentials/{credential}`: all that may change is the end. */
export const updateCredentialSchema = notEmpty(
  z.strictObject({ expires_at: instant.nullable().exactOptional() }),
);

/** `client_authentication_methods` of a new client: keys that are created with it. */
export const newAuthenticationMethods = z
  .strictObject({
    private_key_jwt: z.strictObject({ credentials: z.array(publicKey).min(1) }).exactOptional(),
    tls_client_auth: z.strictObject({ credentials: z.array(subject).min(1) }).exactOptional(),
    self_signed_tls_client_auth: z
      .strictObject({ credentials: z.array(ownCertificate).min(1) })
      .exactOptional(),
  })
  .refine(hasOne, { error: "Exactly one authentication method must be provided" });
export type NewAuthenticationMethods = z.infer<typeof newAuthenticationMethods>;

/** The same of a client that exists: credentials that it has already. */
export const authenticationMethods = z
  .strictObject({
    private_key_jwt: references.exactOptional(),
    tls_client_auth: references.exactOptional(),
    self_signed_tls_client_auth: references.exactOptional(),
  })
  .refine(hasOne, { error: "Exactly one authentication method must be provided" });

/** JWT-secured authorization requests of a new client. */
export const newSignedRequestObject = z.strictObject({
  required: z.boolean().exactOptional(),
  credentials: z.array(publicKey).exactOptional(),
});

/** The same of a client that exists. */
export const signedRequestObject = z.strictObject({
  required: z.boolean().exactOptional(),
  credentials: references.shape.credentials.exactOptional(),
});

const vaultAccess = {
  ip_allowlist: z.array(z.string().min(1)).exactOptional(),
  grants: z
    .array(z.strictObject({ connection: z.string().min(1), scopes: z.array(z.string().min(1)) }))
    .exactOptional(),
};

/** Access to the token vault of a new client. */
export const newTokenVaultAccess = z.strictObject({
  ...vaultAccess,
  credentials: z.array(publicKey),
});

/** The same of a client that exists. */
export const tokenVaultAccess = z.strictObject({ ...vaultAccess, ...references.shape });

function hasOne(methods: object): boolean {
  return Object.keys(methods).length === 1;
}
