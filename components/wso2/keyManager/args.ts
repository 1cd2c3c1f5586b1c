import type * as pulumi from "@pulumi/pulumi";
import type { PreflightCheckName } from "./preflightCheckNames";

/** Where the gateway finds the keys that tokens are signed with. */
export interface Certificates {
  /** `JWKS`: `value` is the URL of a key set. `PEM`: `value` is one certificate as PEM text. */
  readonly type: "JWKS" | "PEM";
  readonly value: string;
}

/** A certificate in a PEM file. */
export interface CertificateFile {
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

/** How the entry is managed; none of it is stored in WSO2. */
export interface KeyManagerOptions {
  /**
   * Takes over an entry of the same name that is somebody else's, or another stack's. The preview
   * says what will change in it. What was adopted is released by `pulumi destroy` (the mark of its
   * owner is removed), not deleted.
   *
   * @default false
   */
  readonly adopt?: pulumi.Input<boolean>;
  /**
   * Fills endpoints and certificates that are not declared from the discovery document at
   * `wellKnownEndpoint`: read `directly` by this program, or `byWso2`, which must reach it then.
   * Imported once, and again when `wellKnownEndpoint` changes. The document's issuer must be
   * `issuer`.
   *
   * @default none: nothing is imported
   */
  readonly importEndpoints?: pulumi.Input<"directly" | "byWso2">;
  /**
   * Preflight checks to leave out: `login` (and with it those that look at its token), `managementApi`,
   * `permissions`, `issuer`, `signingKeys`, `uniqueIssuer`.
   *
   * @default []
   */
  readonly skipPreflight?: pulumi.Input<pulumi.Input<PreflightCheckName>[]>;
  /**
   * Lets releases before 4.3 delete the entry, although they cannot be asked whether APIs or
   * applications use it and would break them. Later releases refuse that by themselves.
   *
   * @default false
   */
  readonly deleteUnchecked?: pulumi.Input<boolean>;
}

/** The fields of WSO2's Admin Portal for a Key Manager of type Auth0, by the names of its REST API. */
export interface KeyManagerFields {
  /** Unique in the organization, 1 to 100 characters. Changing it replaces the entry. */
  readonly name: pulumi.Input<string>;
  /**
   * Type of its connector.
   *
   * @default "Auth0"
   */
  readonly type?: pulumi.Input<"Auth0">;
  /**
   * Name shown in the portals, 100 characters at most.
   *
   * @default none: the portals show `name`
   */
  readonly displayName?: pulumi.Input<string>;
  /**
   * Shown in the portals, 256 characters at most.
   *
   * @default none
   */
  readonly description?: pulumi.Input<string>;
  /**
   * Whether gateways accept its tokens and the Developer Portal generates keys with it.
   *
   * @default true
   */
  readonly enabled?: pulumi.Input<boolean>;

  /** Client ID of the application with which WSO2 calls Auth0's Management API. */
  readonly clientId: pulumi.Input<string>;
  /** Its client secret. */
  readonly clientSecret: pulumi.Input<string>;
  /** Identifier of the Management API, with its trailing slash: WSO2 appends paths to it. */
  readonly audience: pulumi.Input<string>;
  /**
   * Further properties for the connector. Those that are not declared here are left as they are.
   *
   * @default {}
   */
  readonly additionalProperties?: pulumi.Input<Record<string, unknown>>;
  /**
   * Fields of a later release of WSO2 that this module does not know, by the names of its REST API. They
   * are sent and compared as they are declared. Those that are not declared here are left as they are.
   *
   * @default {}
   */
  readonly additionalFields?: pulumi.Input<Record<string, unknown>>;

  /** `iss` of the tokens, letter by letter; Auth0's ends with a slash. */
  readonly issuer: pulumi.Input<string>;
  /**
   * OpenID Connect discovery document, for the reader's information.
   *
   * @default none
   */
  readonly wellKnownEndpoint?: pulumi.Input<string>;
  /** Token endpoint, at which WSO2 logs in and applications get their tokens. */
  readonly tokenEndpoint: pulumi.Input<string>;
  /**
   * Token endpoint that the Developer Portal shows: that of the custom domain, where the tenant
   * has one.
   *
   * @default none: it shows `tokenEndpoint`
   */
  readonly displayTokenEndpoint?: pulumi.Input<string>;
  /** Token revocation endpoint. Required by WSO2, not called for Auth0. */
  readonly revokeEndpoint: pulumi.Input<string>;
  /**
   * Revocation endpoint that the Developer Portal shows.
   *
   * @default none: it shows `revokeEndpoint`
   */
  readonly displayRevokeEndpoint?: pulumi.Input<string>;
  /** Dynamic client registration endpoint. Required by WSO2, not called for Auth0. */
  readonly clientRegistrationEndpoint: pulumi.Input<string>;
  /**
   * Token introspection endpoint. WSO2 requires a value; Auth0 has no such endpoint.
   *
   * @default "none"
   */
  readonly introspectionEndpoint?: pulumi.Input<string>;
  /**
   * UserInfo endpoint.
   *
   * @default none
   */
  readonly userInfoEndpoint?: pulumi.Input<string>;
  /**
   * Authorization endpoint.
   *
   * @default none
   */
  readonly authorizeEndpoint?: pulumi.Input<string>;
  /**
   * Scope management endpoint; not used for Auth0.
   *
   * @default none
   */
  readonly scopeManagementEndpoint?: pulumi.Input<string>;

  /**
   * Grant types that the Developer Portal offers, in any order, by Auth0's names.
   *
   * @default ["client_credentials"]
   */
  readonly availableGrantTypes?: pulumi.Input<pulumi.Input<string>[]>;
  /** Keys that tokens are signed with: a key set's URL, or a certificate as PEM text or file. */
  readonly certificates: pulumi.Input<Certificates | CertificateFile>;
  /**
   * Claim that names the application a token was issued to.
   *
   * @default "azp"
   */
  readonly consumerKeyClaim?: pulumi.Input<string>;
  /**
   * Claim that lists the token's scopes.
   *
   * @default "scope"
   */
  readonly scopesClaim?: pulumi.Input<string>;
  /**
   * Claims that are passed on under another name, in any order.
   *
   * @default []
   */
  readonly claimMapping?: pulumi.Input<ClaimMapping[]>;
  /**
   * Token handling options: which tokens are this Key Manager's. None means by issuer alone.
   *
   * @default []
   */
  readonly tokenValidation?: pulumi.Input<TokenHandling[]>;

  /**
   * Whether the Developer Portal hands out tokens together with keys.
   *
   * @default true
   */
  readonly enableTokenGeneration?: pulumi.Input<boolean>;
  /**
   * Out-of-band provisioning: whether the Developer Portal takes keys of an existing application.
   *
   * @default true
   */
  readonly enableMapOAuthConsumerApps?: pulumi.Input<boolean>;
  /**
   * Whether the Developer Portal creates applications in Auth0.
   *
   * @default true
   */
  readonly enableOAuthAppCreation?: pulumi.Input<boolean>;
  /**
   * Whether the gateway validates JWTs by itself. Auth0 has no introspection, so nothing else works.
   *
   * @default true
   */
  readonly enableSelfValidationJWT?: pulumi.Input<boolean>;
  /**
   * Whether WSO2 stores tokens encrypted.
   *
   * @default false
   */
  readonly enableTokenEncryption?: pulumi.Input<boolean>;
  /**
   * Whether WSO2 stores tokens hashed.
   *
   * @default false
   */
  readonly enableTokenHashing?: pulumi.Input<boolean>;
  /**
   * Which tokens the gateway takes: Auth0's own (`DIRECT`), those that WSO2 exchanges them for
   * (`EXCHANGED`), or `BOTH`.
   *
   * @default "DIRECT"
   */
  readonly tokenType?: pulumi.Input<"DIRECT" | "EXCHANGED" | "BOTH">;
  /**
   * Audience of the tokens that are exchanged. Required unless `tokenType` is `DIRECT`.
   *
   * @default none
   */
  readonly alias?: pulumi.Input<string>;
  /**
   * Roles whose Developer Portal shows the Key Manager.
   *
   * @default { permissionType: "PUBLIC" }
   */
  readonly permissions?: pulumi.Input<Permissions>;
  /**
   * Organizations that see the Key Manager: `ALL`, `NONE`, or their ids, in any order.
   *
   * @default ["ALL"]
   */
  readonly allowedOrganizations?: pulumi.Input<pulumi.Input<string>[]>;
}

/** Fields that may be left out where `importEndpoints` fills them. */
type ImportableField =
  "tokenEndpoint" | "revokeEndpoint" | "clientRegistrationEndpoint" | "certificates";

/** Arguments of {@link KeyManager}. */
export type KeyManagerArgs = KeyManagerOptions &
  Omit<KeyManagerFields, ImportableField> &
  Partial<Pick<KeyManagerFields, ImportableField>>;

/** The fields with every output resolved, as the dynamic provider sees them. */
export type FieldValues = pulumi.UnwrappedObject<
  Omit<KeyManagerFields, "additionalProperties" | "additionalFields" | "certificates">
> & {
  additionalProperties?: Record<string, unknown>;
  additionalFields?: Record<string, unknown>;
  certificates: Certificates;
};

/** A declaration as the dynamic provider sees it. */
export type KeyManagerDeclaration = FieldValues &
  pulumi.UnwrappedObject<KeyManagerOptions> & {
    /** What `importEndpoints` has found, and at which `wellKnownEndpoint`. */
    imported?: Imported;
  };

/** What a discovery document says. */
export interface Imported {
  readonly from: string;
  readonly issuer?: string;
  readonly fields: Partial<FieldValues>;
}
