import { Router, type Request } from "express";
import { discoverKeyManager, readDiscoveryForm } from "./discovery";
import { checkConstraints } from "./keyManagerConstraints";
import { keyManagerReader, withFieldsOf, type KeyManager } from "./keyManagerModel";
import { apiUsages, applicationUsages, listView } from "./keyManagerViews";
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

/** `/key-managers` */
export function keyManagersApi(server: Wso2Server): Router {
  const { traits, keyManagers, users } = server;
  const scopes = adminScopes(traits);
  const further = () => server.state.furtherFields;
  const read = (request: Request) => json(keyManagerReader(traits, further()))(request);
  const check = (body: KeyManager | undefined): void => {
    if (body) checkConstraints(body);
  };
  const keyManager = (status: number, body: KeyManager): RestAnswer => ({
    status,
    body: withFieldsOf(traits, body, further()),
  });
  const operation = <Body>(definition: RestOperation<Body>) => restOperation(server, definition);

  const router = Router({ caseSensitive: true });
  router
    .route("/")
    .get(
      operation({
        scopes: scopes.keyManagers,
        read: nothing,
        answer: ({ organization }) => ({
          status: 200,
          body: listView(traits, keyManagers.list(organization)),
        }),
      }),
    )
    .post(
      operation({
        scopes: scopes.keyManagers,
        read,
        check,
        answer: ({ organization, body, user }) => {
          const created = keyManagers.create(organization, body, users.rolesOf(user.tenant));
          return { ...keyManager(201, created), location: keyManagerLocation(server, created) };
        },
      }),
    )
    .all(methodNotAllowed("DELETE,POST,GET,PUT,OPTIONS,HEAD"));
  router.route("/discover").post(
    operation({
      scopes: scopes.keyManagers,
      read: readDiscoveryForm,
      answer: async ({ body }) => ({
        status: 200,
        body: await discoverKeyManager(server, body),
      }),
    }),
  );
  router
    .route("/:id")
    .get(
      operation({
        scopes: scopes.keyManagers,
        read: nothing,
        answer: ({ organization, id }) => keyManager(200, keyManagers.get(organization, id)),
      }),
    )
    .put(
      operation({
        scopes: scopes.keyManagers,
        read,
        check,
        answer: ({ organization, id, body, user }) =>
          keyManager(200, keyManagers.update(organization, id, body, users.rolesOf(user.tenant))),
      }),
    )
    .delete(
      operation({
        scopes: scopes.keyManagerDeletion,
        read: nothing,
        answer: ({ organization, id }) => {
          keyManagers.delete(organization, id);
          return { status: 200 };
        },
      }),
    )
    .all(methodNotAllowed("DELETE,POST,GET,PUT,OPTIONS,HEAD"));
  if (!traits.usages) return router;
  router.get(
    "/:id/api-usages",
    operation({
      scopes: scopes.usages,
      read: nothing,
      answer: ({ organization, id, query }) => ({
        status: 200,
        body: apiUsages(server, keyManagers.find(organization, id), query),
      }),
    }),
  );
  router.get(
    "/:id/app-usages",
    operation({
      scopes: scopes.usages,
      read: nothing,
      answer: ({ organization, id, query }) => ({
        status: 200,
        body: applicationUsages(server, keyManagers.find(organization, id), query),
      }),
    }),
  );
  return router;
}

/** The same for a global Key Manager, which is found there, too. */
export function keyManagerLocation({ url, traits }: Wso2Server, { id }: KeyManager): string {
  return `${url()}${traits.adminPaths.at(-1) ?? ""}/key-managers/${id ?? ""}`;
}
