import { badRequest } from "../errors";
import type { StoredSubscription } from "../state";
import { listBody, pageOf, readPage } from "./pagination";
import type { Portal } from "./portal";
import { notFound } from "./portalErrors";
import type { PortalRequest } from "./portalOperation";
import { subscriptionView } from "./subscriptionModel";
import { subscriptionsOf } from "./subscriptions";

/** `GET /subscriptions`: those of an application, or the user's to an API. */
export async function listSubscriptions(
  portal: Portal,
  { query, login, user, organization }: PortalRequest<undefined>,
) {
  const { state, applications, keys, traits } = portal;
  const page = readPage(query);
  const [apiId, applicationId] = [textOf(query["apiId"]), textOf(query["applicationId"])];
  if (apiId !== "") {
    const api = state.apis.find(({ id }) => id === apiId);
    if (api?.organization !== organization) throw notFound("API", apiId);
    // All of them on one page, whatever page was asked for.
    const found = applications
      .visibleTo({ login, user }, "")
      .sort((one, other) => (one.name < other.name ? -1 : 1))
      .flatMap((application) => subscriptionsOf(state, application))
      .filter((subscription) => subscription.apiId === apiId);
    return { status: 200, body: bodyOf(portal, found, found.length, page, `apiId=${apiId}`) };
  }
  if (applicationId === "") throw badRequest("Either applicationId or apiId should be available");
  const known = applications.byId(applicationId);
  if (known) await keys.all(known, user.tenant);
  const all = subscriptionsOf(state, applications.visible(applicationId, { login, user }));
  const address = `applicationId=${applicationId}`;
  const shortened = { ...page, limit: page.limit - page.offset };
  const shown = traits.offsetOfSubscriptions === "twice" ? pageOf(all, shortened) : all;
  const body = bodyOf(portal, pageOf(shown, page), all.length, page, address);
  const isTold = traits.pagesOfSubscriptions === "told";
  return { status: 200, body: isTold ? body : { ...body, pagination: null } };
}

function bodyOf(
  portal: Portal,
  shown: readonly StoredSubscription[],
  total: number,
  page: { limit: number; offset: number },
  address: string,
) {
  return listBody(
    shown.map((subscription) => subscriptionView(portal, subscription)),
    page,
    total,
    ({ limit, offset }) => `/subscriptions?limit=${limit}&offset=${offset}&${address}`,
  );
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
