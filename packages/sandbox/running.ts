import { Agent } from "node:https";
import axios, { isAxiosError } from "axios";
import { deployerOf } from "./auth0";
import { AdminPortal, Auth0Dashboard, DeveloperPortal } from "./consoles";
import { SandboxFolder, stateFileIn } from "./folder";
import { StateFile, type SandboxState } from "./stateFile";
import type { Surroundings } from "./surroundings";
import { portalTraits } from "./wso2/devportal/portalTraits";
import { releaseTraits } from "./wso2/releases";

/** Which of the sandboxes that run in other shells is meant. */
export interface Which extends Pick<Surroundings, "call"> {
  /** Its folder. Default: that of this shell, or else the only one that is running. */
  state?: string;
}

/** A sandbox that runs in another shell, and its consoles. */
export class RunningSandbox {
  readonly gatewayUrl: string;
  readonly adminPortal: AdminPortal;
  readonly developerPortal: DeveloperPortal;
  readonly dashboard: Auth0Dashboard;
  /** Where WSO2 serves the API of its Publisher. */
  readonly publisherPath: string;
  private readonly certificate: string;
  private readonly urls: { auth0: string; wso2: string };

  constructor({ authority, auth0, wso2 }: SandboxState) {
    this.certificate = authority.certificate;
    this.urls = {
      auth0: `https://localhost:${auth0.port}`,
      wso2: `https://localhost:${wso2.port}`,
    };
    this.gatewayUrl = `https://localhost:${wso2.gatewayPort}`;
    const traits = releaseTraits[wso2.release];
    const servers = {
      auth0: { domain: `localhost:${auth0.port}`, deployer: deployerOf(auth0.state) },
      wso2: { url: this.urls.wso2, administrator },
      certificateAuthority: authority,
    };
    this.adminPortal = new AdminPortal(servers, traits.adminPaths[0]);
    this.developerPortal = new DeveloperPortal(servers, portalTraits[wso2.release].paths[0]);
    this.dashboard = new Auth0Dashboard(servers);
    this.publisherPath = traits.publisherPaths[0] ?? "";
  }

  static async find({ call, state: folder }: Which): Promise<RunningSandbox> {
    const state = await new StateFile(stateFileIn(SandboxFolder.running(call(), folder))).read();
    if (state === undefined) throw new Error("The sandbox is still starting: try again.");
    return new RunningSandbox(state);
  }

  /**
   * Sends a request to one of its servers.
   *
   * @throws what the server says where it refuses
   */
  async post<Answer>(server: "auth0" | "wso2", path: string, body?: object): Promise<Answer> {
    try {
      const { data } = await axios.post<Answer>(`${this.urls[server]}${path}`, body, {
        auth: administrator,
        proxy: false,
        httpsAgent: new Agent({ ca: this.certificate }),
      });
      return data;
    } catch (error) {
      const data: unknown = isAxiosError(error) ? error.response?.data : undefined;
      throw typeof data === "string" && data !== "" ? new Error(data) : error;
    }
  }
}

const administrator = { username: "admin", password: "admin" };
