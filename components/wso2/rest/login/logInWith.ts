import type { Wso2Login } from "../connection";
import type { Transport } from "../transport";
import { basicCredentials } from "./basicCredentials";
import { registerClient } from "./clientRegistration";
import type { Login } from "./login";
import { OAuthLogin } from "./oauthLogin";

/**
 * @param scopes what the API's operations need, best first; any one of them is enough
 */
export function logInWith(
  login: Wso2Login,
  transport: Transport,
  scopes: readonly string[],
): Login {
  switch (login.kind) {
    case "basic":
      return fixed(basicCredentials(login.username, login.password));
    case "token":
      return fixed(`Bearer ${login.accessToken}`);
    case "client":
      return new OAuthLogin(transport, scopes, () => Promise.resolve(login));
    case "registeredClient":
      return new OAuthLogin(transport, scopes, async () => ({
        ...login,
        ...(await registerClient(transport, login)),
      }));
  }
}

function fixed(authorization: string): Login {
  return { authorization: () => Promise.resolve(authorization), renew: () => false };
}
