import * as auth0 from "@pulumi/auth0";
import * as pulumi from "@pulumi/pulumi";
import { unlessApiExists } from "./auth0/apiBefore";
import { apiMistakes, apiRows, type ApiArgs } from "./auth0/apiArgs";
import { defaultScope, scopesOfApi, type ApiScope } from "./auth0/apiScopes";
import { declareGrant } from "./auth0/declarations";
import { declaredValues } from "./auth0/fields/field";
import { resourceServerFields } from "./auth0/fields/resourceServerFields";
import { inTenant } from "./auth0/tenantProvider";
import { Refusal, refuseMistakes } from "./validation/refusal";
import { setPlain, settingPath } from "./validation/settingPath";
import { ApiDeletionProtection } from "./wso2/apiDeletionProtection/apiDeletionProtection";
import { ownerOfProgram } from "./wso2/owner/owner";

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
    const { management, destroyOthers = false, ...declared } = args;
    refuseMistakes("APIs", { [name]: apiMistakes({ ...declared, destroyOthers }) });
    assertDefined(args);
    super("auth0-wso2-key-manager:auth0:Api", name, {}, opts);
    const parent = inTenant(this);

    const owner = ownerOfProgram();
    const resourceServer = new auth0.ResourceServer(
      `${name}-api`,
      {
        ...declaredValues<auth0.ResourceServerArgs>(resourceServerFields, {
          ...args,
          name: args.name ?? name,
          tokenLifetimeForWeb: args.tokenLifetimeForWeb ?? webLifetime(args.tokenLifetime),
        }),
        identifier: args.identifier,
        subjectTypeAuthorization: {
          client: { policy: "require_client_grant" },
          user: { policy: args.userPolicy ?? apiRows.userPolicy.default },
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
        resourceServer.identifier,
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
  const usual = resourceServerFields.tokenLifetimeForWeb.default;
  return pulumi.output(lifetime).apply((seconds) => Math.min(seconds, usual));
}
