import { Agent } from "node:https";
import axios, { isAxiosError } from "axios";
import { SandboxFolder, stateFileIn } from "./folder";
import { StateFile } from "./stateFile";
import type { Surroundings } from "./surroundings";

/** An API to publish in the sandbox that runs in another shell. */
export interface Publication extends Pick<Surroundings, "call"> {
  name: string;
  version: string;
  /** Path on the gateway, without the version. Default: "/" and the name in small letters. */
  context?: string;
  /** Folder of the sandbox. Default: the only one that is running. */
  state?: string;
}

/** Publishes an API as a person does in WSO2's Publisher, and prints how it is called. */
export async function publish(api: Publication): Promise<void> {
  const folder = SandboxFolder.running(api.call(), api.state);
  const state = await new StateFile(stateFileIn(folder)).read();
  if (state === undefined) throw new Error("The sandbox is still starting: try again.");
  const { name, version } = api;
  const context = api.context ?? `/${name.toLowerCase().replace(/[^\w.-]+/g, "-")}`;
  try {
    await axios.post(
      `https://localhost:${state.wso2.port}/publisher/apis`,
      { name, version, context },
      {
        auth: { username: "admin", password: "admin" },
        httpsAgent: new Agent({ ca: state.authority.certificate }),
      },
    );
  } catch (error) {
    const data: unknown = isAxiosError(error) ? error.response?.data : undefined;
    throw typeof data === "string" && data !== "" ? new Error(data) : error;
  }
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
