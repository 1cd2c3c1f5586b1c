import * as pulumi from "@pulumi/pulumi";
import { platform } from "./platform";
import { team } from "./team";

// Two projects as a rule, in two repositories; here one, so that it is one folder.
module.exports = pulumi.getStack() === "platform" ? platform() : team();
