/** Where the gateway finds the keys that tokens are signed with. */
export interface Certificates {
  /** `JWKS`: `value` is the URL of a key set. `PEM`: `value` is one certificate as PEM text. */
  readonly type: "JWKS" | "PEM";
  /** The URL, or the certificate. */
  readonly value: string;
}

/** A certificate in a PEM file. */
export interface CertificateFile {
  /** The only kind that a file may hold. */
  readonly type: "PEM";
  /** Path, relative to the program's directory. */
  readonly file: string;
}

/** Translates a claim of Auth0's tokens into a claim of WSO2's dialect. */
export interface ClaimMapping {
  /** Claim URI in the token. */
  readonly remoteClaim: string;
  /** Claim URI in WSO2. */
  readonly localClaim: string;
}

/** A rule by which WSO2 decides that a token is this Key Manager's to handle. */
export interface TokenHandling {
  /**
   * `REFERENCE`: opaque tokens that match a regular expression. `JWT`: JWTs whose claims match
   * patterns. `CUSTOM`: decided by the connector.
   */
  readonly type: "REFERENCE" | "JWT" | "CUSTOM";
  /** For `REFERENCE` the regular expression, for `JWT` `{ body: { <claim>: <pattern> } }`. */
  readonly value?: string | { readonly body: Readonly<Record<string, string>> };
  /** @default true */
  readonly enable?: boolean;
}

/** Whose Developer Portal shows the Key Manager. */
export interface Permissions {
  /** `PUBLIC`: everybody's. `ALLOW`: only that of `roles`. `DENY`: all but that of `roles`. */
  readonly permissionType: "PUBLIC" | "ALLOW" | "DENY";
  /** @default [] */
  readonly roles?: readonly string[];
}
