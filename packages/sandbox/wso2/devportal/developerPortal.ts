import { Router } from "express";
import { KeyManagerStore } from "../keyManagers/keyManagerStore";
import { notPlayed, nothingThere } from "../restOperation";
import type { Wso2Server } from "../server";
import { apisApi } from "./apisApi";
import { applicationKeysApi } from "./applicationKeysApi";
import { Applications } from "./applications";
import { applicationsApi } from "./applicationsApi";
import { KeyReader } from "./keyReader";
import { KeyRegistration } from "./keyRegistration";
import { keyManagersOfPortalApi } from "./keyManagersOfPortalApi";
import { openAccess } from "./openAccess";
import type { Portal } from "./portal";
import { PortalKeyManagers } from "./portalKeyManagers";
import { portalOperation } from "./portalOperation";
import type { PortalTraits } from "./portalTraits";
import { Subscribers } from "./subscribers";
import { subscriptionsApi } from "./subscriptionsApi";
import { throttlingPoliciesApi } from "./throttlingPoliciesApi";

/** Unlike the admin API, the Developer Portal listens to `X-WSO2-Tenant` in every release. */
export function createPortal(wso2: Wso2Server, traits: PortalTraits): Portal {
  const server: Wso2Server = { ...wso2, traits: { ...wso2.traits, tenantHeader: "honoured" } };
  const { state, changed, users, registry } = server;
  const subscribers = new Subscribers(state, users, changed);
  const store = new KeyManagerStore(state, changed);
  const keyManagers = new PortalKeyManagers(traits, store, registry);
  const forUsers = openAccess(server, false);
  const forEveryone = openAccess(server, true);
  return {
    traits,
    server,
    state,
    changed,
    subscribers,
    applications: new Applications(state, changed),
    keyManagers,
    keys: new KeyReader(traits, keyManagers),
    registration: new KeyRegistration(keyManagers, changed),
    operation: (operation) => portalOperation(server, subscribers, operation),
    openOperation: (operation) =>
      portalOperation(forUsers, subscribers, { scopes: [], ...operation }),
    publicOperation: (operation) =>
      portalOperation(forEveryone, subscribers, { scopes: [], ...operation }),
  };
}

/** The Developer Portal's REST API. */
export function developerPortalApi(portal: Portal): Router {
  const router = Router({ caseSensitive: true });
  router.use(
    ["/applications/export", "/applications/import", "/applications/:applicationId/keys"],
    notPlayed,
  );
  router.use("/applications", applicationsApi(portal), applicationKeysApi(portal), nothingThere);
  router.use("/subscriptions", subscriptionsApi(portal), nothingThere);
  router.use("/key-managers", keyManagersOfPortalApi(portal), nothingThere);
  router.use("/throttling-policies", throttlingPoliciesApi(portal), nothingThere);
  router.use("/apis", apisApi(portal), notPlayed);
  for (const resource of others) router.use(`/${resource}`, notPlayed);
  return router;
}

/** What else the Developer Portal has, in one release or another. */
const others = [
  ...[
    "alert-types",
    "alert-subscriptions",
    "api-categories",
    "api-products",
    "environments",
    "login",
  ],
  ...["marketplace-assistant", "mcp-servers", "me", "organization-information", "recommendations"],
  ...["sdk-gen", "search", "settings", "tags", "tenants", "topics", "webhooks"],
];
