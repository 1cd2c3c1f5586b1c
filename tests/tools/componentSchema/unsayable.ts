import * as pulumi from "@pulumi/pulumi";

export class Unsayable extends pulumi.ComponentResource {
  constructor(name: string, args: { readonly handler: () => void }) {
    super("auth0-wso2-key-manager:index:Unsayable", name, args);
  }
}
