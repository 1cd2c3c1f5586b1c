import { Agent } from "node:https";
import axios, { isAxiosError } from "axios";
import { SandboxFolder, stateFileIn } from "./folder";
import { StateFile, type SandboxState } from "./stateFile";
import type { Surroundings } from "./surroundings";

/** Which of the sandboxes that run in other shells is meant. */
export interface Which extends Pick<Surroundings, "call"> {
  /** Its folder. Default: the only one that is running. */
  state?: string;
}

/**
 * Sends a request to a server of a sandbox that runs in another shell.
 *
 * @returns what is known of the sandbox
 * @throws what the server says where it refuses
 */
export async function sendToRunning(
  { call, state: folder }: Which,
  server: "auth0" | "wso2",
  path: string,
  body: object,
): Promise<SandboxState> {
  const state = await new StateFile(stateFileIn(SandboxFolder.running(call(), folder))).read();
  if (state === undefined) throw new Error("The sandbox is still starting: try again.");
  try {
    await axios.post(`https://localhost:${state[server].port}${path}`, body, {
      auth: { username: "admin", password: "admin" },
      httpsAgent: new Agent({ ca: state.authority.certificate }),
    });
  } catch (error) {
    const data: unknown = isAxiosError(error) ? error.response?.data : undefined;
    throw typeof data === "string" && data !== "" ? new Error(data) : error;
  }
  return state;
}
