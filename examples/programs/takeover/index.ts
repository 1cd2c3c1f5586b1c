import * as pulumi from "@pulumi/pulumi";
import { ApplicationAccess, Auth0KeyManager } from "auth0-wso2-key-manager";

// What was in Auth0 before this stack stays when the stack is destroyed, as what was in WSO2 does. So the API
// needs nothing that protects it then.
pulumi.runtime.registerStackTransformation(({ type, props, opts }) =>
  /^auth0:|:ApiDeletionProtection$/.test(type)
    ? { props, opts: { ...opts, retainOnDelete: true } }
    : undefined,
);

const keyManager = new Auth0KeyManager("auth0", {
  domain: new pulumi.Config("auth0").require("domain"),
  managementApplication: { name: "WSO2 API Manager" },
  api: {
    identifier: "https://orders.example.com/",
    name: "Orders",
    scopes: [{ name: "read:orders", description: "Read orders" }],
  },
  keyManager: { name: "Auth0" },
});

const access = new ApplicationAccess("orders-app", {
  name: "orders-app",
  keyManager,
  keys: {
    production: { mode: "generate" }, // WSO2 made its client
    sandbox: { mode: "map", scopes: ["default", "read:orders"] }, // somebody made it in Auth0
  },
  subscriptions: [{ api: "Orders", version: "1.0.0" }],
});

export const keyManagerId = keyManager.keyManagerId;
export const consumerKeys = {
  production: access.keys.production?.consumerKey,
  sandbox: access.keys.sandbox?.consumerKey,
};
