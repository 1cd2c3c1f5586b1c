import type { Transport } from "../transport";
import { basicCredentials } from "./basicCredentials";

/** The name by which WSO2 finds the client again, so that each run gets the same one. */
const clientName = "auth0-wso2-key-manager";

/** Registers an OAuth client with WSO2 (DCR), or gets the one of an earlier run. */
export async function registerClient(
  transport: Transport,
  { username, password }: { username: string; password: string },
): Promise<{ clientId: string; clientSecret: string }> {
  const answer = await transport.send({
    method: "POST",
    path: "/client-registration/v0.17/register",
    authorization: basicCredentials(username, password),
    body: {
      clientName,
      owner: username,
      grantType: "password refresh_token",
      saasApp: true,
    },
    isRepeatable: true,
  });
  return answer as { clientId: string; clientSecret: string };
}
