import type { Sandbox } from "auth0-wso2-sandbox";
import { AdminPortal } from "auth0-wso2-sandbox/consoles";
import { until } from "../../../support/until";

/** Its name. */
export const late = "late";

/**
 * A Key Manager like another one, which WSO2 cannot load until it has refused the first of those
 * calls, and has loaded before the refusal arrives.
 *
 * @param login what the other one logs in to Auth0 with, of which WSO2 masks the secret
 */
export async function createLateKeyManager(
  sandbox: Sandbox,
  other: string,
  login: { client_secret: string },
  calls: RegExp,
): Promise<AdminPortal> {
  const admin = new AdminPortal(sandbox);
  const { additionalProperties, ...entry } = await admin.keyManager(other);
  const loadable = { ...(additionalProperties as object), ...login };
  await admin.createKeyManager({
    ...{ ...entry, id: undefined, name: late },
    additionalProperties: { ...loadable, client_secret: "wrong" },
  });
  sandbox.wso2.faults.inject({
    url: calls,
    effect: {
      kind: "withholdAnswer",
      worked: (_request, answer) => {
        void admin
          .editKeyManager(late, { additionalProperties: loadable })
          .then(() => until(() => sandbox.wso2.loadedKeyManagers().includes(late)))
          .then(answer);
      },
    },
  });
  return admin;
}
