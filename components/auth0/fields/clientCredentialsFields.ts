import type { ClientCredentialsArgs } from "@pulumi/auth0";
import type { Fields } from "./field";

const detached = "is absent where a secret is used; `up` takes it away by replacing the resource";

/** Every input of `auth0.ClientCredentials`. */
export const clientCredentialsFields = {
  clientId: { given: "the application", isFixed: true },
  authenticationMethod: { given: "`authenticationMethod`" },
  clientSecret: {
    given: "what Auth0 has; a rotated one is shown where it is used, and brought to WSO2",
  },
  clientSecretWo: {
    left: "Auth0 chooses the secret",
    drift: "unseen",
    isFixed: true,
    isNewer: true,
  },
  clientSecretWoVersion: {
    left: "Auth0 chooses the secret",
    drift: "unseen",
    isFixed: true,
    isNewer: true,
  },
  privateKeyJwt: { left: detached, drift: "replaced" },
  selfSignedTlsClientAuth: { left: detached, drift: "replaced" },
  signedRequestObject: { left: detached, drift: "replaced" },
  tlsClientAuth: { left: detached, drift: "replaced" },
} as const satisfies Fields<ClientCredentialsArgs>;

/** Ways to authenticate that the provider can take away only by replacing the resource. */
export const replacedCredentials = Object.entries(clientCredentialsFields).flatMap(
  ([name, field]) => ("drift" in field && field.drift === "replaced" ? [name] : []),
);
