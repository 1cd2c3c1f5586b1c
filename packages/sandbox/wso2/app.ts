import express, { Router, type Express } from "express";
import type { Faults } from "../http/faults";
import type { RequestLog } from "../http/requestLog";
import { adminApplicationsApi } from "./adminApplications/adminApplicationsApi";
import { approvalsApi } from "./approvals/approvalsApi";
import type { Portal } from "./devportal/portal";
import { developerPortalApi } from "./devportal/developerPortal";
import { clientRegistration } from "./login/clientRegistration";
import type { PublishedApis } from "./gateway/publishedApis";
import { globalKeyManagersApi } from "./keyManagers/globalKeyManagersApi";
import { keyManagersApi } from "./keyManagers/keyManagersApi";
import { publisherApi } from "./publisher/publisherApi";
import type { Wso2Server } from "./server";
import { notPlayed, nothingThere } from "./restOperation";
import { settingsApi } from "./keyManagers/settingsApi";
import { tokenEndpoint } from "./login/tokenEndpoint";

/** The admin API, as far as Key Managers, applications and approval are concerned. */
function adminApi(server: Wso2Server, portal: Portal): Router {
  const router = Router({ caseSensitive: true });
  router.use("/key-managers", keyManagersApi(server), nothingThere);
  router.use("/settings", settingsApi(server), nothingThere);
  router.use("/applications", adminApplicationsApi(server, portal), nothingThere);
  router.use("/workflows", approvalsApi(server), nothingThere);
  if (server.traits.globalKeyManagers) {
    router.use("/global-key-managers", globalKeyManagersApi(server));
  }
  router.use("/global-key-managers", nothingThere);
  for (const resource of notPlayedByAdmin) router.use(`/${resource}`, notPlayed);
  return router;
}

/** What else the admin API has, in one release or another. */
const notPlayedByAdmin = [
  ...["ai-service-providers", "alert-types", "api-categories", "apis", "bot-detection-data"],
  ...["custom-urls", "environments", "gateways", "labels", "llm-providers", "monetization"],
  ...["organizations", "system-scopes", "tenant-config", "tenant-config-schema", "tenant-info"],
  ...["tenant-theme", "throttling", "transactions"],
];

/** All HTTP of the server. */
export function createApp(
  server: Wso2Server,
  portal: Portal,
  apis: PublishedApis,
  { requests, faults }: { requests: RequestLog; faults: Faults },
): Express {
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.enable("case sensitive routing");
  app.use(requests.middleware, faults.middleware);
  app.use(express.raw({ type: () => true, limit: "10mb" }));
  app.post("/client-registration/v0.17/register", clientRegistration(server));
  app.post("/oauth2/token", tokenEndpoint(server));
  app.post("/oauth2/revoke", notPlayed);
  for (const path of server.traits.adminPaths) app.use(path, adminApi(server, portal));
  for (const path of portal.traits.paths) app.use(path, developerPortalApi(portal));
  for (const path of server.traits.publisherPaths) {
    app.use(path, publisherApi(server, portal, apis));
  }
  app.use(nothingThere);
  return app;
}
