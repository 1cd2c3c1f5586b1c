import express, { type Express, type Request, type RequestHandler } from "express";
import type { Faults } from "../../http/faults";
import type { RequestLog } from "../../http/requestLog";
import { subscriptionsIn } from "../devportal/subscriptions";
import { rawBody } from "../restOperation";
import type { Wso2Server } from "../server";
import type { StoredApi, StoredOperation } from "../state";
import {
  GatewayError,
  missingCredentials,
  notSubscribed,
  scopeMissing,
  subscriptionBlocked,
  subscriptionInactive,
} from "./gatewayErrors";
import { apiAt, operationAt } from "./resources";
import { TokenValidator, type ValidToken } from "./tokenValidator";

/** How the gateways of the releases differ. */
export interface GatewayTraits {
  /** How a call without credentials is told to send an API key. */
  apiKeyHint: string;
}

/** The gateway, behind which a mock backend echoes what reaches it. */
export function createGateway(
  server: Wso2Server,
  traits: GatewayTraits,
  { requests, faults }: { requests: RequestLog; faults: Faults },
): Express {
  const validation = new TokenValidator(server.registry, server.http);
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.use(requests.middleware, faults.middleware);
  app.use(express.raw({ type: () => true, limit: "10mb" }));
  app.use(handle(server, traits, validation));
  return app;
}

function handle(
  { state }: Wso2Server,
  traits: GatewayTraits,
  validation: TokenValidator,
): RequestHandler {
  return async (request, response) => {
    try {
      const api = apiAt(state.apis, request.path);
      const operation = operationAt(api, request.method, request.path);
      const bearer = /^Bearer\s+(\S+)\s*$/.exec(request.headers.authorization ?? "")?.[1];
      if (bearer === undefined) throw missingCredentials(traits.apiKeyHint);
      const token = await validation.validate(bearer, api);
      checkSubscription(state, api, token);
      checkScopes(operation, token);
      response.json(echo(request, api));
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      if (error.status === 401) response.set("WWW-Authenticate", challengeOf(error));
      response.status(error.status).json(error.body);
    }
  };
}

/** The client must belong to an application, and the application to the API's subscribers. */
function checkSubscription(
  state: Wso2Server["state"],
  api: StoredApi,
  { consumerKey, keyManagers }: ValidToken,
): void {
  const application = state.applications.find(({ keyMappings }) =>
    keyMappings.some(
      (mapping) =>
        mapping.consumerKey === consumerKey &&
        keyManagers.some(({ id }) => id === mapping.keyManager),
    ),
  );
  const subscription = subscriptionsIn(state).find(
    ({ applicationId, apiId }) => applicationId === application?.uuid && apiId === api.id,
  );
  switch (subscription?.status) {
    case undefined:
      throw notSubscribed();
    case "BLOCKED":
    case "PROD_ONLY_BLOCKED":
      throw subscriptionBlocked();
    case "ON_HOLD":
    case "REJECTED":
      throw subscriptionInactive();
    case "TIER_UPDATE_PENDING":
    case "UNBLOCKED":
  }
}

function checkScopes({ path, scopes }: StoredOperation, token: ValidToken): void {
  if (scopes.length === 0 || scopes.some((scope) => token.scopes.includes(scope))) return;
  throw scopeMissing(path);
}

/** The backend never sees the token. */
function echo(request: Request, { name, version, context }: StoredApi) {
  return {
    api: { name, version },
    method: request.method,
    path: request.path.slice(context.length) || "/",
    query: request.query,
    body: rawBody(request).toString("utf8"),
  };
}

function challengeOf({ code }: GatewayError): string {
  const realm = 'OAuth2 realm="WSO2 API Manager"';
  return code === "900902"
    ? realm
    : `${realm}, error="invalid_token", error_description="The provided token is invalid"`;
}
