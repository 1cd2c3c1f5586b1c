import * as pulumi from "@pulumi/pulumi";
import type { UserClientSettings } from "./auth0/clientSettings";
import { ConsumerApplication } from "./auth0/consumerApplication";
import { withoutLeft } from "./auth0/leftToAuth0";
import type { Auth0KeyManager } from "./auth0KeyManager";
import { clientMistakes, refuseMistakes } from "./auth0/clientMistakes";
import { Application } from "./wso2/application/application";
import type { ApplicationArgs } from "./wso2/application/args";
import { ApplicationKeys } from "./wso2/applicationKeys/applicationKeys";
import type { KeyType } from "./wso2/applicationKeys/document";
import { Subscription } from "./wso2/subscription/subscription";

/** How an application gets its client in Auth0. */
export interface KeysDeclaration {
  /**
   * `generate`: WSO2's connector creates the client, as in WSO2's guide; its grant has the scope
   * `default` alone. `map`: client and grant are resources of this stack, and WSO2 is told the id.
   *
   * @default "generate"
   */
  readonly mode?: "generate" | "map";
  /**
   * Takes over keys that the application has already. `pulumi destroy` leaves those of an adopted
   * application where they are; mapped ones with this option alone, as nothing tells them from those
   * that this stack has made.
   *
   * @default false
   */
  readonly adopt?: boolean;
  /**
   * Grant types of the client, in any order, by Auth0's names.
   *
   * @default ["client_credentials"]
   */
  readonly grantTypes?: string[];
  /**
   * Where users come back to, separated by commas; needed for `authorization_code` and `implicit`.
   *
   * @default none
   */
  readonly callbackUrl?: string;
  /**
   * Type of the client in Auth0.
   *
   * @default "non_interactive"
   */
  readonly appType?: "regular_web" | "native" | "spa" | "non_interactive";
  /**
   * How the client authenticates at the token endpoint.
   *
   * @default "client_secret_basic"
   */
  readonly tokenEndpointAuthMethod?: "client_secret_basic" | "client_secret_post";
  /**
   * Identifier of the Auth0 API that the client may call.
   *
   * @default that of the stack's API
   */
  readonly audience?: string;
  /**
   * `map`: scopes that the client's tokens may carry.
   *
   * @default ["default"]
   */
  readonly scopes?: string[];
  /**
   * `map`: further settings of the client.
   *
   * @default {}
   */
  readonly client?: UserClientSettings;
  /**
   * `generate`: any text; changing it regenerates the consumer secret.
   *
   * @default none
   */
  readonly secretVersion?: string;
}

/** An API that the application calls. */
export interface SubscriptionDeclaration {
  /** Name of the published API. */
  readonly api: string;
  readonly version: string;
  /** @default "Unlimited" */
  readonly throttlingPolicy?: string;
}

/** An application of the Developer Portal, its keys and what it is subscribed to. */
export interface ApplicationDeclaration extends Omit<ApplicationArgs, "name"> {
  /**
   * Its keys, by what they are for.
   *
   * @default { production: {} }
   */
  readonly keys?: { readonly production?: KeysDeclaration; readonly sandbox?: KeysDeclaration };
  /** @default [] */
  readonly subscriptions?: SubscriptionDeclaration[];
}

/** Arguments of {@link ApplicationAccess}. */
export interface ApplicationAccessArgs extends ApplicationDeclaration {
  /** Name of the application. */
  readonly name: string;
  /** Whose tokens the application uses. */
  readonly keyManager: Auth0KeyManager;
}

/** The keys of an application of one type. */
export interface AccessKeys {
  readonly consumerKey: pulumi.Output<string>;
  /** A secret output. */
  readonly consumerSecret: pulumi.Output<string>;
  readonly resource: ApplicationKeys;
  /** Identifier of the Auth0 API that the client may call. */
  readonly audience: pulumi.Output<string>;
  /** All that is declared of the client in Auth0, as text; empty where WSO2 generates it. */
  readonly declaration: pulumi.Output<string>;
}

/** The kinds of keys, by the names that they have in declarations. */
export const keyTypes = { production: "PRODUCTION", sandbox: "SANDBOX" } as const;

/**
 * An application that may call APIs with tokens of Auth0: step 3 of WSO2's guide.
 *
 * ```ts
 * new ApplicationAccess("orders-app", {
 *   name: "orders-app",
 *   keyManager,
 *   keys: { production: { mode: "map", scopes: ["read:orders"] } },
 *   subscriptions: [{ api: "Orders", version: "1.0.0" }],
 * });
 * ```
 */
export class ApplicationAccess extends pulumi.ComponentResource {
  readonly application: Application;
  readonly keys: Partial<Record<keyof typeof keyTypes, AccessKeys>>;
  readonly subscriptions: readonly Subscription[];

  constructor(name: string, args: ApplicationAccessArgs, opts?: pulumi.ComponentResourceOptions) {
    refuseMistakes({ [name]: clientMistakes({ generate: args.name, map: name }, args) });
    super(
      "auth0-wso2-key-manager:index:ApplicationAccess",
      name,
      {},
      withoutLeft(args.keyManager.leftToAuth0, opts),
    );
    const { keyManager, keys = { production: {} }, subscriptions = [], ...application } = args;

    this.application = new Application(`${name}-application`, application, {
      parent: this,
      // Nothing is created where Auth0 refuses, and nothing uses the Key Manager when it goes.
      dependsOn: keyManager,
    });
    this.keys = {
      ...(keys.production && {
        production: this.access(name, keyManager, "production", keys.production),
      }),
      ...(keys.sandbox && { sandbox: this.access(name, keyManager, "sandbox", keys.sandbox) }),
    };
    this.subscriptions = subscriptions.map((subscription) =>
      this.subscribe(
        `${name}-subscription-${nameAmong(subscriptions, subscription)}`,
        subscription,
      ),
    );
    this.registerOutputs({ applicationId: this.application.id });
  }

  /** Its clients are made where those of the Key Manager are, unless it is given a provider. */
  private tenantOf({ tenant: { provider } }: Auth0KeyManager) {
    const isGiven = this.getProvider("auth0:index/client:Client") !== undefined;
    return isGiven || provider === undefined ? {} : { provider };
  }

  private subscribe(name: string, subscription: SubscriptionDeclaration): Subscription {
    return new Subscription(
      name,
      { ...subscription, applicationId: this.application.id },
      // WSO2 subscribes no application of which a client is missing, so the keys are mended first.
      { parent: this, dependsOn: Object.values(this.keys).map(({ resource }) => resource) },
    );
  }

  private access(
    name: string,
    keyManager: Auth0KeyManager,
    use: keyof typeof keyTypes,
    { mode, adopt, scopes, audience: declared, client: settings, ...client }: KeysDeclaration,
  ): AccessKeys {
    const audience = pulumi.output(declared ?? keyManager.apiIdentifier);
    const { clientId, clientSecret, declaration } = ((): Partial<ConsumerApplication> => {
      if (mode !== "map") return {};
      return new ConsumerApplication(
        `${name}-${use}`,
        { ...settings, ...client, ...(scopes && { scopes }), audience },
        { ...this.tenantOf(keyManager), parent: this, dependsOn: keyManager },
      );
    })();
    const common = {
      applicationId: this.application.id,
      applicationName: this.application.name,
      keyManager: keyManager.keyManagerName,
      keyType: keyTypes[use] satisfies KeyType,
      ...(adopt !== undefined && { adopt }),
    };
    const resource = new ApplicationKeys(
      `${name}-${use}-keys`,
      clientId && clientSecret
        ? { ...common, mode: "map", clientId, clientSecret }
        : { ...common, ...client, audience, management: keyManager.management },
      // Generating creates a grant on the API, whose scopes must be there.
      { parent: this, dependsOn: keyManager },
    );
    const { consumerKey, consumerSecret } = resource;
    return {
      consumerKey,
      consumerSecret: pulumi.secret(consumerSecret),
      resource,
      audience,
      declaration: declaration ?? pulumi.output(""),
    };
  }
}

/** What a subscription's resource is called: "a-b" in version 1 is not "a" in version b-1. */
function nameAmong(
  all: SubscriptionDeclaration[],
  { api, version }: SubscriptionDeclaration,
): string {
  const name = `${api}-${version}`;
  const isAnothers = all.some(
    (other) => `${other.api}-${other.version}` === name && other.api.length < api.length,
  );
  return isAnothers ? `${api}@${version}` : name;
}
