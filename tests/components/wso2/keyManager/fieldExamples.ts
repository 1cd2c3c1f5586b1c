import type { FieldValues } from "../../../../components/wso2/keyManager/args";
import type { FieldName } from "../../../../components/wso2/keyManager/fields";

/** Values with which a field goes through its life. */
export interface FieldExample<Value> {
  declared: Value;
  changed: Value;
  /** What somebody enters by hand, in WSO2's form. */
  byHand: unknown;
  /** What has to be declared beside it. */
  beside?: Partial<FieldValues>;
}

const url = (path: string) => `https://login.example.com/${path}`;
const endpoint = (name: string): FieldExample<string> => ({
  declared: url(name),
  changed: url(`new/${name}`),
  byHand: url(`by/hand/${name}`),
});
const flag = (byDefault: boolean): FieldExample<boolean> => ({
  declared: !byDefault,
  changed: byDefault,
  byHand: byDefault,
});
const pem = (content: string) =>
  `-----BEGIN CERTIFICATE-----\n${content}\n-----END CERTIFICATE-----\n`;

/**
 * An example of every field but the name, which cannot change, and `enableSelfValidationJWT` and
 * `type`, which have one value.
 */
export const fieldExamples: {
  [Field in Exclude<FieldName, "name" | "enableSelfValidationJWT" | "type">]: FieldExample<
    NonNullable<FieldValues[Field]>
  >;
} = {
  displayName: { declared: "Auth0", changed: "Auth0 (new)", byHand: "by hand" },
  description: { declared: "Tokens of Auth0", changed: "Tokens", byHand: "by hand" },
  enabled: flag(true),
  wellKnownEndpoint: endpoint("openid-configuration"),
  issuer: { declared: url("a/"), changed: url("b/"), byHand: url("c/") },
  clientRegistrationEndpoint: endpoint("register"),
  introspectionEndpoint: endpoint("introspect"),
  tokenEndpoint: endpoint("token"),
  displayTokenEndpoint: endpoint("shown/token"),
  revokeEndpoint: endpoint("revoke"),
  displayRevokeEndpoint: endpoint("shown/revoke"),
  userInfoEndpoint: endpoint("userinfo"),
  authorizeEndpoint: endpoint("authorize"),
  scopeManagementEndpoint: endpoint("scopes"),
  availableGrantTypes: {
    declared: ["client_credentials", "authorization_code"],
    changed: ["password"],
    byHand: ["client_credentials", "implicit"],
  },
  clientId: { declared: "a", changed: "b", byHand: "c" },
  clientSecret: { declared: "first secret", changed: "second secret", byHand: "" },
  audience: { declared: url("api/v2/"), changed: url("api/v3/"), byHand: url("api/v4/") },
  additionalProperties: {
    declared: { tier: "gold", limit: 5, nested: { list: [1, "two", true] } },
    changed: { tier: "silver" },
    byHand: { tier: "lead" },
  },
  additionalFields: {
    declared: { colour: "green", limits: { calls: 5, tags: ["a", "b"] } },
    changed: { colour: "blue" },
    byHand: { colour: "red" },
  },
  consumerKeyClaim: { declared: "client_id", changed: "sub", byHand: "by_hand" },
  scopesClaim: { declared: "permissions", changed: "scp", byHand: "by_hand" },
  certificates: {
    declared: { type: "PEM", value: pem("TUlJQg==") },
    changed: { type: "JWKS", value: url("jwks.json") },
    byHand: { type: "JWKS", value: url("by/hand/jwks.json") },
  },
  enableTokenGeneration: flag(true),
  enableMapOAuthConsumerApps: flag(true),
  enableOAuthAppCreation: flag(true),
  enableTokenEncryption: flag(false),
  enableTokenHashing: flag(false),
  tokenValidation: {
    declared: [
      { type: "REFERENCE", value: "^[0-9a-f-]{36}$" },
      { type: "JWT", value: { body: { azp: ".*", iss: "^https://login" } } },
      { type: "CUSTOM", enable: false },
    ],
    changed: [{ type: "CUSTOM" }],
    byHand: [{ id: 1, enable: true, type: "REFERENCE", value: "by hand" }],
  },
  claimMapping: {
    declared: [
      { remoteClaim: "email", localClaim: "http://wso2.org/claims/emailaddress" },
      { remoteClaim: "name", localClaim: "http://wso2.org/claims/fullname" },
    ],
    changed: [{ remoteClaim: "email", localClaim: "http://wso2.org/claims/email" }],
    byHand: [{ remoteClaim: "by", localClaim: "hand" }],
  },
  tokenType: {
    declared: "BOTH",
    changed: "EXCHANGED",
    byHand: "DIRECT",
    beside: { alias: "https://apim.example.com/oauth2/token" },
  },
  alias: {
    declared: "https://apim.example.com/oauth2/token",
    changed: "https://apim.example.com/token",
    byHand: "by hand",
    beside: { tokenType: "EXCHANGED" },
  },
  permissions: {
    declared: { permissionType: "ALLOW", roles: ["admin", "Internal/everyone"] },
    changed: { permissionType: "DENY", roles: ["Internal/subscriber"] },
    byHand: { permissionType: "PUBLIC", roles: [] },
  },
  allowedOrganizations: {
    declared: ["b3f0c9a4", "a17c2d55"],
    changed: ["ALL"],
    byHand: ["a17c2d55"],
  },
};
