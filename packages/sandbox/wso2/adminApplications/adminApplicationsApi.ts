import { Router } from "express";
import { changeOwner } from "./changeOwner";
import { searchApplications } from "./searchApplications";
import { attributesToShow } from "../devportal/applicationAttributes";
import { groupsOf } from "../devportal/applicationModel";
import { ConstraintViolations } from "../devportal/constraintViolations";
import { readPage } from "../devportal/pagination";
import type { Portal } from "../devportal/portal";
import { notFound } from "../devportal/portalErrors";
import { unforeseen } from "../devportal/portalOperation";
import { deleteClientsOf } from "../devportal/removeKeys";
import { scopesOfSubscriptions } from "../devportal/subscriptions";
import { adminScopes } from "../login/scopes";
import { tenantOf } from "../login/users";
import { queryText } from "../queryText";
import { methodNotAllowed, nothing, restOperation, type RestOperation } from "../restOperation";
import type { Wso2Server } from "../server";

const allowed = methodNotAllowed("DELETE,POST,GET,PUT,OPTIONS,HEAD");

/** `/applications` of the admin API: those of all users of an organization. */
export function adminApplicationsApi(server: Wso2Server, portal: Portal): Router {
  const { traits } = server;
  const { applications, keys } = portal;
  const scopes = adminScopes(traits);
  const operation = <Body>(definition: RestOperation<Body>) =>
    restOperation(server, {
      ...definition,
      answer: (request) => unforeseen(() => definition.answer(request)),
    });

  const router = Router({ caseSensitive: true });
  router
    .route("/")
    .get(
      operation({
        scopes: scopes.applicationList,
        read: ({ query }) => readPage(query),
        answer: ({ body, query, login }) => searchApplications(server, body, query, login),
      }),
    )
    .all(allowed);
  const read = operation({
    scopes: scopes.applications,
    read: nothing,
    answer: async ({ id, user, organization }) => ({
      status: 200,
      body: await applicationView(portal, id, user.tenant, organization),
    }),
  });
  router
    .route("/:id")
    .get(traits.adminApplicationDetails ? read : allowed)
    .delete(
      operation({
        scopes: scopes.applicationDeletion,
        read: nothing,
        answer: async ({ id, user }) => {
          const application = applications.byId(id);
          if (!application) throw notFound("application", id);
          await keys.all(application, user.tenant);
          await applications.delete(application, (each) => deleteClientsOf(portal, each));
          return { status: 200 };
        },
      }),
    )
    .all(allowed);
  router
    .route("/:id/change-owner")
    .post(
      operation({
        scopes: scopes.ownerChange,
        read: ({ query }) => queryText(query, "owner") ?? null,
        check: (owner) => {
          const parameter = "applicationsApplicationIdChangeOwnerPost.arg0";
          new ConstraintViolations().required(parameter, owner).throwIfAny();
        },
        answer: async ({ body: owner, id, organization }) => {
          await changeOwner(server, portal, { id, owner: owner ?? "", organization });
          return { status: 200 };
        },
      }),
    )
    .all(allowed);
  return router;
}

async function applicationView(portal: Portal, id: string, tenant: string, organization: string) {
  const { state, applications, keys } = portal;
  const application = applications.byId(id);
  // Reading an application reads its keys, too, though it does not show them.
  if (application) await keys.all(application, organization);
  if (!application || tenantOf(application.owner) !== tenant) throw notFound("application", id);
  return {
    applicationId: application.uuid,
    name: application.name,
    throttlingPolicy: application.throttlingPolicy,
    description: application.description,
    tokenType: application.tokenType,
    status: application.status,
    groups: groupsOf(application),
    subscriptionCount: applications.subscriptionCount(application),
    attributes: attributesToShow(state.applicationAttributes, application.attributes),
    subscriptionScopes: scopesOfSubscriptions(state, application),
    owner: application.owner,
  };
}
