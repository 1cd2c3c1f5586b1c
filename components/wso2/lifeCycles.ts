import { applicationKind } from "./application/kind";
import { keysKind } from "./applicationKeys/kind";
import { keyManagerKind } from "./keyManager/kind";
import { LifeCycle } from "./provider/lifeCycle";
import type { Wso2Server } from "./server";
import { subscriptionKind } from "./subscription/kind";

/** The life cycles of all kinds of objects, on one server. */
export function lifeCyclesAt(server: () => Wso2Server) {
  const applications = new LifeCycle(applicationKind(server));
  return {
    KeyManager: new LifeCycle(keyManagerKind(server, (...of) => applications.lostMark(...of))),
    Application: applications,
    ApplicationKeys: new LifeCycle(keysKind(server)),
    Subscription: new LifeCycle(subscriptionKind(server)),
  };
}
