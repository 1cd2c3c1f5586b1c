import { sendToRunning, type Which } from "./running";

/** An API to publish in the sandbox that runs in another shell. */
export interface Publication extends Which {
  name: string;
  version: string;
  /** Path on the gateway, without the version. Default: "/" and the name in small letters. */
  context?: string;
}

/** Publishes an API as a person does in WSO2's Publisher, and prints how it is called. */
export async function publish(api: Publication): Promise<void> {
  const { name, version } = api;
  const context = api.context ?? `/${name.toLowerCase().replace(/[^\w.-]+/g, "-")}`;
  const state = await sendToRunning(api, "wso2", "/publisher/apis", { name, version, context });
  const url = `https://localhost:${state.wso2.gatewayPort}${context}/${version}`;
  console.log(`Published: ${name} ${version}

  ${url}

Its callers need a subscription. In the config of the stack (Pulumi.sandbox.yaml), below applications → orders-app:

      subscriptions:
        - api: ${name}
          version: ${version}

and below smokeTest, so that \`pulumi up\` proves it:

    gatewayUrl: ${url}/`);
}
