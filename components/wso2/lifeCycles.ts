import { ManagementLogins } from "../auth0/rest/managementLogins";
import { applicationKind } from "./application/kind";
import { GeneratedClients } from "./applicationKeys/clients";
import { keysKind } from "./applicationKeys/kind";
import { keyManagerKind } from "./keyManager/kind";
import { LifeCycle } from "./provider/lifeCycle";
import { loadingPatience } from "./provider/patience";
import type { Wso2Server } from "./server";
import { subscriptionKind } from "./subscription/kind";

/** The life cycles of all kinds of objects, on one server. */
export function lifeCyclesAt(server: () => Wso2Server, logins = new ManagementLogins()) {
  const applications = new LifeCycle(applicationKind(server));
  const keyManager = keyManagerKind(
    server,
    (...of) => applications.lostMark(...of),
    (login) => {
      logins.renew(login);
    },
  );
  return {
    KeyManager: new LifeCycle(keyManager),
    Application: applications,
    ApplicationKeys: new LifeCycle(keysKind(server, loadingPatience, new GeneratedClients(logins))),
    Subscription: new LifeCycle(subscriptionKind(server)),
  };
}
