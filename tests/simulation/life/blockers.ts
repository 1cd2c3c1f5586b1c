import { organizationOf } from "../../../components/wso2/ownership/place";
import type { StoredApplication } from "auth0-wso2-sandbox/wso2/state";
import type { StoredResource } from "../engine/resource";
import { hostIn } from "../program/declaration";
import type { KeptObject } from "../world/journal";
import type { World } from "../world/world";
import { decidedByOthers } from "./othersDecisions";
import type { Operation, Stack } from "./stack";

/** Whether a run may well be refused: for things that only people can decide. */
export function isBlocked(world: World, stack: Stack, operation: Operation): boolean {
  const { resource, name: entry } = stack.declaration.keyManager ?? {};
  const { journal } = world;
  const inAnotherPlace = [isOnAnotherServer, isInAnotherOrganization, isAnotherUsers];
  const reasons: Record<Operation, ((world: World, stack: Stack) => boolean)[]> = {
    refresh: inAnotherPlace,
    destroy: [
      ...inAnotherPlace,
      (...of) => isInUse(...of, () => true),
      isInUseByForgotten,
      isOwnersToDelete,
      isAttached,
      isMovedAway,
      isGrantedToOthers,
      isLoginStale,
      isLoginLost,
    ],
    up: [
      isPlatformAmiss,
      isOnAnotherServer,
      isInAnotherOrganization,
      (...of) => isAnotherUsers(...of, (application) => isHandedOver(application, world, stack)),
      isNameTaken,
      isApplicationForgotten,
      areNamesSwapped,
      isApiForgotten,
      isClientForgotten,
      isClientTainted,
      isIssuerItsOwn,
      isDeclaredTwice,
      isIssuerShared,
      isLoginUseless,
      areKeysByHand,
      isMappingForgotten,
      areGroupsOthers,
      ...decidedByOthers,
      (...of) => isOwnersToDelete(...of, (each) => !declaredOf(stack).includes(each)),
      (...of) => isInUse(...of, ({ name }) => name !== resource),
      (...of) => isInUse(...of, ({ id }) => journal.byId(id)?.name !== entry),
      (...of) => isAttached(...of, (each) => !declaredOf(stack).includes(each)),
      (...of) => isLoginLost(...of, ({ name }) => name !== resource),
    ],
    preview: [],
  };
  reasons.preview = reasons.up;
  return reasons[operation].some((stands) => stands(world, stack));
}

/** A team can do nothing about the Key Manager and the API of its platform. */
function isPlatformAmiss(world: World, { platform }: Stack): boolean {
  if (platform === undefined) return false;
  const name = platform.referenceIn("")?.name;
  const server = world.wso2[world.hosts.wso2.indexOf(hostIn(platform.declaration, world.hosts))];
  const row = server?.state.keyManagers.find((each) => each.name === name);
  const hasApi = world.auth0.state.resourceServers.some(
    ({ identifier, scopes = [] }) =>
      identifier === platform.audience && scopes.some(({ value }) => value === "default"),
  );
  const isLoaded = server?.loadedKeyManagers().includes(name ?? "") === true;
  return !row?.enabled || !isLoaded || !hasApi || isLoginUseless(world, platform);
}

function isDeclaredTwice(_world: World, { declaration }: Stack): boolean {
  const names = declaration.applications.map(({ name }) => name.toLowerCase());
  return new Set(names).size < names.length;
}

/** Objects of other people or stacks on the server that is declared. */
function strangersOf({ journal, hosts }: World, { key, declaration }: Stack): KeptObject[] {
  const host = hostIn(declaration, hosts);
  return journal.objects.filter(({ id, server }) => server === host && journal.ownerOf(id) !== key);
}

function isNameTaken(world: World, stack: Stack): boolean {
  const { keyManager, applications } = stack.declaration;
  // An application that exists cannot take another's place.
  const isThere = (name: string) =>
    stack.state.resources.some(({ urn }) => urn.endsWith(`::${name}-application`));
  return strangersOf(world, stack).some(
    ({ kind, name }) =>
      (kind === "keyManager" && keyManager?.name === name && !keyManager.adopt) ||
      (kind === "application" &&
        applications.some(
          (each) => isSame(each.name, name) && (!each.adopt || isThere(each.resource)),
        )),
  );
}

/** WSO2 takes two spellings of a name for one. */
const isSame = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

/**
 * Applications that a run which broke off has created, and whose mark somebody has removed since, or which were
 * given to another user.
 */
function isApplicationForgotten({ journal }: World, { key, state, home }: Stack): boolean {
  return journal.objects.some(
    ({ kind, id, content }) =>
      kind === "application" &&
      journal.ownerOf(id) === key &&
      !isKnown(state.resources, id) &&
      (!content.includes("heritage=pulumi") ||
        (JSON.parse(content) as StoredApplication).owner !== home.username),
  );
}

const hasIssuer = ({ content }: KeptObject, { hosts }: World) =>
  content.includes(`"issuer":"https://${hosts.auth0}/"`);

function isIssuerShared(world: World, stack: Stack): boolean {
  const { keyManager } = stack.declaration;
  if (keyManager === undefined || keyManager.skipPreflight?.includes("uniqueIssuer")) return false;
  return strangersOf(world, stack).some(
    (each) => each.kind === "keyManager" && hasIssuer(each, world),
  );
}

export function isLoginUseless(world: World, { declaration }: Stack): boolean {
  const { management, keyManager } = declaration;
  return management !== "own" && keyManager !== undefined && !isOfUse(world, management);
}

export function isOfUse(
  { auth0, hosts }: World,
  management: { clientId: string; clientSecret: string },
): boolean {
  const isClient = auth0.state.clients.some(
    ({ client_id, client_secret }) =>
      client_id === management.clientId && client_secret === management.clientSecret,
  );
  const isGranted = auth0.state.clientGrants.some(
    ({ client_id, audience }) =>
      client_id === management.clientId && audience === `https://${hosts.auth0}/api/v2/`,
  );
  return isClient && isGranted;
}

/** Generated keys whose client nothing in the state may delete, an API whose grants nothing in it may list. */
function isLoginStale(world: World, { state }: Stack): boolean {
  return state.resources.some(({ type, outputs }) => {
    const { management, mode, consumerKey, destroyOthers } = outputs;
    const isGenerated = mode !== "map" && consumerKey !== undefined;
    const isApi = type.endsWith(":ApiDeletionProtection") && destroyOthers !== true;
    const isNeeded = management !== undefined && (isGenerated || isApi);
    return isNeeded && !isOfUse(world, management as Parameters<typeof isOfUse>[1]);
  });
}

/** An API for which there are grants that do not go before it: others', and those that were adopted. */
function isGrantedToOthers({ auth0 }: World, { state: { resources } }: Stack): boolean {
  const apis = resources
    .filter((each) => each.type.endsWith(":ApiDeletionProtection"))
    .filter(({ outputs }) => outputs["destroyOthers"] !== true)
    .map(({ outputs }) => outputs["audience"]);
  const going = resources
    .filter(({ isRetained, outputs }) => !isRetained && outputs["adopted"] !== true)
    .flatMap(({ id, outputs }) => [id, outputs["consumerKey"]]);
  return auth0.state.clientGrants.some(
    ({ id, client_id, audience }) =>
      apis.includes(audience) && !going.includes(id) && !going.includes(client_id),
  );
}

/** An adopted Key Manager whose login goes with the stack, and that has none to go back to. */
function isLoginLost(
  world: World,
  { state }: Stack,
  isConcerned: (resource: StoredResource) => boolean = () => true,
): boolean {
  return state.resources
    .filter(({ outputs }) => outputs["adopted"] === true && outputs["ownLogin"] !== undefined)
    .filter(isConcerned)
    .some(({ outputs: { before } }) => {
      const login = { clientId: "", clientSecret: "", ...(before as object | undefined) };
      return !isOfUse(world, login);
    });
}

/** Keys and subscriptions on an application that goes, of which the state does not know, or which stay. */
function isAttached(
  { journal }: World,
  { state: { resources } }: Stack,
  isConcerned: (resource: StoredResource) => boolean = () => true,
): boolean {
  const going = resources.filter(
    (each) =>
      each.type.endsWith(":Application") &&
      each.outputs["destroyOthers"] !== true &&
      isConcerned(each),
  );
  const isOurs = (wanted: string) =>
    resources.some(({ id, outputs }) => id === wanted && outputs["adopted"] !== true);
  return journal.objects.some(
    ({ kind, id, application }) =>
      (kind === "keys" || kind === "subscription") &&
      going.some((each) => each.id === application) &&
      !isOurs(id),
  );
}

/** What has the mark of the stack, though another one knows it that has not run since: the owner stays with it. */
function isMovedAway({ journal }: World, { state: { resources } }: Stack): boolean {
  const owner = resources.find(({ type }) => type.endsWith(":Owner"))?.id;
  return journal.objects.some(
    ({ kind, id, content }) =>
      (kind === "application" || kind === "keyManager") &&
      owner !== undefined &&
      content.includes(`owner=${owner}`) &&
      !content.includes("adopted=true") &&
      !isKnown(resources, id),
  );
}

/** Keys that somebody has made for an application of the stack by hand. */
function areKeysByHand({ journal }: World, { key }: Stack): boolean {
  return journal.objects.some(
    ({ kind, id, application = "" }) =>
      kind === "keys" && journal.ownerOf(id) !== key && journal.ownerOf(application) === key,
  );
}

/**
 * Keys that the state does not know, after a run that broke off or a state of yesterday, which are
 * mapped or shall be: whose a mapping is, is written nowhere, so another client is refused as if they
 * were made by hand.
 */
function isMappingForgotten({ journal }: World, stack: Stack): boolean {
  return journal.objects.some(
    (object) =>
      object.kind === "keys" &&
      (object.content.includes('"mode":"MAPPED"') || isToBeMapped(object, stack)) &&
      journal.ownerOf(object.id) === stack.key &&
      !isKnown(declaredOf(stack), object.id),
  );
}

function isToBeMapped({ name, application }: KeptObject, { declaration, state }: Stack): boolean {
  const ofApplication = state.resources.find(({ id }) => id === application)?.name;
  const declared = declaration.applications.find(
    ({ resource }) => `${resource}-application` === ofApplication,
  );
  const keys = name.endsWith(" SANDBOX") ? declared?.sandbox : declared?.production;
  return keys?.mode === "map";
}

/** What the state knows of keys that are declared under the name that they have there. */
function declaredOf({ declaration, state }: Stack): StoredResource[] {
  const { keyManager, applications } = declaration;
  return state.resources.filter(({ urn }) => {
    const name = urn.split("::").at(-1) ?? "";
    const use = /-(production|sandbox)-/.exec(name)?.[1] as "production" | "sandbox" | undefined;
    return applications.some(
      (each) =>
        name.startsWith(`${each.resource}-`) &&
        (use === undefined || (keyManager !== undefined && each[use] !== undefined)),
    );
  });
}

/**
 * An API of which a state of yesterday does not know: Auth0 has an identifier only once. One that nothing uses yet is
 * taken in, if an application of the stack says that it was to be created.
 */
function isApiForgotten({ journal, auth0 }: World, { key, state }: Stack): boolean {
  const { clients, clientGrants, resourceServers } = auth0.state;
  const owner = state.resources.find(({ type }) => type.endsWith(":Owner"))?.id ?? "";
  const isUsed = (api: string) =>
    resourceServers.some(
      ({ id, identifier, scopes = [] }) =>
        id === api &&
        (scopes.length > 0 || clientGrants.some(({ audience }) => audience === identifier)),
    );
  const hasBegun = clients.some(({ client_metadata }) =>
    new RegExp(`owner=${owner},.*api=`).test(JSON.stringify(client_metadata ?? {})),
  );
  return journal.objects.some(
    ({ kind, id }) =>
      kind === "api" &&
      journal.ownerOf(id) === key &&
      !isKnown(state.resources, id) &&
      !(hasBegun && !isUsed(id)),
  );
}

/** An application of Auth0 that the state has lost, and that has a grant: consumers would have to change. */
function isClientForgotten({ journal, auth0 }: World, { key, state }: Stack): boolean {
  const isInUse = (id: string) =>
    auth0.state.clientGrants.some(({ client_id }) => client_id === id);
  return journal.objects.some(
    ({ kind, id, content }) =>
      kind === "client" &&
      journal.ownerOf(id) === key &&
      content.includes('"managed_by":"heritage=pulumi,owner=') &&
      !isKnown(state.resources, id) &&
      isInUse(id),
  );
}

/** Auth0 cannot replace an API, and a client that is in use is not replaced. */
function isClientTainted(_world: World, { state }: Stack): boolean {
  return state.resources.some(
    ({ type, isTainted }) => isTainted && /^auth0:.*:(Client|ResourceServer)$/.test(type),
  );
}

/** An application of the stack's own that has the name which another one is declared with. */
function areNamesSwapped({ journal }: World, { key, declaration, state }: Stack): boolean {
  return declaration.applications.some(({ resource, name }) =>
    state.resources.some(({ id, urn, type }) => {
      const isOther = type.endsWith(":Application") && !urn.endsWith(`::${resource}-application`);
      const live = journal.byId(id)?.name;
      return isOther && live !== undefined && journal.ownerOf(id) === key && isSame(live, name);
    }),
  );
}

/** A Key Manager under another logical name and another name at once: the earlier one is there still. */
function isIssuerItsOwn(world: World, { key, declaration, state }: Stack): boolean {
  const { keyManager } = declaration;
  if (keyManager === undefined || keyManager.skipPreflight?.includes("uniqueIssuer")) return false;
  return world.journal.objects.some(
    (object) =>
      object.kind === "keyManager" &&
      world.journal.ownerOf(object.id) === key &&
      object.name !== keyManager.name &&
      hasIssuer(object, world) &&
      !state.resources.some(
        ({ id, urn }) => id === object.id && urn.endsWith(`::${keyManager.resource}`),
      ),
  );
}

/** Keys that were made by hand for an application that a run which broke off has created. */
function isInUseByForgotten({ journal }: World, { key, state }: Stack): boolean {
  return journal.objects.some(
    ({ kind, id, application = "" }) =>
      kind === "keys" &&
      journal.ownerOf(id) !== key &&
      journal.ownerOf(application) === key &&
      !isKnown(state.resources, application),
  );
}

function isKnown(resources: readonly StoredResource[], wanted: string): boolean {
  return resources.some(({ id }) => id === wanted);
}

/** Under another URL, something that is gone could as well be on another server. */
function isOnAnotherServer({ journal, hosts }: World, { declaration, state }: Stack): boolean {
  return state.resources.some(({ id, outputs }) => {
    const object = journal.byId(id);
    if (object === undefined) {
      return "server" in outputs && outputs["server"] !== declaration.serverUrl;
    }
    const isOfWso2 = object.kind === "keyManager" || object.kind === "application";
    return isOfWso2 && object.server !== hostIn(declaration, hosts);
  });
}

/** A run from another organization may have made there what the stack had nowhere. */
function isInAnotherOrganization(_world: World, { state, home }: Stack): boolean {
  const here = organizationOf(home.username);
  return state.resources.some(({ outputs: { organization = here } }) => organization !== here);
}

/** An application that belongs to another user than the stack's, and is not shared with that one. */
function isAnotherUsers(
  { journal }: World,
  { state, home }: Stack,
  isLetGo: (resource: StoredResource) => boolean = () => false,
): boolean {
  return state.resources.some((resource) => {
    const object = journal.byId(resource.id);
    if (object?.kind !== "application" || isLetGo(resource)) return false;
    const { owner, groups } = JSON.parse(object.content) as StoredApplication;
    return owner !== home.username && !(groups === "team" && home.username === "deputy");
  });
}

/**
 * The program lets `up` make the stack's user the owner. Release 4.0 does not show it beforehand, what is
 * replaced is not handed over, and what moves is looked for under its own URL only.
 */
function isHandedOver(
  { name, outputs, isCondemned }: StoredResource,
  { settings }: World,
  { declaration }: Stack,
): boolean {
  if (settings.release === "4.0" || isCondemned) return false;
  if (outputs["server"] !== declaration.serverUrl) return false;
  return declaration.applications.some(
    ({ resource, changeOwner }) => changeOwner && `${resource}-application` === name,
  );
}

/**
 * WSO2 lets nobody but its owner delete an application, though a group shares it. So what hangs on it is its
 * owner's to remove, too.
 */
function isOwnersToDelete(
  { journal }: World,
  { state, home }: Stack,
  isConcerned: (resource: StoredResource) => boolean = () => true,
): boolean {
  return state.resources.filter(isConcerned).some(({ id }) => {
    const concerned = journal.byId(id);
    const object = journal.byId(concerned?.application ?? id);
    if (object?.kind !== "application") return false;
    return (JSON.parse(object.content) as StoredApplication).owner !== home.username;
  });
}

/** WSO2 does not change the groups of an application. */
function areGroupsOthers({ journal }: World, { declaration, state }: Stack): boolean {
  return declaration.applications.some(({ resource, groups = [] }) => {
    const known = state.resources.find(({ name }) => name === `${resource}-application`);
    const object = journal.byId(known?.id ?? "");
    const live = object && (JSON.parse(object.content) as StoredApplication);
    return live !== undefined && (live.groups ?? "") !== groups.join(",");
  });
}

/**
 * Key Managers that other people's applications use, or such or keys of which the state does not know,
 * or keys that were adopted and stay.
 */
function isInUse(
  { journal, wso2 }: World,
  { key, state: { resources } }: Stack,
  isConcerned: (resource: StoredResource) => boolean,
): boolean {
  const ids = resources
    .filter((each) => each.type.endsWith(":KeyManager") && isConcerned(each))
    .map(({ id }) => id);
  const isAdopted = (wanted: string) =>
    resources.some(({ id, outputs }) => id === wanted && outputs["adopted"] === true);
  return wso2.some(({ state }) =>
    state.applications.some(({ uuid: application, keyMappings }) =>
      keyMappings.some(
        ({ keyManager, uuid }) =>
          ids.includes(keyManager) &&
          (journal.ownerOf(application) !== key ||
            !isKnown(resources, application) ||
            !isKnown(resources, uuid) ||
            isAdopted(uuid)),
      ),
    ),
  );
}
