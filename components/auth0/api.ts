import * as auth0 from "@pulumi/auth0";
import * as pulumi from "@pulumi/pulumi";

/** A permission (scope) that an API defines. */
export interface ApiScope {
  /** Name, as it appears in the `scope` claim, e.g. `read:orders`. */
  readonly name: string;
  /** Shown in Auth0's dashboard and on consent pages, 500 characters at most. */
  readonly description?: string;
}

/** What a further application may do with an API. */
export interface ApiGrant {
  /** Client ID of an Auth0 application. */
  readonly clientId: pulumi.Input<string>;
  /**
   * Scopes that its tokens may carry.
   *
   * @default ["default"]
   */
  readonly scopes?: string[];
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
}

/** The scope that WSO2's connector grants to every application that it creates. */
export const defaultScope: ApiScope = {
  name: "default",
  description: "Asked for by WSO2 API Manager for every application",
};

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

  constructor(name: string, args: ApiArgs, opts?: pulumi.ComponentResourceOptions) {
    super("auth0-wso2-key-manager:auth0:Api", name, {}, opts);
    const parent = { parent: this };

    const resourceServer = new auth0.ResourceServer(
      `${name}-api`,
      {
        identifier: args.identifier,
        name: args.name ?? name,
        signingAlg: "RS256",
        tokenLifetime: args.tokenLifetime ?? 86_400,
        // The other dialects drop the claim azp, by which WSO2 recognises an application.
        tokenDialect: "access_token",
      },
      parent,
    );
    const scopes = new auth0.ResourceServerScopes(
      `${name}-scopes`,
      {
        resourceServerIdentifier: resourceServer.identifier,
        scopes: withDefaultScope(args.scopes ?? []),
      },
      parent,
    );
    for (const [grantName, grant] of Object.entries(args.grants ?? {})) {
      new auth0.ClientGrant(
        `${name}-grant-${grantName}`,
        {
          clientId: grant.clientId,
          audience: resourceServer.identifier,
          scopes: grant.scopes ?? [defaultScope.name],
          subjectType: "client",
        },
        // Scopes are no input of the grant, yet must exist first. As to the rest: creating adopts
        // a grant that exists, so a replacement created first would be deleted next.
        { ...parent, dependsOn: scopes, deleteBeforeReplace: true },
      );
    }

    this.identifier = resourceServer.identifier;
    this.registerOutputs({ identifier: this.identifier });
  }
}

function withDefaultScope(scopes: ApiScope[]): ApiScope[] {
  const others = scopes.filter(({ name }) => name !== defaultScope.name);
  const declared = scopes.find(({ name }) => name === defaultScope.name);
  return [declared ?? defaultScope, ...others];
}
