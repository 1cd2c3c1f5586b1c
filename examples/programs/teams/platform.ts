import * as pulumi from "@pulumi/pulumi";
import { Auth0KeyManager } from "auth0-wso2-key-manager";

/** What the platform team runs, with an administrator of WSO2 and the deployer of the Auth0 tenant. */
export function platform() {
  const keyManager = new Auth0KeyManager("auth0", {
    domain: new pulumi.Config("auth0").require("domain"),
    api: {
      identifier: "https://orders.example.com/",
      scopes: [{ name: "read:orders", description: "Read orders" }],
    },
    keyManager: { name: "auth0" },
  });
  return { keyManagerReference: keyManager.reference }; // plain values, no secret
}
