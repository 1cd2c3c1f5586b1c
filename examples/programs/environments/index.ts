import * as pulumi from "@pulumi/pulumi";
import { Auth0KeyManager } from "auth0-wso2-key-manager";
import { shared } from "./shared";

const environment = pulumi.getStack();
const config = new pulumi.Config();

const keyManager = new Auth0KeyManager(
  "auth0",
  {
    domain: new pulumi.Config("auth0").require("domain"),
    managementApplication: { name: `WSO2 API Manager (${environment})` },
    api: { ...shared.api, identifier: config.require("apiIdentifier") },
    keyManager: { ...shared.keyManager, description: `Tokens of ${environment}` },
  },
  // All that is in it; pulumi up still changes it, but neither replaces nor deletes.
  { protect: environment === "prod" },
);

export const issuer = keyManager.issuer;
export const keyManagerId = keyManager.keyManagerId;
