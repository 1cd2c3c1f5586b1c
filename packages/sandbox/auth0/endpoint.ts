import type { IncomingMessage } from "node:http";
import express, { type RequestHandler, type Request, type Response } from "express";
import { authorize } from "./authorization";
import { ManagementError } from "./errors";
import { isJsonObject } from "./state";
import type { Tenant } from "./tenant";

/** A Management API call whose token has been accepted. */
export interface ManagementCall {
  scopes: ReadonlySet<string>;
  /** The path parameter `id`, decoded once; empty where the path has none. */
  id: string;
  /** The path parameter `credential`, likewise. */
  credential: string;
  query: unknown;
  /** Undefined when nothing was sent. */
  payload: unknown;
}

/** Status and body of an answer; without body for 204. */
export interface Answer {
  status: number;
  body?: unknown;
}

interface PathParameters {
  id?: string;
  credential?: string;
  [name: string]: string;
}

const payloadParsers = [
  express.json({ strict: false, limit: "1mb" }),
  express.urlencoded({ extended: true, limit: "1mb" }),
];

/**
 * A Management API endpoint: looks at the token first and at the body second, as Auth0 does, so
 * that a stranger learns nothing about the validity of what he sends.
 */
export function endpoint(
  tenant: Tenant,
  anyOf: readonly string[],
  answer: (call: ManagementCall) => Answer | Promise<Answer>,
): RequestHandler<PathParameters> {
  return async (request, response) => {
    const scopes = await authorize(tenant, request.headers, anyOf);
    for (const parser of payloadParsers) await run(parser, request, response);
    requireParsedPayload(request);
    refuseFields(tenant, request);
    const { id = "", credential = "" } = request.params;
    const { status, body } = await answer({
      scopes,
      id,
      credential,
      query: request.query,
      payload: request.body as unknown,
    });
    response.status(status);
    if (body === undefined) response.end();
    else response.json(body);
  };
}

/** A tenant whose plan lacks a feature takes its field for one that there is not. */
function refuseFields(tenant: Tenant, { baseUrl, body }: Request<PathParameters>): void {
  const refused = tenant.state.refusedFields?.[baseUrl.split("/").at(-1) ?? ""] ?? [];
  const sent = Object.keys(isJsonObject(body) ? body : {}).filter((name) => refused.includes(name));
  if (sent.length === 0) return;
  const why = `Payload validation error: 'Additional properties not allowed: ${sent.join(",")}'.`;
  throw new ManagementError(400, why, "invalid_body");
}

/** Refuses a body of a type that no parser has taken. */
function requireParsedPayload(request: IncomingMessage & { body?: unknown }): void {
  const sent = Number(request.headers["content-length"] ?? 0) > 0;
  if (sent && request.body === undefined) {
    throw new ManagementError(415, "Unsupported Media Type");
  }
}

function run(
  middleware: RequestHandler,
  request: Request<PathParameters>,
  response: Response,
): Promise<void> {
  return new Promise((resolve, reject) => {
    void middleware(request as Request, response, (error?: unknown) => {
      if (error instanceof Error) reject(error);
      else resolve();
    });
  });
}
