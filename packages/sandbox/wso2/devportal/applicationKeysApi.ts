import { Router, type Request } from "express";
import { furtherReaders } from "../furtherFields";
import { json, methodNotAllowed, nothing } from "../restOperation";
import { generateKeys } from "./generateKeys";
import { generateToken } from "./generateToken";
import {
  applicationKeyReader,
  applicationKeyView,
  checkGenerateKeys,
  checkMapKeys,
  generateKeysReader,
  mapKeysReader,
  tokenGenerationReader,
  type ApplicationKey,
  type GenerateKeysRequest,
  type MapKeysRequest,
  type TokenGenerationRequest,
} from "./keyModel";
import { mapKeys } from "./mapKeys";
import type { Portal } from "./portal";
import { portalScopes } from "./portalScopes";
import { regenerateSecret } from "./regenerateSecret";
import { cleanUpKeys, deleteKeys } from "./removeKeys";
import { updateKeys } from "./updateKeys";

/** The keys of an application, below `/applications/{applicationId}` */
export function applicationKeysApi(portal: Portal): Router {
  const { traits, applications, keys, operation, state } = portal;
  const scopes = portalScopes.applications;
  const answer = (key: ApplicationKey) => ({ status: 200, body: applicationKeyView(traits, key) });
  const ofApplication = "/:applicationId";
  const ofKeys = `${ofApplication}/oauth-keys/:keyMappingId`;

  const router = Router({ caseSensitive: true });
  router
    .route(`${ofApplication}/generate-keys`)
    .post(
      operation({
        scopes,
        read: (request: Request) =>
          json<GenerateKeysRequest>(generateKeysReader(furtherReaders(state)))(request),
        check: (body) => {
          if (body) checkGenerateKeys(body);
        },
        answer: async (request) => answer(await generateKeys(portal, request)),
      }),
    )
    .all(methodNotAllowed("POST,OPTIONS"));
  router
    .route(`${ofApplication}/map-keys`)
    .post(
      operation({
        scopes,
        read: json<MapKeysRequest>(mapKeysReader),
        check: (body) => {
          if (body) checkMapKeys(body);
        },
        answer: (request) => answer(mapKeys(portal, request)),
      }),
    )
    .all(methodNotAllowed("POST,OPTIONS"));
  router
    .route(`${ofApplication}/oauth-keys`)
    .get(
      operation({
        scopes,
        read: nothing,
        answer: async ({ parameter, login, user, organization }) => {
          const application = applications.visible(parameter("applicationId"), { login, user });
          const list = await keys.all(application, organization);
          const body = {
            count: list.length,
            list: list.map((key) => applicationKeyView(traits, key)),
          };
          return { status: 200, body };
        },
      }),
    )
    .all(methodNotAllowed("GET,OPTIONS,HEAD"));
  const single = router
    .route(ofKeys)
    .get(
      operation({
        scopes,
        read: nothing,
        // Whose application it is nobody asks; if there is none there is nothing to say.
        answer: async ({ parameter }) => {
          const application = applications.byId(parameter("applicationId"));
          if (!application) return { status: 200 };
          return answer(await keys.one(application, parameter("keyMappingId")));
        },
      }),
    )
    .put(
      operation({
        scopes,
        read: (request: Request) =>
          json<ApplicationKey>(applicationKeyReader(traits, furtherReaders(state)))(request),
        answer: async (request) => answer(await updateKeys(portal, request)),
      }),
    );
  if (traits.keyDeletion) {
    single.delete(
      operation({
        scopes,
        read: nothing,
        answer: async (request) => {
          await deleteKeys(portal, request);
          return { status: 200 };
        },
      }),
    );
  }
  single.all(methodNotAllowed(`${traits.keyDeletion ? "DELETE," : ""}GET,PUT,OPTIONS,HEAD`));
  router
    .route(`${ofKeys}/regenerate-secret`)
    .post(
      operation({
        scopes,
        read: nothing,
        answer: async (request) => answer(await regenerateSecret(portal, request)),
      }),
    )
    .all(methodNotAllowed("POST,OPTIONS"));
  router
    .route(`${ofKeys}/clean-up`)
    .post(
      operation({
        scopes,
        read: nothing,
        answer: (request) => {
          cleanUpKeys(portal, request);
          return { status: 200 };
        },
      }),
    )
    .all(methodNotAllowed("POST,OPTIONS"));
  router
    .route(`${ofKeys}/generate-token`)
    .post(
      operation({
        scopes,
        read: json<TokenGenerationRequest>(tokenGenerationReader(traits)),
        answer: async (request) => ({ status: 200, body: await generateToken(portal, request) }),
      }),
    )
    .all(methodNotAllowed("POST,OPTIONS"));
  return router;
}
