import { lostAnswersPath } from "../http/lostAnswers";
import type { Deed } from "./deed";

/** Has a server lose its next answer to such a request, after it has done what was asked. */
export const lose: Deed = {
  parameters: ["<method>", "<path>"],
  does: "loses the next answer to such a request, as in lose POST /api/v2/clients",
  do: async (sandbox, [method = "", path = ""]) => {
    const isAuth0s = /^\/(api\/v2|oauth)\//.test(path);
    await sandbox.post(isAuth0s ? "auth0" : "wso2", lostAnswersPath, { method, path });
    return {
      changed: `${isAuth0s ? "Auth0" : "WSO2"} will do what the next ${method} ${path} asks, and its answer will be lost.`,
      next: "Run pulumi up, then pulumi up again. Look at what the second one says.",
    };
  },
};
