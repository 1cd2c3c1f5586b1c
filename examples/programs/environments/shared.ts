/** What all environments have in common. A change goes through them one after the other: see README.md. */
export const shared = {
  keyManager: { name: "auth0", displayName: "Auth0" },
  api: {
    name: "Orders",
    tokenLifetime: 3600,
    scopes: [{ name: "read:orders", description: "Read orders" }],
  },
};
