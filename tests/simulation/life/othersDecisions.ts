import { hostIn } from "../program/declaration";
import type { KeptObject } from "../world/journal";
import type { World } from "../world/world";
import type { Stack } from "./stack";

/** What an `up` is refused for because publishers, administrators or the tenant have decided otherwise. */
export const decidedByOthers = [
  isApplicationUndecided,
  isPolicyNotOffered,
  isSubscriptionDecided,
  isBlockRemembered,
  isFieldRefused,
  isGrantTaken,
  isGrantForNobody,
];

const statusOf = ({ content }: KeptObject) => (JSON.parse(content) as { status: string }).status;

const ownOf = (kind: KeptObject["kind"], { journal }: World, { key }: Stack) =>
  journal.objects.filter((each) => each.kind === kind && journal.ownerOf(each.id) === key);

/** An administrator has to approve an application before it can have keys, or has rejected it. */
function isApplicationUndecided(world: World, stack: Stack): boolean {
  return ownOf("application", world, stack).some((each) => statusOf(each) !== "APPROVED");
}

/** A policy that the API is not offered with any more, for whoever has not got it. */
function isPolicyNotOffered(world: World, { declaration, state }: Stack): boolean {
  const server = world.hosts.wso2.indexOf(hostIn(declaration, world.hosts));
  const { throttlingPolicies } = world.apiOn(server, "Orders");
  return declaration.applications.some(({ resource, isSubscribed, policy = "Unlimited" }) => {
    const isHeld = state.resources.some(
      ({ id, name, outputs }) =>
        name.startsWith(`${resource}-subscription-`) &&
        outputs["throttlingPolicy"] === policy &&
        world.journal.byId(id) !== undefined,
    );
    return isSubscribed && !isHeld && !throttlingPolicies.includes(policy);
  });
}

/** WSO2 changes nothing of a subscription that is blocked, on hold or rejected. */
function isSubscriptionDecided({ journal }: World, { declaration, state }: Stack): boolean {
  return state.resources.some(({ id, name, outputs }) => {
    const live = journal.byId(id);
    if (live?.kind !== "subscription") return false;
    if (statusOf(live) === "UNBLOCKED") return false;
    const declared = declaration.applications.find(({ resource }) =>
      name.startsWith(`${resource}-subscription-`),
    );
    return (
      declared !== undefined && (declared.policy ?? "Unlimited") !== outputs["throttlingPolicy"]
    );
  });
}

/** WSO2 remembers a block of a subscription that was removed. */
function isBlockRemembered({ wso2, journal }: World, { key }: Stack): boolean {
  return wso2.some(({ state }) =>
    state.subscriptions.some(
      ({ applicationId, isRemoved, status }) =>
        isRemoved && status !== "UNBLOCKED" && journal.ownerOf(applicationId) === key,
    ),
  );
}

function isFieldRefused({ auth0 }: World, { declaration }: Stack): boolean {
  const { clients = [] } = auth0.state.refusedFields ?? {};
  return clients.length > 0 && declaration.leftToAuth0 === undefined;
}

/** The application that is to have a grant was deleted. */
function isGrantForNobody({ auth0 }: World, { declaration: { grant } }: Stack): boolean {
  const isClient = auth0.state.clients.some(({ client_id }) => client_id === grant?.clientId);
  return grant !== undefined && !isClient;
}

/** A grant that somebody has made before. */
function isGrantTaken(world: World, { audience, declaration: { grant }, state }: Stack): boolean {
  return world.auth0.state.clientGrants.some(
    (each) =>
      each.client_id === grant?.clientId &&
      each.audience === audience &&
      !grant?.adopt &&
      !state.resources.some(({ id }) => id === each.id),
  );
}
