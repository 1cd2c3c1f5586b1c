import type { RequestHandler } from "express";
import type { Wso2Server } from "../server";
import type { Wso2State } from "../state";
import type { Applications } from "./applications";
import type { KeyReader } from "./keyReader";
import type { KeyRegistration } from "./keyRegistration";
import type { PortalKeyManagers } from "./portalKeyManagers";
import type { PortalOperation } from "./portalOperation";
import type { PortalTraits } from "./portalTraits";
import type { Subscribers } from "./subscribers";

/** The parts of the Developer Portal that its operations work with. */
export interface Portal {
  traits: PortalTraits;
  server: Wso2Server;
  state: Wso2State;
  changed: () => void;
  subscribers: Subscribers;
  applications: Applications;
  keyManagers: PortalKeyManagers;
  keys: KeyReader;
  registration: KeyRegistration;
  /** For operations with scopes. */
  operation: <Body>(operation: PortalOperation<Body>) => RequestHandler;
  /** For operations without scopes: for everyone who is logged in. */
  openOperation: <Body>(operation: Omit<PortalOperation<Body>, "scopes">) => RequestHandler;
  /** For operations that need no login. */
  publicOperation: <Body>(operation: Omit<PortalOperation<Body>, "scopes">) => RequestHandler;
}
