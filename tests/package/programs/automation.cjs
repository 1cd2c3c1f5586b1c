// An inline program of the Automation API: node automation.cjs up | preview | destroy
"use strict";

const { join } = require("node:path");
const { LocalWorkspace } = require("@pulumi/pulumi/automation");
const { KeyManager, keyManagerEndpoints, tenantEndpoints } = require("auth0-wso2-key-manager");

async function program() {
  new KeyManager("auth0", {
    name: "auth0-inline",
    clientId: process.env.MANAGEMENT_CLIENT_ID,
    clientSecret: process.env.MANAGEMENT_CLIENT_SECRET,
    ...keyManagerEndpoints(tenantEndpoints(process.env.AUTH0_DOMAIN)),
    skipPreflight: ["uniqueIssuer"],
  });
}

async function main(operation) {
  const stack = await LocalWorkspace.createOrSelectStack(
    { stackName: "inline", projectName: "inline-program", program },
    { workDir: join(__dirname, "work") },
  );
  const { changeSummary, summary } = await stack[operation]({ refresh: true });
  console.log(JSON.stringify(changeSummary ?? summary.resourceChanges));
}

main(process.argv[2]).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
