import { Router } from "express";
import { isForPage, requestTable, sendPage } from "../http/page";
import type { RequestLog } from "../http/requestLog";
import type { Tenant } from "./tenant";

/** In place of Auth0's dashboard: a page that shows what the tenant holds, without its secrets. */
export function dashboard(tenant: Tenant, requests: RequestLog): Router {
  const router = Router();
  router.get("/", (request, response, next) => {
    // The tenant itself has nothing here.
    if (!isForPage(request)) {
      next();
      return;
    }
    const { clients, resourceServers, clientGrants } = tenant.state;
    const nameOf = (clientId: string | undefined) =>
      clients.find(({ client_id }) => client_id === clientId)?.name ?? clientId ?? "any";
    sendPage(response, {
      title: "Auth0 tenant",
      subtitle: `Issuer ${tenant.issuer}`,
      links: [
        {
          text: "OpenID configuration",
          url: `${tenant.issuer}.well-known/openid-configuration`,
        },
        { text: "JWKS", url: `${tenant.issuer}.well-known/jwks.json` },
      ],
      tables: [
        {
          title: "Applications",
          columns: ["name", "client ID", "type", "authentication", "grant types"],
          rows: clients
            .filter(({ global }) => !global)
            .map((client) => [
              client.name,
              client.client_id,
              client.app_type ?? "",
              client.token_endpoint_auth_method ?? "",
              (client.grant_types ?? []).join(", "),
            ]),
          none: "There are none.",
        },
        {
          title: "APIs",
          columns: ["name", "identifier", "permissions", "token lifetime"],
          rows: resourceServers.map((api) => [
            api.name ?? "",
            api.identifier,
            api.is_system
              ? "those of the Management API"
              : (api.scopes ?? []).map(({ value }) => value).join(", "),
            `${api.token_lifetime} s`,
          ]),
          none: "There are none.",
        },
        {
          title: "Grants",
          columns: ["application", "API", "permissions"],
          rows: clientGrants.map(({ client_id, audience, scope = [] }) => [
            nameOf(client_id),
            audience,
            scope.length > 10 ? `${scope.length} permissions` : scope.join(", "),
          ]),
          none: "There are none.",
        },
        requestTable("Last requests", requests),
      ],
    });
  });
  return router;
}
