import type { dynamic } from "@pulumi/pulumi";
import { AdminApi } from "../client/adminApi";
import { resolveConnection, type Wso2ConnectionConfig } from "../client/connection";
import { KeyManagerProvider } from "../keyManager/provider";
import { atTheEngine } from "./engineBoundary";
import type { ProviderKind } from "./shim";

/**
 * The providers of the process, which share one connection to WSO2. It is made at the first call,
 * because a mistake in it must not show before there is a resource to show it at.
 */
let config: Wso2ConnectionConfig = {};
let connected: AdminApi | undefined;

function configure(request: dynamic.ConfigureRequest): Promise<void> {
  config = JSON.parse(request.config.get("wso2") ?? "{}") as Wso2ConnectionConfig;
  connected = undefined;
  return Promise.resolve();
}

function api(): AdminApi {
  connected ??= new AdminApi(resolveConnection(config, process.env));
  return connected;
}

export const providers: Record<ProviderKind, Required<dynamic.ResourceProvider>> = {
  KeyManager: atTheEngine("WSO2 Key Manager", new KeyManagerProvider(api), configure),
};
