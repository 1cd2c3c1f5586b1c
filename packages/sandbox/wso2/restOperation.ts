import type { Request, RequestHandler, Response } from "express";
import { ApiError, badRequest, internalServerError, invalidTenant, notImplemented } from "./errors";
import { DisallowedValue, readBody, UnrecognizedProperty, type Reader } from "./jackson/beans";
import { print, type Printable } from "./jackson/json";
import { JsonParseFailure } from "./jackson/tokens";
import type { Wso2Server } from "./server";
import type { User } from "./state";

/** A request that was let in. */
export interface RestRequest<Body> {
  body: Body;
  id: string;
  query: Request["query"];
  user: User;
  /** What the user is taken for. */
  login: string;
  /** Whose Key Managers it is about. */
  organization: string;
}

export interface RestAnswer {
  status: number;
  body?: Printable;
  /** In place of a body: it is said to be JSON and is none. */
  text?: string;
  location?: string;
}

/** An operation of a REST API. */
export interface RestOperation<Body> {
  scopes: readonly string[];
  read: (request: Request) => Body;
  /** What bean validation refuses. */
  check?: (body: Body) => void;
  answer: (request: RestRequest<Body>) => RestAnswer | Promise<RestAnswer>;
}

/** The handler of an operation. The body is read before the login is looked at, as CXF does. */
export function restOperation<Body>(
  server: Wso2Server,
  operation: RestOperation<Body>,
): RequestHandler {
  return async (request, response) => {
    try {
      if (!acceptsJson(request)) {
        response.status(406).end();
        return;
      }
      const body = operation.read(request);
      const { user, login } = server.authentication.authenticate(
        request.headers.authorization,
        operation.scopes,
      );
      operation.check?.(body);
      const organization = organizationOf(server, request, user);
      const id = String(request.params["id"] ?? "");
      send(
        response,
        await operation.answer({ body, id, query: request.query, user, login, organization }),
      );
    } catch (error) {
      if (error instanceof UnsupportedMediaType) response.status(415).end();
      else if (error instanceof NoSuchResource) response.status(404).end();
      else if (error instanceof ApiError)
        send(response, { status: error.status, body: error.body });
      else throw error;
    }
  };
}

/** A header that names no media type at all counts as none. */
function acceptsJson(request: Request): boolean {
  const accept = request.headers.accept ?? "";
  return !accept.includes("/") || request.accepts("application/json") !== false;
}

/** Answered with 415 and no body. */
export class UnsupportedMediaType extends Error {}

/** Answered with 404 and no body. */
export class NoSuchResource extends Error {}

/** For operations without a body. */
export function nothing(): undefined {
  return undefined;
}

/** Reads a JSON body; none at all is `undefined`. */
export function json<T>(reader: Reader<T | null>): (request: Request) => T | undefined {
  return (request) => {
    const contentType = request.headers["content-type"];
    if (contentType === undefined) throw internalServerError();
    if (contentType.includes("/") && !/^application\/json\s*(;|$)/i.test(contentType)) {
      throw new UnsupportedMediaType();
    }
    try {
      return readBody(bodyText(request), reader);
    } catch (error) {
      if (error instanceof JsonParseFailure) throw badRequest("Malformed request body.");
      if (error instanceof UnrecognizedProperty) {
        throw badRequest(`Unrecognized property '${error.property}'`);
      }
      if (error instanceof DisallowedValue) {
        throw badRequest("One or more request body parameters contain disallowed values.");
      }
      throw error;
    }
  };
}

/** The body as it was sent. */
export function rawBody(request: Request): Buffer {
  const body: unknown = request.body;
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}

function bodyText(request: Request): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(rawBody(request));
  } catch {
    throw new JsonParseFailure();
  }
}

function organizationOf({ traits, users }: Wso2Server, request: Request, user: User): string {
  const requested = request.get("x-wso2-tenant");
  if (traits.tenantHeader === "ignored" || !requested) return user.tenant;
  if (users.hasTenant(requested)) return requested;
  throw traits.unknownTenant === 400
    ? invalidTenant(requested)
    : internalServerError("Error while resolving the organization resolver");
}

function send(response: Response, { status, body, text, location }: RestAnswer): void {
  response.status(status);
  if (location !== undefined) response.setHeader("Location", location);
  const content = text ?? (body === undefined ? undefined : print(body));
  if (content !== undefined) response.setHeader("Content-Type", "application/json");
  response.end(content);
}

/** What WSO2 may have and the sandbox does not play: a 404 would be taken for WSO2's. */
export function notPlayed({ method, originalUrl }: Request, response: Response): void {
  const description = `The sandbox does not play ${method} ${originalUrl.replace(/\?.*/, "")}.`;
  response.status(501).json(notImplemented(description).body);
}

/** Below what is played, and where a release lacks something. */
export function nothingThere(_request: Request, response: Response): void {
  response.status(404).end();
}

/** For paths that exist without the method; what is said to be allowed is not looked up by path. */
export function methodNotAllowed(allowed: string): RequestHandler {
  return (request, response) => {
    response
      .status(request.method === "OPTIONS" ? 200 : 405)
      .set("Allow", allowed)
      .end();
  };
}
