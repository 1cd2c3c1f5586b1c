import { globalAgent } from "node:https";
import type { Sandbox } from "auth0-wso2-sandbox";

/** Makes this process trust a sandbox, as NODE_EXTRA_CA_CERTS does for one that starts with it. */
export function trust({ certificateAuthority }: Sandbox): void {
  globalAgent.options.ca = certificateAuthority.certificate;
}
