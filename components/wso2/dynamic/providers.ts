import type { dynamic } from "@pulumi/pulumi";
import { ApplicationProvider } from "../application/provider";
import { ApplicationKeysProvider } from "../applicationKeys/provider";
import { AdminApi } from "../client/adminApi";
import { resolveConnection, type Wso2ConnectionConfig } from "../client/connection";
import { DeveloperPortalApi } from "../client/developerPortalApi";
import { Transport } from "../client/transport";
import { KeyManagerProvider } from "../keyManager/provider";
import { SubscriptionProvider } from "../subscription/provider";
import { atTheEngine } from "./engineBoundary";
import type { ProviderKind } from "./shim";

/**
 * The providers of the process, which share one connection to WSO2 and one login an API. They are
 * made at the first call, because a mistake in them must not show before there is a resource to
 * show it at.
 */
let config: Wso2ConnectionConfig = {};
let connected: { admin: AdminApi; portal: DeveloperPortalApi } | undefined;

function configure(request: dynamic.ConfigureRequest): Promise<void> {
  config = JSON.parse(request.config.get("wso2") ?? "{}") as Wso2ConnectionConfig;
  connected = undefined;
  return Promise.resolve();
}

function wso2() {
  if (connected === undefined) {
    const connection = resolveConnection(config, process.env);
    const transport = new Transport(connection);
    connected = {
      admin: new AdminApi(connection, transport),
      portal: new DeveloperPortalApi(connection, transport),
    };
  }
  return connected;
}

const admin = () => wso2().admin;
const portal = () => wso2().portal;

export const providers: Record<ProviderKind, Required<dynamic.ResourceProvider>> = {
  KeyManager: atTheEngine("WSO2 Key Manager", new KeyManagerProvider(admin), configure),
  Application: atTheEngine("WSO2 application", new ApplicationProvider(portal), configure),
  ApplicationKeys: atTheEngine(
    "WSO2 keys of application",
    new ApplicationKeysProvider(portal),
    configure,
    ({ applicationName }) => applicationName,
  ),
  Subscription: atTheEngine(
    "WSO2 subscription to API",
    new SubscriptionProvider(portal),
    configure,
    ({ api }) => api,
  ),
};
