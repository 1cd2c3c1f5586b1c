import type { KeyedCertificate } from "../http/certificateAuthority";
import type { Faults } from "../http/faults";
import type { RequestLog } from "../http/requestLog";
import type { Release } from "./releases";
import type { Wso2State } from "./state";

export interface Wso2SandboxOptions {
  certificate: KeyedCertificate;
  /** PEM of the authority that the server trusts when it calls Auth0. */
  trustedAuthority: string;
  /** The WSO2 API Manager release that is played. */
  release: Release;
  /** Default: a free one. */
  port?: number;
  /** State of an earlier run, as JSON; default: a new server. */
  state?: Wso2State;
  /** Called after every change of `state`. */
  onChange?: () => void;
  /** Milliseconds from a stored change of a Key Manager until the server has loaded it. Default 0. */
  activationDelay?: number;
}

/** A running local WSO2 API Manager. */
export interface Wso2Sandbox {
  /** `https://localhost:<port>` */
  url: string;
  /** The administrator of the super tenant. */
  administrator: { username: string; password: string };
  state: Wso2State;
  /** Names of the Key Managers that are loaded, that is: that could log in to Auth0. */
  loadedKeyManagers(): string[];
  requests: RequestLog;
  faults: Faults;
  close(): Promise<void>;
}

export declare function startWso2(options: Wso2SandboxOptions): Promise<Wso2Sandbox>;
