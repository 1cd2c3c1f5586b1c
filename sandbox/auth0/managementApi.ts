import express, { type Router } from "express";
import { clientGrants } from "./clientGrants";
import { clients } from "./clients";
import { ManagementError, managementErrors } from "./errors";
import { rateLimitHeaders } from "./rateLimit";
import { resourceServers } from "./resourceServers";
import type { Tenant } from "./tenant";
import { tenantSettings } from "./tenantSettings";

const burst = 50;

/** Auth0's Management API v2, mounted at `/api/v2`. */
export function managementApi(tenant: Tenant): Router {
  const router = express.Router();
  router.use(rateLimitHeaders(burst));
  router.use("/clients", clients(tenant));
  router.use("/client-grants", clientGrants(tenant));
  router.use("/resource-servers", resourceServers(tenant));
  router.use("/tenants/settings", tenantSettings(tenant));
  router.use(() => {
    throw new ManagementError(404, "Not Found");
  });
  router.use(managementErrors);
  return router;
}
