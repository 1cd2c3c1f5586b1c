import type { KeyedCertificate } from "../http/certificateAuthority";
import type { Faults } from "../http/faults";
import type { RequestLog } from "../http/requestLog";
import type { Auth0State } from "./state";

export interface Auth0SandboxOptions {
  certificate: KeyedCertificate;
  /** Default: a free one. */
  port?: number;
  /** State of an earlier run, as JSON; default: a new tenant. */
  state?: Auth0State;
  /** Called after every change of `state`. */
  onChange?: () => void;
}

/** A running local Auth0 tenant. */
export interface Auth0Sandbox {
  /** What goes into `auth0:domain`: `localhost:<port>`. */
  domain: string;
  /** The machine-to-machine application with which the Auth0 provider logs in. */
  deployer: { clientId: string; clientSecret: string };
  state: Auth0State;
  requests: RequestLog;
  faults: Faults;
  close(): Promise<void>;
}

export declare function startAuth0(options: Auth0SandboxOptions): Promise<Auth0Sandbox>;
