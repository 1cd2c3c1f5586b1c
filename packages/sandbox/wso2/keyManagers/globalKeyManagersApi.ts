import { Router } from "express";
import { ApiError, forbidden, internalServerError, resourceNotFound } from "../errors";
import { globalOrganization } from "./keyManagerConfiguration";
import { checkConstraints } from "./keyManagerConstraints";
import { keyManagerReader, withFieldsOf, type KeyManager } from "./keyManagerModel";
import { listView } from "./keyManagerViews";
import { keyManagerLocation } from "./keyManagersApi";
import {
  json,
  methodNotAllowed,
  nothing,
  restOperation,
  type RestAnswer,
  type RestOperation,
} from "../restOperation";
import { adminScopes } from "../login/scopes";
import type { Wso2Server } from "../server";
import { superTenant, type User } from "../state";

/** `/global-key-managers`: Key Managers of all tenants, which the super tenant looks after. */
export function globalKeyManagersApi(server: Wso2Server): Router {
  const { traits, keyManagers } = server;
  const scopes = adminScopes(traits).keyManagers;
  const read = json(keyManagerReader(traits));
  const check = (body: KeyManager | undefined): void => {
    if (body) checkConstraints(body);
  };
  const keyManager = (status: number, body: KeyManager): RestAnswer => ({
    status,
    body: withFieldsOf(traits, body),
  });
  const operation = <Body>(definition: RestOperation<Body>) => restOperation(server, definition);

  const router = Router({ caseSensitive: true });
  router
    .route("/")
    .get(
      operation({
        scopes,
        read: nothing,
        answer: () => ({ status: 200, body: listView(traits, keyManagers.listGlobal()) }),
      }),
    )
    .post(
      operation({
        scopes,
        read,
        check,
        answer: ({ body, user }) => {
          superTenantOnly(user);
          const created = keyManagers.create(globalOrganization, body, "unchecked");
          return { ...keyManager(201, created), location: keyManagerLocation(server, created) };
        },
      }),
    )
    .all(methodNotAllowed("DELETE,POST,GET,PUT,OPTIONS,HEAD"));
  router
    .route("/:id")
    .get(
      operation({
        scopes,
        read: nothing,
        answer: ({ id }) =>
          keyManager(
            200,
            withGeneralNotFound(id, () => keyManagers.get(globalOrganization, id)),
          ),
      }),
    )
    .put(
      operation({
        scopes,
        read,
        check,
        answer: ({ id, body, user }) => {
          superTenantOnly(user);
          return keyManager(
            200,
            unexplained(id, () =>
              withGeneralNotFound(id, () =>
                keyManagers.update(globalOrganization, id, body, "unchecked"),
              ),
            ),
          );
        },
      }),
    )
    .delete(
      operation({
        scopes,
        read: nothing,
        answer: ({ id, user }) => {
          superTenantOnly(user);
          keyManagers.deleteIfPresent(globalOrganization, id);
          return { status: 200 };
        },
      }),
    )
    .all(methodNotAllowed("DELETE,POST,GET,PUT,OPTIONS,HEAD"));
  return router;
}

function superTenantOnly({ tenant }: User): void {
  if (tenant !== superTenant) throw forbidden("You are not allowed to access this resource");
}

function withGeneralNotFound<T>(id: string, find: () => T): T {
  try {
    return find();
  } catch (error) {
    throw error instanceof ApiError && error.status === 404 ? resourceNotFound(id) : error;
  }
}

/** Here a refused update is still answered with 500, except for the id and the name. */
function unexplained<T>(id: string, update: () => T): T {
  try {
    return update();
  } catch (error) {
    if (!(error instanceof ApiError) || [400, 404, 500].includes(error.code)) throw error;
    throw internalServerError(`Error while Retrieving Global Key Manager configuration for ${id}.`);
  }
}
