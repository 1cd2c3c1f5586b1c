import { applicationKind } from "../../components/wso2/application/kind";
import { keysKind } from "../../components/wso2/applicationKeys/kind";
import { ManagementLogins } from "../../components/auth0/rest/managementLogins";
import { GeneratedClients } from "../../components/wso2/applicationKeys/clients";
import { unknownRate, type ConnectorRate } from "../../components/wso2/rest/connectorRate";
import type { Wso2Connection, Wso2Login } from "../../components/wso2/rest/connection";
import { Transport } from "../../components/wso2/rest/transport";
import { serverAt, type Wso2Server } from "../../components/wso2/server";
import type { Ownership } from "../../components/marks/mark";
import { LifeCycle } from "../../components/wso2/provider/lifeCycle";
import type { Patience } from "../../components/wso2/provider/patience";
import { keyManagerKind } from "../../components/wso2/keyManager/kind";
import type { Release } from "../../components/wso2/rest/releases";
import { subscriptionKind } from "../../components/wso2/subscription/kind";
import type { AdministeredServer } from "auth0-wso2-sandbox/consoles";

/** How a run differs from the usual. */
export interface RunOptions {
  url?: string;
  login?: Wso2Login;
  release?: Release;
  limits?: ConstructorParameters<typeof Transport>[1];
  /** For Key Managers that are not loaded yet. */
  patience?: Patience;
}

/** A server as the kinds of resources see it. */
export function serverOf(
  { wso2, certificateAuthority }: AdministeredServer,
  { url = wso2.url, login, release, limits }: RunOptions = {},
  rate: ConnectorRate = unknownRate,
): Wso2Server {
  const connection: Wso2Connection = {
    url,
    certificateAuthority: certificateAuthority.certificate,
    login: login ?? { kind: "basic", ...wso2.administrator },
    ...(release !== undefined && { release }),
  };
  return serverAt(connection, rate, new Transport(connection, limits, rate));
}

/** The life cycles of all kinds as each run of the engine has them: nothing in memory. */
export function lifeCyclesFor(of: AdministeredServer, options: RunOptions = {}) {
  const logins = new ManagementLogins();
  const server = serverOf(of, options, logins);
  return {
    keyManagers: new LifeCycle(keyManagerKind(() => server)),
    applications: new LifeCycle(applicationKind(() => server)),
    keys: new LifeCycle(keysKind(() => server, options.patience, new GeneratedClients(logins))),
    subscriptions: new LifeCycle(subscriptionKind(() => server)),
  };
}

export type LifeCycles = ReturnType<typeof lifeCyclesFor>;
export type KeyManagerLifeCycle = LifeCycles["keyManagers"];

/** What a program says of the owner of a resource, and `check` of its creation. */
export function ownershipOf(resource: string, creation = `of ${resource}`): Ownership {
  return { owner: "0123456789abcdef", stack: "organization/project/stack", resource, creation };
}
