/** The types of Auth0's objects that components declare, as the engine knows them. */
export const auth0Types = {
  client: "auth0:index/client:Client",
  clientCredentials: "auth0:index/clientCredentials:ClientCredentials",
  clientGrant: "auth0:index/clientGrant:ClientGrant",
  api: "auth0:index/resourceServer:ResourceServer",
  apiScopes: "auth0:index/resourceServerScopes:ResourceServerScopes",
} as const;
