import * as auth0 from "@pulumi/auth0";
import * as pulumi from "@pulumi/pulumi";
import { unlessApiExists } from "./auth0/apiBefore";
import { defaultScope, scopesOfApi, type ApiScope } from "./auth0/apiScopes";
import { declareGrant, type GrantSettings } from "./auth0/declarations";
import { declaredValues } from "./auth0/fields/field";
import { resourceServerFields } from "./auth0/fields/resourceServerFields";
import type { ClientCredentials } from "./auth0/rest/authenticationApi";
import { inTenant } from "./auth0/tenantProvider";
import { Refusal } from "./validation/refusal";
import { setPlain, settingPath } from "./validation/settingPath";
import { ApiDeletionProtection } from "./wso2/apiDeletionProtection/apiDeletionProtection";
import { ownerOfProgram } from "./wso2/owner/owner";

/** What a further application may do with an API. */
export interface ApiGrant extends GrantSettings {
  /** Client ID of an Auth0 application. */
  readonly clientId: pulumi.Input<string>;
  /**
   * Scopes that its tokens may carry.
   *
   * @default ["default"]
   */
  readonly scopes?: string[];
  /**
   * Takes over a grant that the application has for this API already. It is left where it is when it is
   * not declared any more, and by `pulumi destroy`.
   *
   * @default false
   */
  readonly adopt?: boolean;
}

/** Arguments of {@link Api}. */
export interface ApiArgs {
  /** Audience of the API's tokens, usually a URL. Changing it replaces the API. */
  readonly identifier: pulumi.Input<string>;
  /**
   * Name in Auth0's dashboard.
   *
   * @default the resource's name
   */
  readonly name?: pulumi.Input<string>;
  /**
   * Lifetime of access tokens in seconds, 2,592,000 at most.
   *
   * @default 86400
   */
  readonly tokenLifetime?: pulumi.Input<number>;
  /**
   * Lifetime of access tokens in seconds that browsers get, `tokenLifetime` at most.
   *
   * @default 7200, or `tokenLifetime` if that is less
   */
  readonly tokenLifetimeForWeb?: pulumi.Input<number>;
  /**
   * Kind of access tokens. In those of RFC 9068 (`rfc9068_profile`) the consumer key is in the claim
   * `client_id`, which the Key Manager's `consumerKeyClaim` must name then.
   *
   * @default "access_token"
   */
  readonly tokenDialect?: pulumi.Input<string>;
  /**
   * Whether applications get refresh tokens for the API.
   *
   * @default false
   */
  readonly allowOfflineAccess?: pulumi.Input<boolean>;
  /**
   * Whether users of the tenant's own applications are not asked for their consent.
   *
   * @default false
   */
  readonly skipConsentForVerifiableFirstPartyClients?: pulumi.Input<boolean>;
  /**
   * Whether users get only those scopes that their roles have (RBAC).
   *
   * @default false
   */
  readonly enforcePolicies?: pulumi.Input<boolean>;
  /**
   * Which applications get tokens for users: all, none, or those with a grant for it. Tokens for
   * applications themselves always take a grant.
   *
   * @default "allow_all"
   */
  readonly userPolicy?: "allow_all" | "deny_all" | "require_client_grant";
  /**
   * Scopes that the API defines beside `default`, which WSO2's connector asks for in every grant.
   *
   * @default []
   */
  readonly scopes?: ApiScope[];
  /**
   * Grants for applications that WSO2 does not manage, by a name of your choice.
   *
   * @default {}
   */
  readonly grants?: Record<string, ApiGrant>;
  /**
   * Lets the API be deleted together with client grants that other people have made for it. It counts once a
   * `pulumi up` has put it into the state.
   *
   * @default false: they are named, and the API is not deleted
   */
  readonly destroyOthers?: boolean;
  /**
   * A login that may read client grants of the tenant, with which those of others are looked for before
   * the API is deleted.
   *
   * @default none: Auth0 deletes them with the API
   */
  readonly management?: pulumi.Input<ClientCredentials>;
}

/**
 * A custom API (resource server) whose tokens WSO2's gateway accepts: the second half of step 1
 * of WSO2's guide. Signed with RS256, the only kind of key that the gateway takes from a JWKS.
 *
 * ```ts
 * const api = new Api("orders", {
 *   identifier: "https://orders.example.com/",
 *   scopes: [{ name: "read:orders", description: "Read orders" }],
 * });
 * ```
 */
export class Api extends pulumi.ComponentResource {
  /** Audience of the API's tokens. */
  readonly identifier: pulumi.Output<string>;
  /** All that is declared, as text. */
  readonly declaration: pulumi.Output<string>;

  constructor(name: string, args: ApiArgs, opts?: pulumi.ComponentResourceOptions) {
    super("auth0-wso2-key-manager:auth0:Api", name, {}, opts);
    const parent = inTenant(this);
    assertDefined(args);
    const { management, destroyOthers = false, ...declared } = args;

    const owner = ownerOfProgram();
    const resourceServer = new auth0.ResourceServer(
      `${name}-api`,
      {
        ...declaredValues<auth0.ResourceServerArgs>(resourceServerFields, {
          ...args,
          tokenLifetimeForWeb: args.tokenLifetimeForWeb ?? webLifetime(args.tokenLifetime),
        }),
        identifier: args.identifier,
        name: args.name ?? name,
        subjectTypeAuthorization: {
          client: { policy: "require_client_grant" },
          user: { policy: args.userPolicy ?? "allow_all" },
        },
      },
      unlessApiExists(owner.id, {
        ...parent,
        // Which looks, last of all, whether it is gone.
        dependsOn: owner,
        // What the stack has of the old one is on the new one before that goes.
        deleteBeforeReplace: false,
      }),
    );
    const scopes = new auth0.ResourceServerScopes(
      `${name}-scopes`,
      {
        resourceServerIdentifier: resourceServer.identifier,
        scopes: withDefaultScope(args.scopes ?? []),
      },
      // They go with the API. What replaces them has written them by then, and others' grants may need them.
      { ...parent, retainOnDelete: true },
    );
    const protection = new ApiDeletionProtection(
      `${name}-deletion-protection`,
      { audience: resourceServer.identifier, ...(management && { management }), destroyOthers },
      { parent: this, dependsOn: scopes },
    );
    for (const [grantName, grant] of Object.entries(args.grants ?? {})) {
      declareGrant(
        `${name}-grant-${grantName}`,
        {
          clientId: grant.clientId,
          audience: resourceServer.identifier,
          scopes: grant.scopes ?? [defaultScope.name],
        },
        grant,
        {
          adopt: grant.adopt ?? false,
          command: setPlain(settingPath(["api", "grants", grantName, "adopt"]), "true"),
        },
        // Scopes are no input of the grant, yet must exist first; and it goes before what looks for others'.
        { ...parent, dependsOn: protection },
      );
    }

    this.identifier = resourceServer.identifier;
    this.declaration = pulumi.jsonStringify({ id: resourceServer.id, ...declared });
    this.registerOutputs({ identifier: this.identifier });
  }
}

/** Auth0 takes a grant with any scopes. */
function assertDefined({ scopes = [], grants = {} }: ApiArgs): void {
  const defined = scopesOfApi(scopes);
  const missing = Object.entries(grants).flatMap(([name, grant]) =>
    (grant.scopes ?? [])
      .filter((scope) => !defined.includes(scope))
      .map((scope) => `"${scope}" of the grant "${name}"`),
  );
  if (missing.length === 0) return;
  throw new Refusal(
    `The API does not define ${missing.join(", ")}. It has ${defined.join(", ")}. Add to its scopes ` +
      "what is missing, or correct the grant.",
  );
}

function withDefaultScope(scopes: ApiScope[]): ApiScope[] {
  const others = scopes.filter(({ name }) => name !== defaultScope.name);
  const declared = scopes.find(({ name }) => name === defaultScope.name);
  return [declared ?? defaultScope, ...others];
}

/** Auth0 refuses a lifetime for browsers that is longer than the other. */
function webLifetime(lifetime: pulumi.Input<number> = Infinity): pulumi.Output<number> {
  const usual = resourceServerFields.tokenLifetimeForWeb.declared;
  return pulumi.output(lifetime).apply((seconds) => Math.min(seconds, usual));
}
