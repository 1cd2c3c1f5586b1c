import type { Authentication } from "./login/authentication";
import type { KeyManagerAdmin } from "./keyManagers/keyManagerAdmin";
import type { OutboundHttp } from "./registry/outboundHttp";
import type { KeyManagerRegistry } from "./registry/registry";
import type { ReleaseTraits } from "./releases";
import type { Wso2State } from "./state";
import type { AccessTokens } from "./login/tokens";
import type { UserStore } from "./login/users";
import type { Usages } from "./keyManagers/usages";

/** The parts of a server that its REST APIs work with. */
export interface Wso2Server {
  traits: ReleaseTraits;
  state: Wso2State;
  /** To be called after every change of `state`. */
  changed: () => void;
  /** `https://localhost:<port>`, known as soon as it listens. */
  url: () => string;
  users: UserStore;
  tokens: AccessTokens;
  authentication: Pick<Authentication, "authenticate">;
  /** Key Managers as they are stored. */
  keyManagers: KeyManagerAdmin;
  /** Key Managers as they are loaded. */
  registry: KeyManagerRegistry;
  usages: Usages;
  /** For the server's own requests, to Auth0. */
  http: OutboundHttp;
}
