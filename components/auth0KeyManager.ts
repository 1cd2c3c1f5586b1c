import * as pulumi from "@pulumi/pulumi";
import { Api } from "./api";
import type { ApiArgs } from "./auth0/apiArgs";
import type { ClientCredentials } from "./auth0/rest/clientCredentials";
import { knownNow } from "./auth0/knownNow";
import { scopesOfApi } from "./auth0/apiScopes";
import { existingApi, type ExistingApi } from "./auth0/existingApi";
import { withoutLeft, type LeftToAuth0 } from "./auth0/leftToAuth0";
import { ManagementApplication, type ManagementApplicationArgs } from "./managementApplication";
import { tenantEndpoints, type TenantEndpoints } from "./auth0/tenant";
import { inTenant } from "./auth0/tenantProvider";
import type { KeyManagerArgs, KeyManagerFields, KeyManagerOptions } from "./wso2/keyManager/args";
import { KeyManager } from "./wso2/keyManager/keyManager";
import { exported, type KeyManagerReference, type ReferenceFacts } from "./keyManagerReference";

/** An Auth0 application that exists already. */
export interface ExistingApplication {
  /** Client ID. */
  readonly clientId: pulumi.Input<string>;
  /**
   * Client secret.
   *
   * @secret
   */
  readonly clientSecret: pulumi.Input<string>;
}

/** The Key Manager entry; what follows from the tenant and its application may be left out. */
export type Auth0KeyManagerEntry = Pick<KeyManagerFields, "name"> &
  Partial<Omit<KeyManagerFields, "name" | "clientId" | "clientSecret">> &
  KeyManagerOptions;

/** Arguments of {@link Auth0KeyManager}. */
export interface Auth0KeyManagerArgs {
  /** The tenant's own domain, e.g. `acme.eu.auth0.com`. */
  readonly domain: string;
  /**
   * Domain at which applications ask for their tokens, where the tenant has a custom one: it is the
   * issuer of them, and what the Developer Portal shows (from release 4.1 on). WSO2 itself stays at
   * `domain`, so tokens that it hands out would be of another issuer: it hands out none, unless
   * `keyManager.enableTokenGeneration` says otherwise.
   *
   * @default `domain`
   */
  readonly customDomain?: string;
  /**
   * The application with which WSO2 calls the Management API: settings for one that is created,
   * or the credentials of one that exists.
   *
   * @default {}
   */
  readonly managementApplication?:
    Omit<ManagementApplicationArgs, "managementApiIdentifier" | "apiBeside"> | ExistingApplication;
  /**
   * The API whose tokens the gateway accepts: settings for one that is created. One that exists
   * already is left alone; only its identifier is passed on.
   */
  readonly api: Omit<ApiArgs, "management"> | ExistingApi;
  /** The Key Manager entry. */
  readonly keyManager: Auth0KeyManagerEntry;
  /**
   * Fields of Auth0's objects that this tenant refuses, those of mapped keys included.
   *
   * @default {}
   */
  readonly leftToAuth0?: LeftToAuth0;
}

/**
 * Auth0 as a third-party Key Manager of WSO2 API Manager: steps 1 and 2 of WSO2's guide.
 *
 * ```ts
 * new Auth0KeyManager("auth0", {
 *   domain: "acme.eu.auth0.com",
 *   api: { identifier: "https://orders.example.com/" },
 *   keyManager: { name: "auth0" },
 * });
 * ```
 */
export class Auth0KeyManager extends pulumi.ComponentResource {
  /** `iss` of the tokens. */
  readonly issuer: pulumi.Output<string>;
  /** Audience to request tokens for. */
  readonly apiIdentifier: pulumi.Output<string>;
  /** Client ID of the application with which WSO2 calls the Management API. */
  readonly managementClientId: pulumi.Output<string>;
  /** Id that WSO2 gave to the Key Manager. */
  readonly keyManagerId: pulumi.Output<string>;
  /** Name of the Key Manager. */
  readonly keyManagerName: pulumi.Output<string>;
  /** The Key Manager entry. */
  readonly keyManager: KeyManager;
  /** What a grant for its API waits for; nothing where the API exists already. */
  readonly apiParts: readonly pulumi.Resource[];
  /** How resources are made in its Auth0 tenant. */
  readonly tenant: ReturnType<typeof inTenant>;
  /** What the stack of a team needs to use it: plain values, to be exported. */
  readonly reference: pulumi.Output<KeyManagerReference>;
  /** The same, each value for itself. */
  readonly facts: ReferenceFacts;
  /** The login of the application with which WSO2 calls the Management API; a secret output. */
  readonly management: pulumi.Output<ClientCredentials>;
  /** All that is declared in Auth0, as text. */
  readonly declaration: pulumi.Output<string>;
  /** Fields that are not declared in its tenant. */
  readonly leftToAuth0: LeftToAuth0;

  constructor(name: string, args: Auth0KeyManagerArgs, opts?: pulumi.ComponentResourceOptions) {
    super(
      "auth0-wso2-key-manager:index:Auth0KeyManager",
      name,
      {},
      withoutLeft(args.leftToAuth0, opts),
    );
    this.leftToAuth0 = args.leftToAuth0 ?? {};
    this.tenant = inTenant(this, args.domain);
    const endpoints = tenantEndpoints(args.domain, args.customDomain);
    const application = this.application(name, args, endpoints);
    this.management = pulumi.secret({
      tokenEndpoint: endpoints.managementTokenEndpoint,
      clientId: application.clientId,
      clientSecret: application.clientSecret,
      audience: endpoints.managementApiIdentifier,
    });
    const api = this.api(name, args.api, application);
    this.apiParts = partsOf(api);

    const keyManager = new KeyManager(
      `${name}-key-manager`,
      {
        ...(args.keyManager.importEndpoints === undefined
          ? keyManagerEndpoints(endpoints)
          : importedEndpoints(endpoints)),
        ...args.keyManager,
        clientId: application.clientId,
        clientSecret: application.clientSecret,
        loginGrant: "grantId" in application ? application.grantId : undefined,
      },
      // WSO2 logs in to Auth0 as soon as it has the entry, so grant and scopes must be there.
      {
        parent: this,
        dependsOn: [...this.apiParts, ...partsOf(application)],
      },
    );

    this.issuer = keyManager.issuer;
    this.apiIdentifier = pulumi.output(api.identifier);
    this.managementClientId = pulumi.output(application.clientId);
    this.keyManagerId = keyManager.id;
    this.keyManagerName = keyManager.name;
    this.keyManager = keyManager;
    this.declaration = pulumi.jsonStringify(
      [application, api].map((part) => ("declaration" in part ? part.declaration : "")),
    );
    const { consumerKeyClaim = "azp", scopesClaim = "scope" } = args.keyManager;
    this.facts = {
      name: keyManager.name,
      domain: pulumi.output(args.domain),
      apiIdentifier: this.apiIdentifier,
      scopes: pulumi.output(
        "identifier" in args.api ? scopesOfApi(args.api.scopes ?? []) : undefined,
      ),
      issuer: keyManager.issuer,
      tokenEndpoint: pulumi.output(endpoints.tokenEndpoint),
      jwksUri: pulumi.output(endpoints.jwksUri),
      consumerKeyClaim: pulumi.output(consumerKeyClaim),
      scopesClaim: pulumi.output(scopesClaim),
    };
    this.reference = exported(this.facts);
    this.registerOutputs({
      issuer: this.issuer,
      apiIdentifier: this.apiIdentifier,
      managementClientId: this.managementClientId,
      keyManagerId: this.keyManagerId,
      keyManagerName: this.keyManagerName,
    });
  }

  private application(
    name: string,
    { managementApplication = {}, api }: Auth0KeyManagerArgs,
    { managementApiIdentifier }: TenantEndpoints,
  ): ManagementApplication | ExistingApplication {
    if ("clientId" in managementApplication) return managementApplication;
    return new ManagementApplication(
      `${name}-management`,
      {
        ...managementApplication,
        managementApiIdentifier,
        ...("identifier" in api && { apiBeside: api.identifier }),
      },
      this.tenant,
    );
  }

  private api(
    name: string,
    args: Auth0KeyManagerArgs["api"],
    application: ManagementApplication | ExistingApplication,
  ): Api | { identifier: pulumi.Input<string> } {
    if ("existingIdentifier" in args) {
      return { identifier: existingApi(args, this.tenant) };
    }
    // The application says that this run creates the API, so it comes first.
    const identifier =
      "client" in application
        ? pulumi.output(knownNow(application.client.urn).then(() => args.identifier))
        : args.identifier;
    return new Api(
      `${name}-api`,
      { ...args, identifier, management: this.management },
      this.tenant,
    );
  }
}

const partsOf = (made: object) => (made instanceof pulumi.Resource ? [made] : []);

/** The fields of a Key Manager that follow from the tenant's endpoints. */
export function keyManagerEndpoints(endpoints: TenantEndpoints) {
  return {
    issuer: endpoints.issuer,
    wellKnownEndpoint: endpoints.wellKnownEndpoint,
    ...tokenEndpoints(endpoints),
    revokeEndpoint: endpoints.revokeEndpoint,
    userInfoEndpoint: endpoints.userInfoEndpoint,
    authorizeEndpoint: endpoints.authorizeEndpoint,
    clientRegistrationEndpoint: endpoints.clientRegistrationEndpoint,
    certificates: { type: "JWKS", value: endpoints.jwksUri },
    audience: endpoints.managementApiIdentifier,
  } as const satisfies Partial<KeyManagerArgs>;
}

/** What an import needs to know; the rest is in the document, of one domain. */
function importedEndpoints(endpoints: TenantEndpoints) {
  const { issuer, wellKnownEndpoint, managementApiIdentifier: audience } = endpoints;
  const known = { issuer, wellKnownEndpoint, audience };
  return hasCustomDomain(endpoints) ? { ...known, ...tokenEndpoints(endpoints) } : known;
}

function tokenEndpoints(endpoints: TenantEndpoints) {
  const { tokenEndpoint, managementTokenEndpoint } = endpoints;
  return hasCustomDomain(endpoints)
    ? {
        tokenEndpoint: managementTokenEndpoint,
        displayTokenEndpoint: tokenEndpoint,
        // Those that WSO2 would hand out are not of the issuer.
        enableTokenGeneration: false,
      }
    : { tokenEndpoint };
}

function hasCustomDomain({ tokenEndpoint, managementTokenEndpoint }: TenantEndpoints): boolean {
  return tokenEndpoint !== managementTokenEndpoint;
}
