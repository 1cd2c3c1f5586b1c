import * as pulumi from "@pulumi/pulumi";
import type { UserClientSettings } from "./auth0/clientSettings";
import { ConsumerApplication } from "./consumerApplication";
import { auth0Types } from "./auth0/resourceTypes";
import { withoutLeft, type LeftToAuth0 } from "./auth0/leftToAuth0";
import { applicationMistakes, mistakesWithoutLogin } from "./applicationMistakes";
import { assertTenant } from "./auth0/tenantProvider";
import { clientNameMistakes } from "./auth0/clientMistakes";
import { scopesFault } from "./keyManagerReference";
import { usedKeyManager, type KeyManagerInput, type UsedKeyManager } from "./usedKeyManager";
import { Refusal, refuseMistakes } from "./validation/refusal";
import type { DeclarationOf } from "./validation/declarations";
import { Application } from "./wso2/application/application";
import type { ApplicationArgs } from "./wso2/application/args";
import { ApplicationKeys } from "./wso2/applicationKeys/applicationKeys";
import type { DeclaredKeys } from "./wso2/applicationKeys/args";
import type { KeyType } from "./wso2/applicationKeys/document";
import type { subscriptionRows } from "./wso2/subscription/fields";
import { Subscription } from "./wso2/subscription/subscription";

/** How an application gets its client in Auth0. */
export interface KeysDeclaration extends DeclaredKeys {
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
}

/** An API that the application calls. */
export type SubscriptionDeclaration = DeclarationOf<Omit<typeof subscriptionRows, "applicationId">>;

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
  /** Whose tokens the application uses; a reference where another stack declares it. */
  readonly keyManager: KeyManagerInput;
  /**
   * Fields of clients that the Auth0 tenant refuses.
   *
   * @default those of the Key Manager, where this stack declares it
   */
  readonly leftToAuth0?: LeftToAuth0;
}

/** The keys of an application of one type. */
export interface AccessKeys {
  /** The consumer key, which is the client ID in Auth0. */
  readonly consumerKey: pulumi.Output<string>;
  /**
   * A secret output.
   *
   * @secret
   */
  readonly consumerSecret: pulumi.Output<string>;
  /** The keys in WSO2. */
  readonly resource: ApplicationKeys;
  /** Identifier of the Auth0 API that the client may call. */
  readonly audience: pulumi.Output<string>;
  /** All that is declared of the client in Auth0, as text; empty where WSO2 generates it. */
  readonly declaration: pulumi.Output<string>;
}

/** What is known of an application, for the next person. */
export type ApplicationSummary = { applicationId: string } & {
  [Use in "production" | "sandbox"]?: { consumerKey: string; auth0ClientId: string };
};

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
  /** The application in WSO2. */
  readonly application: Application;
  /** Its keys, by what they are for. */
  readonly keys: Partial<Record<keyof typeof keyTypes, AccessKeys>>;
  /** Its subscriptions, in the order in which they are declared. */
  readonly subscriptions: readonly Subscription[];
  /** Its id and consumer keys. */
  readonly summary: pulumi.Output<ApplicationSummary>;
  /**
   * Its consumer secrets, by use; a secret output.
   *
   * @secret
   */
  readonly consumerSecrets: pulumi.Output<Record<string, string>>;

  constructor(name: string, args: ApplicationAccessArgs, opts?: pulumi.ComponentResourceOptions) {
    const { keyManager: given, leftToAuth0, ...declaration } = args;
    const keyManager = usedKeyManager(given);
    const { name: applicationName, ...declared } = declaration;
    refuseMistakes("applications", {
      [name]: [
        ...clientNameMistakes({ generate: applicationName, map: name }, declared),
        ...applicationMistakes(declared),
        ...(keyManager.isElsewhere ? mistakesWithoutLogin(declared) : []),
      ],
    });
    super(
      "auth0-wso2-key-manager:index:ApplicationAccess",
      name,
      {},
      withoutLeft(leftToAuth0 ?? keyManager.leftToAuth0, opts),
    );
    const { keys = { production: {} }, subscriptions = [], ...application } = declaration;

    const { production, sandbox } = keys;
    const consumers = {
      production: production && this.consumer(`${name}-production`, keyManager, production),
      sandbox: sandbox && this.consumer(`${name}-sandbox`, keyManager, sandbox),
    };
    this.application = new Application(`${name}-application`, application, {
      parent: this,
      // Nothing is created where Auth0 refuses, and nothing uses the Key Manager when it goes. WSO2 changes
      // no application of which a client is missing, so one that was adopted is released before they go.
      dependsOn: [
        ...keyManager.resources,
        ...Object.values(consumers).filter((made) => made !== undefined),
      ],
    });
    this.keys = {
      ...(production && {
        production: this.access(name, keyManager, "production", production, consumers.production),
      }),
      ...(sandbox && {
        sandbox: this.access(name, keyManager, "sandbox", sandbox, consumers.sandbox),
      }),
    };
    this.subscriptions = subscriptions.map((subscription) =>
      this.subscribe(
        `${name}-subscription-${nameAmong(subscriptions, subscription)}`,
        subscription,
      ),
    );
    const uses = Object.entries(this.keys);
    const summaries = uses.map(([use, { consumerKey }]) => [
      use,
      { consumerKey, auth0ClientId: consumerKey },
    ]);
    this.summary = pulumi.output({
      applicationId: this.application.id,
      ...Object.fromEntries(summaries),
    }) as pulumi.Output<ApplicationSummary>;
    const secrets = uses.map(([use, { consumerSecret }]) => [use, consumerSecret] as const);
    this.consumerSecrets = pulumi.secret(Object.fromEntries(secrets));
    this.registerOutputs({ applicationId: this.application.id });
  }

  /** Its clients are made where those of the Key Manager are, unless it is given a provider. */
  private tenantOf({ provider, isElsewhere, facts }: UsedKeyManager) {
    if (isElsewhere) assertTenant(this, facts.domain);
    const isGiven = this.getProvider(auth0Types.client) !== undefined;
    return isGiven || provider === undefined ? {} : { provider };
  }

  private subscribe(name: string, subscription: SubscriptionDeclaration): Subscription {
    return new Subscription(
      name,
      { ...subscription, applicationId: this.application.id },
      // WSO2 subscribes no application of which a client is missing, so the keys are repaired first.
      { parent: this, dependsOn: Object.values(this.keys).map(({ resource }) => resource) },
    );
  }

  /** The client of mapped keys. */
  private consumer(
    name: string,
    keyManager: UsedKeyManager,
    { mode, scopes, audience, client: settings, ...keys }: KeysDeclaration,
  ): ConsumerApplication | undefined {
    if (mode !== "map") return undefined;
    return new ConsumerApplication(
      name,
      {
        ...{ ...settings, ...clientIn(keys), ...(scopes && { scopes }) },
        audience: audience ?? audienceFor(keyManager, scopes ?? ["default"]),
      },
      // Not on the Key Manager: whoever has to forget that one, as its server is gone, keeps the clients.
      { ...this.tenantOf(keyManager), parent: this, dependsOn: [...keyManager.apiParts] },
    );
  }

  private access(
    name: string,
    keyManager: UsedKeyManager,
    use: keyof typeof keyTypes,
    { adopt, ...keys }: KeysDeclaration,
    consumer: ConsumerApplication | undefined,
  ): AccessKeys {
    const { facts, isElsewhere, management } = keyManager;
    const { issuer, domain } = facts;
    const audience = pulumi.output(keys.audience ?? facts.apiIdentifier);
    const common = {
      applicationId: this.application.id,
      applicationName: this.application.name,
      keyManager: facts.name,
      ...(isElsewhere && { reference: { issuer, domain } }),
      keyType: keyTypes[use] satisfies KeyType,
      ...(adopt !== undefined && { adopt }),
    };
    const resource = new ApplicationKeys(
      `${name}-${use}-keys`,
      consumer
        ? {
            ...common,
            mode: "map",
            clientId: consumer.clientId,
            clientSecret: consumer.clientSecret,
          }
        : { ...common, ...clientIn(keys), audience, ...(management && { management }) },
      // Generating creates a grant on the API, whose scopes must be there.
      { parent: this, dependsOn: [...keyManager.resources] },
    );
    const { consumerKey, consumerSecret } = resource;
    return {
      consumerKey,
      consumerSecret: pulumi.secret(consumerSecret),
      resource,
      audience,
      declaration: consumer?.declaration ?? pulumi.output(""),
    };
  }
}

/**
 * The API of a Key Manager, for whoever is granted scopes of it.
 *
 * @throws Refusal where the API does not define them, as far as it is known
 */
function audienceFor(
  { facts: { apiIdentifier, scopes: defined } }: UsedKeyManager,
  scopes: readonly string[],
): pulumi.Output<string> {
  return pulumi.all([apiIdentifier, defined]).apply(([identifier, known]) => {
    const fault = scopesFault(scopes, identifier, known);
    if (fault !== undefined) throw new Refusal(fault);
    return identifier;
  });
}

/** What is said of the client of keys, in whatever mode. */
function clientIn(keys: Partial<KeysDeclaration>) {
  const others = ["mode", "adopt", "scopes", "audience", "client"] as const;
  const said = Object.entries(keys).filter(([name]) => !others.some((other) => other === name));
  return Object.fromEntries(said) as Omit<KeysDeclaration, (typeof others)[number]>;
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
