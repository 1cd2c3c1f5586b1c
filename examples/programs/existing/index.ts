import * as pulumi from "@pulumi/pulumi";
import { Auth0KeyManager } from "auth0-wso2-key-manager";

const config = new pulumi.Config();

const keyManager = new Auth0KeyManager("auth0", {
  domain: new pulumi.Config("auth0").require("domain"),
  // Neither is created, changed or deleted.
  managementApplication: {
    clientId: config.require("clientId"),
    clientSecret: config.requireSecret("clientSecret"),
  },
  api: { existingIdentifier: "https://orders.example.com/" },
  keyManager: { name: "auth0" },
});

export const keyManagerId = keyManager.keyManagerId;
