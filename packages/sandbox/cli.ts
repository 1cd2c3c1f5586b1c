#!/usr/bin/env node
import { runCommand } from "./command";

/** The command of the sandbox's package, which finds a `pulumi` that the person has installed. */
runCommand({
  call: (parameters) => ["npx auth0-wso2-sandbox", parameters].filter(Boolean).join(" "),
});
