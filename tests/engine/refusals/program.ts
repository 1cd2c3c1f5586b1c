import { Applications, Auth0KeyManager } from "../../../components";

/** Applications whose clients Auth0 refuses. */
const keyManager = new Auth0KeyManager("auth0", {
  domain: process.env["AUTH0_DOMAIN"] ?? "",
  api: { identifier: "https://orders.example.com/" },
  keyManager: { name: "auth0-refused" },
});
new Applications("applications", {
  keyManager,
  applications: {
    "R&D <beta>": {},
    app: { keys: { production: { mode: "map", grantTypes: ["magic"], callbackUrl: "/cb" } } },
  },
});
