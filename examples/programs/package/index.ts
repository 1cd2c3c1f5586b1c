import * as auth0 from "@pulumi/auth0";
import * as pulumi from "@pulumi/pulumi";
import { Applications, Auth0KeyManager } from "auth0-wso2-key-manager";

// What the project has anyway.
const reporting = new auth0.Client("reporting", {
  name: "Reporting",
  appType: "non_interactive",
  grantTypes: ["client_credentials"],
});

const keyManager = new Auth0KeyManager("auth0", {
  domain: new pulumi.Config("auth0").require("domain"),
  api: {
    identifier: "https://shop.example.com/",
    scopes: [{ name: "read:orders", description: "Read orders" }],
    grants: { reporting: { clientId: reporting.clientId, scopes: ["read:orders"] } },
  },
  keyManager: { name: "auth0" },
});

const applications = new Applications("applications", {
  keyManager,
  applications: { shop: { keys: { production: { mode: "map", scopes: ["read:orders"] } } } },
  smokeTest: {}, // proves with a token of the application that it all works
});

export const smokeTest = applications.smokeTest;
