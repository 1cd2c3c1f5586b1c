import { Router, type Request } from "express";
import { internalServerError } from "../errors";
import { furtherReaders, furtherView } from "../furtherFields";
import { json, methodNotAllowed, nothing, type RestAnswer } from "../restOperation";
import type { StoredApplication } from "../state";
import { attributesToShow } from "./applicationAttributes";
import {
  applicationInfoView,
  applicationReader,
  applicationView,
  checkApplication,
  type ApplicationRequest,
} from "./applicationModel";
import { listApplications } from "./listApplications";
import { locationOf } from "./location";
import type { Portal } from "./portal";
import { portalScopes } from "./portalScopes";
import { deleteClientsOf } from "./removeKeys";
import { scopesOfSubscriptions } from "./subscriptions";

/** `/applications`, without their keys */
export function applicationsApi(portal: Portal): Router {
  const { traits, applications, keys, state, operation } = portal;
  const read = (request: Request) =>
    json(applicationReader(traits, furtherReaders(state)))(request);
  const check = (body: ApplicationRequest | undefined): void => {
    if (body) checkApplication(traits, body);
  };
  const changedView = (application: StoredApplication, subscriptionCount: number) => ({
    ...applicationView(traits, application, {
      attributes: application.attributes,
      subscriptionCount,
      hashEnabled: null,
      subscriptionScopes: [],
    }),
    ...furtherView(application, state),
  });
  /** Reading an application reads its keys, too, though it does not show them. */
  const withKeys = async (id: string, organization: string): Promise<void> => {
    const application = applications.byId(id);
    if (application) await keys.all(application, organization);
  };

  const router = Router({ caseSensitive: true });
  router
    .route("/")
    .get(
      operation({
        scopes: portalScopes.applicationTransfer,
        read: nothing,
        answer: ({ login, user, query }) => ({
          status: 200,
          body: listApplications(
            applications.visibleTo({ login, user }, textOf(query["query"]), traits.ownersInLists),
            query,
            {
              total: applications.countVisibleTo({ login, user }, textOf(query["query"])),
              // A list does not have all fields, and none of a later release.
              view: (application) =>
                applicationInfoView(
                  traits,
                  application,
                  attributesToShow(state.applicationAttributes, application.attributes),
                  applications.subscriptionCount(application),
                ),
            },
          ),
        }),
      }),
    )
    .post(
      operation({
        scopes: portalScopes.applications,
        read,
        check,
        answer: ({ body, login, user }): RestAnswer => {
          if (!body) throw internalServerError();
          const application = applications.create(body, login, user.tenant);
          return {
            status: 201,
            location: locationOf(portal, `applications/${application.uuid}`),
            body: changedView(application, 0),
          };
        },
      }),
    )
    .all(methodNotAllowed("POST,GET,OPTIONS,HEAD"));
  router
    .route("/:applicationId")
    .get(
      operation({
        scopes: portalScopes.applications,
        read: nothing,
        answer: async ({ parameter, login, user, organization }) => {
          const id = parameter("applicationId");
          await withKeys(id, organization);
          const application = applications.visible(id, { login, user });
          return {
            status: 200,
            body: {
              ...applicationView(traits, application, {
                attributes: attributesToShow(state.applicationAttributes, application.attributes),
                subscriptionCount: applications.subscriptionCount(application),
                hashEnabled: false,
                subscriptionScopes: scopesOfSubscriptions(state, application),
              }),
              ...furtherView(application, state),
            },
          };
        },
      }),
    )
    .put(
      operation({
        scopes: portalScopes.applications,
        read,
        check,
        answer: async ({ parameter, body, login, user }) => {
          const id = parameter("applicationId");
          await withKeys(id, user.tenant);
          const application = applications.own(id, login);
          if (!body) throw internalServerError();
          applications.update(application, body);
          await withKeys(id, user.tenant);
          return { status: 200, body: changedView(application, 0) };
        },
      }),
    )
    .delete(
      operation({
        scopes: portalScopes.applicationTransfer,
        read: nothing,
        answer: async ({ parameter, login }) => {
          const application = applications.own(parameter("applicationId"), login);
          await applications.delete(application, (each) => deleteClientsOf(portal, each));
          return { status: 200 };
        },
      }),
    )
    .all(methodNotAllowed("DELETE,GET,PUT,OPTIONS,HEAD"));
  return router;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
