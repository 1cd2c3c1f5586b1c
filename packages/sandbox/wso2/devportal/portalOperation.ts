import type { Request, RequestHandler } from "express";
import { internalServerError } from "../errors";
import { restOperation, type RestAnswer } from "../restOperation";
import type { Wso2Server } from "../server";
import type { User } from "../state";
import { ConnectorFailure } from "../registry/connectorFailure";
import type { Subscribers } from "./subscribers";

/** A request to the Developer Portal's API that was let in. */
export interface PortalRequest<Body> {
  body: Body;
  /** A part of the path. */
  parameter: (name: string) => string;
  query: Request["query"];
  user: User;
  /** What the user is taken for, which is also how an owner is named. */
  login: string;
  /** Whose APIs and Key Managers it is about. */
  organization: string;
}

/** An operation of the Developer Portal's API. */
export interface PortalOperation<Body> {
  scopes: readonly string[];
  read: (request: Request) => Body;
  /** What bean validation refuses. */
  check?: (body: Body) => void;
  answer: (request: PortalRequest<Body>) => RestAnswer | Promise<RestAnswer>;
}

/** The handler of an operation. Whoever comes for the first time becomes a subscriber. */
export function portalOperation<Body>(
  server: Wso2Server,
  subscribers: Subscribers,
  { scopes, read, check, answer }: PortalOperation<Body>,
): RequestHandler {
  return restOperation<{ body: Body; parameters: Request["params"] }>(server, {
    scopes,
    read: (request) => ({ body: read(request), parameters: request.params }),
    check: ({ body }) => check?.(body),
    answer: ({ body: { body, parameters }, user, login, query, organization }) => {
      subscribers.register({ user, login });
      return unforeseen(() =>
        answer({
          body,
          parameter: (name) => String(parameters[name] ?? ""),
          query,
          user,
          login,
          organization,
        }),
      );
    },
  });
}

/** Calls to a Key Manager that fail are, unless an operation says otherwise, not foreseen. */
export async function unforeseen(
  answer: () => RestAnswer | Promise<RestAnswer>,
): Promise<RestAnswer> {
  try {
    return await answer();
  } catch (error) {
    throw error instanceof ConnectorFailure ? internalServerError() : error;
  }
}
