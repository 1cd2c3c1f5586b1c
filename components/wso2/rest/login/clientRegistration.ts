import type { Transport } from "../transport";
import { basicCredentials } from "./basicCredentials";

/**
 * Registers an OAuth client with WSO2 (DCR), or gets the one of an earlier run: WSO2 finds it again
 * by its name, which is per user because it refuses to show a client to anybody but its owner.
 */
export async function registerClient(
  transport: Transport,
  { username, password }: { username: string; password: string },
): Promise<{ clientId: string; clientSecret: string }> {
  const answer = await transport.send({
    method: "POST",
    path: "/client-registration/v0.17/register",
    authorization: basicCredentials(username, password),
    body: {
      clientName: `auth0-wso2-key-manager_${username}`,
      owner: username,
      grantType: "password refresh_token",
      saasApp: true,
    },
    isRepeatable: true,
  });
  return answer as { clientId: string; clientSecret: string };
}
