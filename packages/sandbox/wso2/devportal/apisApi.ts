import { Router } from "express";
import { methodNotAllowed, nothing } from "../restOperation";
import type { StoredApi } from "../state";
import { apiInfoView, apiView } from "./apiViews";
import { listBody, pageOf, readPage } from "./pagination";
import type { Portal } from "./portal";
import { notFound, notPermitted } from "./portalErrors";
import { subscriptionsIn } from "./subscriptions";

const visibleStatuses = ["PUBLISHED", "PROTOTYPED", "DEPRECATED"];

/** `/apis`, which can also be looked at without a login */
export function apisApi({ state, traits, publicOperation }: Portal): Router {
  const router = Router({ caseSensitive: true });
  router
    .route("/")
    .get(
      publicOperation({
        read: nothing,
        answer: ({ organization, query }) => {
          const search = typeof query["query"] === "string" ? query["query"] : "";
          const page = readPage(query);
          const found = state.apis.filter(
            (api) =>
              api.organization === organization &&
              ["PUBLISHED", "PROTOTYPED"].includes(api.status) &&
              matches(api, search),
          );
          const list = pageOf(found, page).map((api) => apiInfoView(traits, api));
          return {
            status: 200,
            body: listBody(
              list,
              page,
              found.length,
              ({ limit, offset }) => `/apis?limit=${limit}&offset=${offset}&query=${search}`,
            ),
          };
        },
      }),
    )
    .all(methodNotAllowed("GET,OPTIONS,HEAD"));
  router
    .route("/:apiId")
    .get(
      publicOperation({
        read: nothing,
        answer: ({ organization, parameter }) => {
          const id = parameter("apiId");
          const api = state.apis.find((each) => each.id === id);
          if (api?.organization !== organization) throw notFound("API", id);
          if (!visibleStatuses.includes(api.status)) throw notPermitted("API", id);
          const subscriptions = subscriptionsIn(state).filter(({ apiId }) => apiId === id).length;
          return { status: 200, body: apiView(traits, api, subscriptions) };
        },
      }),
    )
    .all(methodNotAllowed("GET,OPTIONS,HEAD"));
  return router;
}

/**
 * The search language as far as it is played: words, all of which must match – a part of the name,
 * or with a prefix of the named attribute. A value in quotes must match as a whole.
 */
function matches(api: StoredApi, search: string): boolean {
  const terms = search.match(/(?:[^\s"]|"[^"]*")+/g) ?? [];
  return terms.every((term) => {
    const [, attribute = "name", value = ""] = /^(?:(\w+):)?(.*)$/.exec(term) ?? [];
    const actual = attributesOf(api)[attribute];
    // Types and whatever else is not played do not exclude anything.
    if (actual === undefined) return true;
    const quoted = /^"(.*)"$/.exec(value)?.[1];
    return quoted === undefined
      ? actual.toLowerCase().includes(value.replaceAll("*", "").toLowerCase())
      : actual.toLowerCase() === quoted.toLowerCase();
  });
}

function attributesOf(api: StoredApi): Record<string, string | undefined> {
  const { name, version, context, provider, status } = api;
  return { name, content: name, version, context, provider, status };
}
