import type { ClientArgs, ClientCredentialsArgs, ClientGrantArgs } from "@pulumi/auth0";
import { z } from "zod";
import { text } from "../../validation/validation";
import { clientRules } from "./clientRules";

/** A field of a client that calls APIs, whoever makes it: WSO2's connector, or this project. */
export interface ClientRow {
  readonly schema: z.ZodType;
  readonly default: null | string | readonly string[];
  readonly immutable?: true;
  /** Whether it concerns applications that have users, so that others do not have it. */
  readonly isOfUsers?: true;
  /** Keys have it where WSO2 makes the client. */
  readonly mode: "generate";
  /** What WSO2's documents call it: the request for new keys, and keys that are there. */
  readonly document?: { readonly request: string; readonly keys: string };
  /** Key of the connector's property that holds it, where they have no place for it. */
  readonly connectorProperty?: string;
  /** Property of Auth0's client that holds it, where WSO2's connector does not know it. */
  readonly clientProperty?: string;
  /** What it becomes where this project makes the client: an input of one of Auth0's resources. */
  readonly auth0: Auth0Input;
}

/** Which input of which resource; `from` makes it of what is declared, or of "". */
export type Auth0Input =
  | { readonly client: keyof ClientArgs; readonly from?: (declared: string) => unknown }
  | { readonly credentials: keyof ClientCredentialsArgs }
  | { readonly grant: keyof ClientGrantArgs };

/** Every such field, with all that is known of it. */
export const clientRows = {
  /**
   * Grant types of the client, in any order, by Auth0's names.
   *
   * @default ["client_credentials"]
   */
  grantTypes: {
    schema: clientRules.grantTypes,
    mode: "generate",
    default: ["client_credentials"],
    document: { request: "grantTypesToBeSupported", keys: "supportedGrantTypes" },
    auth0: { client: "grantTypes" },
  },
  /**
   * Where users come back to, separated by commas; needed for `authorization_code` and `implicit`.
   *
   * @default none
   */
  callbackUrl: {
    schema: clientRules.callbackUrl,
    default: null,
    mode: "generate",
    document: { request: "callbackUrl", keys: "callbackUrl" },
    auth0: {
      client: "callbacks",
      from: (urls: string) => (urls === "" ? [] : urls.split(",")),
    },
  },
  /**
   * Type of the client in Auth0.
   *
   * @default "non_interactive"
   */
  appType: {
    schema: z.enum(["regular_web", "native", "spa", "non_interactive"]),
    mode: "generate",
    default: "non_interactive",
    connectorProperty: "app_type",
    auth0: { client: "appType" },
  },
  /**
   * How the client authenticates at the token endpoint.
   *
   * @default "client_secret_basic"
   */
  tokenEndpointAuthMethod: {
    schema: z.enum(["client_secret_basic", "client_secret_post"]),
    mode: "generate",
    default: "client_secret_basic",
    connectorProperty: "token_endpoint_auth_method",
    auth0: { credentials: "authenticationMethod" },
  },
  /**
   * URL of a picture for Auth0's dashboard; https.
   *
   * @default none; where WSO2 creates the client, what Auth0 has is left as it is
   */
  logoUri: {
    schema: clientRules.httpsUrl,
    default: null,
    mode: "generate",
    clientProperty: "logo_uri",
    auth0: { client: "logoUri" },
  },
  /**
   * Where Auth0 may send users after a logout, in any order.
   *
   * @default []; where WSO2 creates the client, what Auth0 has is left as it is
   */
  allowedLogoutUrls: {
    schema: clientRules.urls,
    default: [],
    isOfUsers: true,
    mode: "generate",
    clientProperty: "allowed_logout_urls",
    auth0: { client: "allowedLogoutUrls" },
  },
  /**
   * Identifier of the Auth0 API that the client is granted, with the scope `default`. Changing it
   * replaces the keys, because WSO2 would only add a second grant.
   *
   * @default none: no grant
   */
  audience: {
    immutable: true,
    schema: text(600),
    default: null,
    mode: "generate",
    connectorProperty: "audience_of_api",
    auth0: { grant: "audience" },
  },
} as const satisfies Readonly<Record<string, ClientRow>>;

/** Every such field with its name. */
export const clientRowEntries = Object.entries(clientRows) as [
  keyof typeof clientRows,
  ClientRow,
][];
