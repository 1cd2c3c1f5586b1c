import type { JsonObject } from "../jackson/json";
import type { KeyType } from "../state";

/** What the server wants of a client. */
export interface OAuthAppRequest {
  /** Login of the user who asks. */
  username: string;
  applicationName: string;
  keyType: KeyType;
  callbackUrl: string | null;
  /** Separated by commas. */
  grantTypes: string | null;
  /** What the connector's own fields were given, unless they were left out altogether. */
  additionalProperties: JsonObject | null;
}

/** A client as its Key Manager describes it. */
export interface OAuthApplication {
  clientId: string | null;
  clientSecret: string | null;
  /** Separated by commas. */
  callbackUrl: string | null;
  /** Separated by spaces. */
  grantTypes: string | null;
  additionalProperties: JsonObject;
}

/** An access token of the client credentials grant. */
export interface ClientToken {
  accessToken: string | null;
  scopes: string[] | null;
  /** Seconds. */
  validityTime: number;
}
