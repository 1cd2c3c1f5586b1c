import express, { type Router } from "express";
import { clientGrants } from "./clientGrants";
import { clients } from "./clients";
import { ManagementError, managementErrors, sendManagementError } from "./errors";
import type { RateLimit } from "./rateLimit";
import { resourceServers } from "./resourceServers";
import type { Tenant } from "./tenant";
import { tenantSettings } from "./tenantSettings";

/** Auth0's Management API v2, mounted at `/api/v2`. */
export function managementApi(tenant: Tenant, rateLimit: RateLimit): Router {
  const router = express.Router();
  router.use(
    rateLimit.handler((response) => {
      sendManagementError(
        response,
        new ManagementError(429, "Global limit has been reached", "too_many_requests"),
      );
    }),
  );
  router.use("/clients", clients(tenant));
  router.use("/client-grants", clientGrants(tenant));
  router.use("/resource-servers", resourceServers(tenant));
  router.use("/tenants/settings", tenantSettings(tenant));
  router.use(({ method, baseUrl, path }) => {
    throw new ManagementError(501, `The sandbox does not play ${method} ${baseUrl}${path}.`);
  });
  router.use(managementErrors);
  return router;
}
