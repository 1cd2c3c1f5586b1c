import type { Deed } from "./deed";

/** Publishes an API as a person does in WSO2's Publisher. */
export const publish: Deed = {
  parameters: ["<name>", "<version>"],
  does: "publishes an API on the gateway",
  do: async (sandbox, [name = "", version = ""], options) => {
    const context = options.context ?? `/${name.toLowerCase().replace(/[^\w.-]+/g, "-")}`;
    await sandbox.post("wso2", "/publisher/apis", { name, version, context });
    const url = `${sandbox.gatewayUrl}${context}/${version}`;
    return {
      changed: `Published: ${name} ${version}

  ${url}`,
      next: `Its callers need a subscription. Declare it, and let pulumi up prove it:

  pulumi config set --path 'applications.orders-app.subscriptions[0].api' ${name}
  pulumi config set --path --type string 'applications.orders-app.subscriptions[0].version' ${version}
  pulumi config set --path smokeTest.gatewayUrl ${url}/
  pulumi up`,
    };
  },
};
