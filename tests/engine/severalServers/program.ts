import * as pulumi from "@pulumi/pulumi";
import { Auth0KeyManager, Wso2Provider } from "../../../components";

/** A Key Manager on the server of the environment, and one on a server that the program names. */
const config = new pulumi.Config();
const domain = process.env["AUTH0_DOMAIN"] ?? "";
const second = new Wso2Provider("second", {
  url: config.require("secondUrl"),
  caFile: config.require("secondCaFile"),
  username: "admin",
  password: config.requireSecret("secondPassword"),
});

const argsFor = (name: string) => ({
  domain,
  api: { identifier: `https://${name}.example.com/` },
  keyManager: { name },
});

new Auth0KeyManager("first", argsFor("on-the-first"));
new Auth0KeyManager("second", argsFor("on-the-second"), { providers: [second] });
