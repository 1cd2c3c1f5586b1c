import { lostAnswersPath } from "./http/lostAnswers";
import { sendToRunning, type Which } from "./running";

/** An answer to lose. */
export interface LostAnswer extends Which {
  method: string;
  /** Path on the server, without a query: `/api/v2/clients`. */
  path: string;
}

/** Has the sandbox lose its next answer to such a request, after it has done what was asked. */
export async function lose({ method, path, ...which }: LostAnswer): Promise<void> {
  const isAuth0s = /^\/(api\/v2|oauth)\//.test(path);
  await sendToRunning(which, isAuth0s ? "auth0" : "wso2", lostAnswersPath, { method, path });
  console.log(
    `${isAuth0s ? "Auth0" : "WSO2"} will do what the next ${method} ${path} asks, and its answer will be lost. ` +
      "Run pulumi up, then pulumi up again, and look at what the second one says.",
  );
}
