import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import type { ClientCredentials } from "../../../../components/auth0/rest/clientCredentials";
import { toGenerateRequest } from "../../../../components/wso2/applicationKeys/conversion";
import type { KeyType } from "../../../../components/wso2/applicationKeys/document";
import type { Wso2Server } from "../../../../components/wso2/server";
import { DeveloperPortal } from "auth0-wso2-sandbox/consoles";
import { Publisher } from "auth0-wso2-sandbox/publisher";
import { audience, prepareKeyManager } from "../../../support/developerPortal";
import { serverOf } from "../../../support/lifeCycles";
import { sandboxForTests } from "../../../support/sandboxForTests";

const keyManager = "auth0-turns";

/** What WSO2 answers with an error while one of the application's keys has no client any more. */
const readers: Record<string, (server: Wso2Server, applicationId: string) => Promise<unknown>> = {
  "keys are listed": ({ keys }, applicationId) => keys.list(applicationId),
  "keys are generated": ({ keys }, applicationId) =>
    keys.generate(applicationId, requestFor(applicationId, "SANDBOX")),
  "an API is subscribed to": async ({ subscriptions }, applicationId) => {
    const api = await subscriptions.findApi("Orders", "1.0.0");
    assert.ok(api);
    const throttlingPolicy = "Unlimited";
    return subscriptions.subscribe({ applicationId, apiId: api.id, throttlingPolicy });
  },
  "a subscription is looked for": ({ subscriptions }, applicationId) =>
    subscriptions.find(applicationId, "any"),
};

const requestFor = (applicationId: string, keyType: KeyType) =>
  toGenerateRequest(
    { ...{ applicationId, applicationName: "app", keyManager, management }, keyType, audience },
    "https://orders.example.com/callback",
  );
let management: ClientCredentials;

describe("while WSO2 removes keys of an application", () => {
  const sandbox = sandboxForTests();
  let applicationId: string;

  before(async () => {
    new Publisher(sandbox).publish({ name: "Orders", context: "/orders", version: "1.0.0" });
    management = await prepareKeyManager(sandbox, keyManager);
  });

  beforeEach(async () => {
    const portal = new DeveloperPortal(sandbox);
    await portal.deleteApplication("app").catch(() => undefined);
    applicationId = String((await portal.createApplication("app"))["applicationId"]);
  });

  for (const [title, read] of Object.entries(readers)) {
    it(`${title} after that`, async () => {
      const server = serverOf(sandbox);
      const { keyMappingId } = await server.keys.generate(
        applicationId,
        requestFor(applicationId, "PRODUCTION"),
      );
      let reading: Promise<unknown> | undefined;
      sandbox.auth0.faults.inject({
        method: "DELETE",
        url: /\/clients\//,
        effect: {
          kind: "withholdAnswer",
          worked: (_request, answer) => {
            reading = read(server, applicationId);
            reading.catch(() => undefined);
            // Time in which it would come too early.
            void setTimeout(50).then(answer);
          },
        },
      });
      await server.keys.delete(applicationId, keyMappingId);
      assert.ok(reading);
      await reading;
    });
  }
});
