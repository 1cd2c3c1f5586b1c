import express, { Router, type Response } from "express";
import { subscriptionsIn } from "./devportal/subscriptions";
import { isForPage, requestTable, sendPage, type PageTable } from "../http/page";
import type { RequestLog } from "../http/requestLog";
import { ApiError } from "./errors";
import type { PublishedApis } from "./gateway/publishedApis";
import type { Release } from "./releases";
import type { Wso2Server } from "./server";
import { loginOf } from "./login/users";

/** What the pages show beside the server's state. */
export interface Shown {
  release: Release;
  /** `https://localhost:<port>` */
  gatewayUrl: () => string;
  apis: PublishedApis;
  requests: RequestLog;
  gatewayRequests: RequestLog;
}

/**
 * In place of WSO2's portals: pages that show what the server holds, without its secrets, and the one
 * thing that a person does in them and no API that is played here can: publishing an API.
 */
export function portals(server: Wso2Server, shown: Shown): Router {
  const router = Router({ caseSensitive: true });
  const show = (response: Response, title: string, tables: PageTable[]) => {
    const url = server.url();
    sendPage(response, {
      title: `WSO2 ${title}`,
      subtitle: `WSO2 API Manager ${shown.release} at ${url}, gateway at ${shown.gatewayUrl()}`,
      links: [
        { text: "Admin Portal", url: `${url}/admin/` },
        { text: "Developer Portal", url: `${url}/devportal/` },
        { text: "Publisher", url: `${url}/publisher/` },
      ],
      tables,
    });
  };
  const gatewayCalls = () => requestTable("Last calls of the gateway", shown.gatewayRequests);
  const ownRequests = () => requestTable("Last requests to the server", shown.requests);

  router.get("/", (request, response, next) => {
    if (isForPage(request)) response.redirect("/admin/");
    else next();
  });
  router.get("/admin", (_request, response) => {
    show(response, "Admin Portal", [keyManagers(server), users(server), ownRequests()]);
  });
  router.get("/devportal", (_request, response) => {
    show(response, "Developer Portal", [
      applications(server),
      keys(server),
      subscriptions(server),
      gatewayCalls(),
      ownRequests(),
    ]);
  });
  router.get("/publisher", (_request, response) => {
    show(response, "Publisher", [apis(server, shown), gatewayCalls()]);
  });
  router.post("/publisher/apis", express.json(), (request, response) => {
    try {
      server.authentication.authenticate(request.headers.authorization, ["apim:api_publish"]);
      const { name, version, context } = request.body as Record<string, unknown>;
      const published = shown.apis.publish({
        name: named("name", name, /^[^~!@#;%^*()+={}|\\<>"',&$[\]/\s]{1,60}$/),
        version: named("version", version, /^[\w.-]{1,30}$/),
        context: named("context", context, /^(\/[\w.-]+)+$/),
      });
      response.status(201).json(published);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      response
        .status(error instanceof ApiError ? error.status : 409)
        .type("text")
        .send(error instanceof ApiError ? error.description : error.message);
    }
  });
  return router;
}

function named(what: string, value: unknown, pattern: RegExp): string {
  if (typeof value === "string" && pattern.test(value)) return value;
  throw new Error(`"${String(value)}" cannot be the ${what} of an API.`);
}

function keyManagers({ state, registry }: Wso2Server): PageTable {
  return {
    title: "Key Managers",
    columns: [
      "name",
      "type",
      "enabled",
      "loaded",
      "organization",
      "issuer",
      "client in Auth0",
      "description",
    ],
    rows: state.keyManagers
      .filter(({ type }) => type !== "default")
      .map(({ name, organization, type, enabled, configuration, description }) => [
        name,
        type,
        yes(enabled),
        yes(registry.namesIn(organization).includes(name)),
        organization,
        text(configuration["issuer"]),
        text(configuration["client_id"]),
        description ?? "",
      ]),
    none: "There is none but the Resident Key Manager.",
  };
}

function users({ state }: Wso2Server): PageTable {
  return {
    title: "Users",
    columns: ["login", "roles"],
    rows: state.users.map((user) => [loginOf(user), user.roles.join(", ")]),
    none: "There are none.",
  };
}

function applications({ state }: Wso2Server): PageTable {
  return {
    title: "Applications",
    columns: ["name", "owner", "status", "policy", "description"],
    rows: state.applications.map((application) => [
      application.name,
      application.owner,
      application.status,
      application.throttlingPolicy,
      application.description ?? "",
    ]),
    none: "There are none.",
  };
}

function keys({ state }: Wso2Server): PageTable {
  return {
    title: "Keys",
    columns: ["application", "type", "Key Manager", "how", "state", "consumer key"],
    rows: state.applications.flatMap(({ name, keyMappings }) =>
      keyMappings.map((mapping) => [
        name,
        mapping.keyType,
        state.keyManagers.find(({ uuid }) => uuid === mapping.keyManager)?.name ??
          mapping.keyManager,
        mapping.mode === "CREATED" ? "generated" : "mapped",
        mapping.state,
        mapping.consumerKey ?? "",
      ]),
    ),
    none: "There are none.",
  };
}

function subscriptions({ state }: Wso2Server): PageTable {
  return {
    title: "Subscriptions",
    columns: ["application", "API", "version", "policy", "status"],
    rows: subscriptionsIn(state).map(({ applicationId, apiId, throttlingPolicy, status }) => {
      const api = state.apis.find(({ id }) => id === apiId);
      return [
        state.applications.find(({ uuid }) => uuid === applicationId)?.name ?? applicationId,
        api?.name ?? apiId,
        api?.version ?? "",
        throttlingPolicy,
        status,
      ];
    }),
    none: "There are none.",
  };
}

function apis({ state }: Wso2Server, { gatewayUrl }: Shown): PageTable {
  return {
    title: "APIs",
    columns: ["name", "version", "status", "Key Managers", "on the gateway"],
    rows: state.apis.map((api) => [
      api.name,
      api.version,
      api.status,
      api.keyManagers.join(", "),
      `${gatewayUrl()}${api.context}`,
    ]),
    none: "There are none. Publish one: the command that has started the sandbox says how.",
  };
}

const yes = (value: boolean) => (value ? "yes" : "no");
const text = (value: unknown) => (typeof value === "string" ? value : "");
