import type { ClientCredentialsArgs } from "@pulumi/auth0";
import type { Fields } from "./field";

const detached = "is absent where a secret is used; `up` takes it away by making the resource anew";

/** Every input of `auth0.ClientCredentials`. */
export const clientCredentialsFields = {
  clientId: { given: "the application" },
  authenticationMethod: { given: "`authenticationMethod`" },
  clientSecret: {
    left: "Auth0 chooses it; a rotated one is shown where it is used, and brought there",
    drift: "shown",
  },
  clientSecretWo: { left: "Auth0 chooses the secret", drift: "impossible", isNewer: true },
  clientSecretWoVersion: { left: "Auth0 chooses the secret", drift: "impossible", isNewer: true },
  privateKeyJwt: { left: detached, drift: "replaced" },
  selfSignedTlsClientAuth: { left: detached, drift: "replaced" },
  signedRequestObject: { left: detached, drift: "replaced" },
  tlsClientAuth: { left: detached, drift: "replaced" },
} as const satisfies Fields<ClientCredentialsArgs>;

/** Ways to authenticate that the provider can take away only by making the resource anew. */
export const replacedCredentials = Object.entries(clientCredentialsFields).flatMap(
  ([name, field]) => ("drift" in field && field.drift === "replaced" ? [name] : []),
);
