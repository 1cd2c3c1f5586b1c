/** What separates the keys of an application by their use. */
export type KeyType = "PRODUCTION" | "SANDBOX";

/** The keys of an application as the Developer Portal's REST API has them. Names are WSO2's. */
export interface ApplicationKey {
  keyMappingId: string;
  /** Its name in lists, its id otherwise. */
  keyManager: string;
  keyType: KeyType;
  /** Missing as long as there is no client. */
  consumerKey: string | null;
  consumerSecret: string | null;
  supportedGrantTypes: string[] | null;
  callbackUrl: string | null;
  /** `CREATED` while an administrator has to approve them, `REJECTED` if one has refused. */
  keyState: string | null;
  /** Whether WSO2 made the client; releases before 4.1 do not say. */
  mode?: "CREATED" | "MAPPED" | null;
  additionalProperties: Record<string, unknown> | null;
}

/** The body of `generate-keys`. */
export interface GenerateKeysRequest {
  keyType: KeyType;
  keyManager: string;
  grantTypesToBeSupported: string[];
  callbackUrl: string;
  scopes: string[];
  validityTime: string;
  additionalProperties: Record<string, string>;
}

/** The body of `map-keys`. */
export interface MapKeysRequest {
  keyType: KeyType;
  keyManager: string;
  consumerKey: string;
  consumerSecret: string;
}

/** The body of a `PUT` of keys, without what not every release knows. */
export type UpdateKeysRequest = Pick<
  ApplicationKey,
  "keyMappingId" | "keyType" | "keyManager" | "supportedGrantTypes" | "callbackUrl"
> & { consumerKey?: string; additionalProperties: Record<string, string> };
