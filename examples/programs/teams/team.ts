import * as pulumi from "@pulumi/pulumi";
import {
  Applications,
  referencedKeyManager,
  type ApplicationDeclaration,
} from "auth0-wso2-key-manager";

/** What each team runs, with a WSO2 user of its own. */
export function team() {
  const config = new pulumi.Config();
  const { summary } = new Applications("applications", {
    keyManager: referencedKeyManager(config.require("platform")),
    applications: config.requireObject<Record<string, ApplicationDeclaration>>("applications"),
  });
  return { applications: summary };
}
