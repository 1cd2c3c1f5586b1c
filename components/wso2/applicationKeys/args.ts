import type * as pulumi from "@pulumi/pulumi";
import type { ClientCredentials } from "../../auth0/rest/authenticationApi";
import type { KeyType } from "./document";

/** The application with which WSO2 calls the Management API. */
export type ManagementLogin = pulumi.Input<{
  readonly [Setting in keyof ClientCredentials]: pulumi.Input<string>;
}>;

/** What keys have in common, wherever their client comes from. */
interface CommonKeysArgs {
  /** Id of the application. Changing it replaces the keys. */
  readonly applicationId: pulumi.Input<string>;
  /** Name of the application, by which the keys are named where something is said of them. */
  readonly applicationName: pulumi.Input<string>;
  /** Name of the Key Manager. Changing it replaces the keys. */
  readonly keyManager: pulumi.Input<string>;
  /**
   * What the keys are for. Changing it replaces them.
   *
   * @default "PRODUCTION"
   */
  readonly keyType?: pulumi.Input<KeyType>;
  /**
   * Takes over keys that the application has already. `pulumi destroy` leaves those of an adopted
   * application where they are; mapped ones with this option alone, as nothing tells them from those
   * that this resource has made.
   *
   * @default false
   */
  readonly adopt?: pulumi.Input<boolean>;
}

/** Keys whose client WSO2's connector creates. */
export interface GeneratedKeysArgs extends CommonKeysArgs {
  /**
   * Where the Auth0 client comes from: WSO2's connector creates it (`generate`), or it exists and
   * WSO2 is told its id (`map`). Changing it replaces the keys.
   *
   * @default "generate"
   */
  readonly mode?: pulumi.Input<"generate">;
  readonly clientId?: undefined;
  readonly clientSecret?: undefined;
  /**
   * Grant types of the client, in any order, by Auth0's names.
   *
   * @default ["client_credentials"]
   */
  readonly grantTypes?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Where users come back to; needed for `authorization_code` and `implicit`. Several are separated
   * by commas.
   *
   * @default none
   */
  readonly callbackUrl?: pulumi.Input<string>;
  /**
   * Type of the client in Auth0.
   *
   * @default "non_interactive"
   */
  readonly appType?: pulumi.Input<"regular_web" | "native" | "spa" | "non_interactive">;
  /**
   * How the client authenticates at the token endpoint.
   *
   * @default "client_secret_basic"
   */
  readonly tokenEndpointAuthMethod?: pulumi.Input<"client_secret_basic" | "client_secret_post">;
  /**
   * Identifier of the Auth0 API that the client is granted, with the scope `default`. Changing it
   * replaces the keys, because WSO2 would only add a second grant.
   *
   * @default none: no grant
   */
  readonly audience?: pulumi.Input<string>;
  /**
   * Scopes of that grant: WSO2's connector grants this one alone, so others are drift.
   *
   * @default ["default"]
   */
  readonly scopes?: pulumi.Input<["default"]>;
  /**
   * Any text; changing it regenerates the consumer secret.
   *
   * @default none
   */
  readonly secretVersion?: pulumi.Input<string>;
  /**
   * The application with which WSO2 calls the Management API. With it the client in Auth0 is marked
   * as this resource's, and what a failed generation leaves there is found and removed.
   */
  readonly management: ManagementLogin;
}

/** What is up to the client that exists where it is mapped. */
type OfOtherMode = {
  readonly [
    Field in Exclude<
      keyof GeneratedKeysArgs,
      keyof CommonKeysArgs | "mode" | "clientId" | "clientSecret"
    >
  ]?: undefined;
};

/** Keys of a client that exists. */
export interface MappedKeysArgs extends CommonKeysArgs, OfOtherMode {
  readonly mode: pulumi.Input<"map">;
  /** Client ID of the Auth0 application. Changing it replaces the keys. */
  readonly clientId: pulumi.Input<string>;
  /** Its client secret. */
  readonly clientSecret: pulumi.Input<string>;
}

/** Arguments of {@link ApplicationKeys}. */
export type ApplicationKeysArgs = GeneratedKeysArgs | MappedKeysArgs;

/** Declarations with every output resolved. */
export type GeneratedKeysDeclaration = pulumi.UnwrappedObject<
  Omit<GeneratedKeysArgs, "grantTypes" | "scopes" | "management">
> & { grantTypes?: string[]; scopes?: string[]; management: ClientCredentials };
export type MappedKeysDeclaration = pulumi.UnwrappedObject<MappedKeysArgs>;
export type KeysDeclaration = GeneratedKeysDeclaration | MappedKeysDeclaration;

/** What comes of the declaration. */
export interface KeysAddition {
  consumerKey?: string;
  consumerSecret?: string;
  condition: Condition;
}

/** How the two halves of the keys were found, in WSO2 and in Auth0. */
export type Condition =
  | "complete"
  /** The same, with another secret than `pulumi up` has handed out. */
  | "secretChanged"
  /** WSO2 has not loaded their Key Manager. */
  | "notLoaded"
  /** An administrator has to approve them; there is no client yet. */
  | "waitsForApproval"
  /** An administrator has refused them. */
  | "rejected"
  /** WSO2 has lost them; their client is still there. */
  | "keysMissing"
  /** Their client was deleted in Auth0. */
  | "clientMissing"
  /** WSO2 fails at reading them, so that it is not known whether they are there. */
  | "unseen";
