import type { StoredResource } from "../engine/resource";
import type { KeptObject } from "../world/journal";
import type { World } from "../world/world";
import { hostIn } from "./declaration";
import type { Operation, Stack } from "./stack";

/** Why a run may well be refused: things that only people can decide. Empty where it must succeed. */
export function blockersOf(world: World, stack: Stack, operation: Operation): string[] {
  if (operation === "refresh") return [];
  return operation === "destroy"
    ? [
        ...anotherServer(world, stack),
        ...inUse(world, stack, () => true),
        ...inUseByForgotten(world, stack),
        ...attached(world, stack, () => true),
        ...staleLogins(world, stack),
        ...lostLogins(world, stack, () => true),
      ]
    : [
        ...takenNames(world, stack),
        ...forgottenApplications(world, stack),
        ...swappedNames(world, stack),
        ...forgottenApi(world, stack),
        ...ownIssuer(world, stack),
        ...declaredTwice(stack),
        ...sharedIssuer(world, stack),
        ...uselessLogin(world, stack),
        ...foreignKeys(world, stack),
        ...forgottenMappings(world, stack),
        ...anotherServer(world, stack),
        ...inUse(world, stack, ({ name }) => name !== stack.declaration.keyManager?.resource),
        ...inUse(
          world,
          stack,
          ({ id }) => nameOf(world, id) !== stack.declaration.keyManager?.name,
        ),
        ...attached(world, stack, (each) => !declaredOf(stack).includes(each)),
        ...lostLogins(world, stack, ({ name }) => name !== stack.declaration.keyManager?.resource),
      ];
}

function declaredTwice({ declaration }: Stack): string[] {
  const names = declaration.applications.map(({ name }) => name.toLowerCase());
  return names
    .filter((name, index) => names.indexOf(name) !== index)
    .map((name) => `the application "${name}" is declared twice`);
}

function nameOf(world: World, id: string): string | undefined {
  return world.journal.byId(id)?.name;
}

function takenNames(world: World, { key, declaration, state }: Stack): string[] {
  const host = hostIn(declaration, world.hosts);
  const strangers = world.journal.objects.filter(
    ({ id, server }) => server === host && world.journal.ownerOf(id) !== key,
  );
  const { keyManager, applications } = declaration;
  return strangers
    .filter(
      ({ kind, name }) =>
        (kind === "keyManager" && keyManager?.name === name && !keyManager.adopt) ||
        (kind === "application" &&
          applications.some(
            (each) =>
              each.name.toLowerCase() === name.toLowerCase() &&
              // An application that exists cannot take another's place.
              (!each.adopt ||
                state.resources.some(({ urn }) => urn.endsWith(`::${each.resource}-application`))),
          )),
    )
    .map(({ kind, name }) => `the ${kind} "${name}" is somebody else's`);
}

/** Applications that a run which broke off has created, and whose mark somebody has removed since. */
function forgottenApplications({ journal }: World, { key, state }: Stack): string[] {
  return journal.objects
    .filter(
      ({ kind, id, content }) =>
        kind === "application" &&
        journal.ownerOf(id) === key &&
        !isKnown(state.resources, id) &&
        !content.includes("heritage=pulumi"),
    )
    .map(
      ({ name }) => `the application "${name}" has lost its mark, and the state does not know it`,
    );
}

function sharedIssuer(world: World, { key, declaration }: Stack): string[] {
  const { keyManager } = declaration;
  if (keyManager === undefined || keyManager.skipPreflight?.includes("uniqueIssuer")) return [];
  const host = hostIn(declaration, world.hosts);
  return world.journal.objects
    .filter(
      ({ kind, id, server, content }) =>
        kind === "keyManager" &&
        server === host &&
        world.journal.ownerOf(id) !== key &&
        content.includes(`"issuer":"https://${world.hosts.auth0}/"`),
    )
    .map(({ name }) => `the Key Manager "${name}" of somebody else has the issuer`);
}

export function uselessLogin(world: World, { declaration }: Stack): string[] {
  const { management } = declaration;
  if (management === "own" || declaration.keyManager === undefined) return [];
  return isOfUse(world, management)
    ? []
    : ["the management application that was given is of no use"];
}

function isOfUse(world: World, management: { clientId: string; clientSecret: string }): boolean {
  const client = world.auth0.state.clients.find(
    ({ client_id, client_secret }) =>
      client_id === management.clientId && client_secret === management.clientSecret,
  );
  const isGranted = world.auth0.state.clientGrants.some(
    ({ client_id, audience }) =>
      client_id === management.clientId && audience === `https://${world.hosts.auth0}/api/v2/`,
  );
  return client !== undefined && isGranted;
}

/** Generated keys whose client nothing in the state may delete. */
function staleLogins(world: World, { state }: Stack): string[] {
  return state.resources
    .filter(({ outputs: { management, mode, consumerKey } }) => {
      const isGenerated = management !== undefined && mode !== "map" && consumerKey !== undefined;
      return isGenerated && !isOfUse(world, management as Parameters<typeof isOfUse>[1]);
    })
    .map(({ urn }) => `the login that the state has for ${urn} is of no use`);
}

/** Adopted Key Managers whose login goes with the stack, and that have none to go back to. */
function lostLogins(
  world: World,
  { state }: Stack,
  isConcerned: (resource: StoredResource) => boolean,
): string[] {
  return state.resources
    .filter(({ outputs }) => outputs["adopted"] === true && outputs["ownLogin"] !== undefined)
    .filter(isConcerned)
    .filter(({ outputs: { before } }) => {
      const { clientId = "", clientSecret = "" } = (before ?? {}) as Partial<
        Record<string, string>
      >;
      return !isOfUse(world, { clientId, clientSecret });
    })
    .map(({ urn }) => `the login that ${urn} had before it was adopted is of no use`);
}

/** Keys and subscriptions on an application that goes, of which the state does not know, or which stay. */
function attached(
  { journal }: World,
  { state }: Stack,
  isConcerned: (resource: StoredResource) => boolean,
): string[] {
  const going = state.resources.filter(
    (each) => each.type.endsWith(":Application") && isConcerned(each),
  );
  return journal.objects
    .filter(
      ({ kind, id, application }) =>
        (kind === "keys" || kind === "subscription") &&
        going.some((each) => each.id === application) &&
        (!isKnown(state.resources, id) || isAdopted(state.resources, id)),
    )
    .map(({ kind, name }) => `the ${kind} ${name} would go with the application`);
}

/** Keys that somebody has made for an application of the stack by hand. */
function foreignKeys(world: World, { key }: Stack): string[] {
  const { journal } = world;
  return journal.objects
    .filter(
      ({ kind, id, application = "" }) =>
        kind === "keys" && journal.ownerOf(id) !== key && journal.ownerOf(application) === key,
    )
    .map(({ name }) => `the keys of ${name} were made by hand`);
}

/**
 * Keys that the state does not know, after a run that broke off or a state of yesterday, which are
 * mapped or shall be: whose a mapping is, is written nowhere, so another client is refused as if they
 * were made by hand.
 */
function forgottenMappings({ journal }: World, stack: Stack): string[] {
  const { key } = stack;
  return journal.objects
    .filter(
      (object) =>
        object.kind === "keys" &&
        (object.content.includes('"mode":"MAPPED"') || isToBeMapped(object, stack)) &&
        journal.ownerOf(object.id) === key &&
        !isKnown(declaredOf(stack), object.id),
    )
    .map(({ name }) => `the keys of ${name} are mapped, and the state does not know them`);
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
  const names = declaration.applications.map(({ resource }) => resource);
  return state.resources.filter(({ urn }) =>
    names.some((name) => urn.split("::").at(-1)?.startsWith(`${name}-`)),
  );
}

/** An API of which a state of yesterday does not know: Auth0 has an identifier only once. */
function forgottenApi({ journal }: World, { key, state }: Stack): string[] {
  return journal.objects
    .filter(
      ({ kind, id }) =>
        kind === "api" && journal.ownerOf(id) === key && !isKnown(state.resources, id),
    )
    .map(({ name }) => `the API ${name} exists, and the state does not know it`);
}

/** An application of the stack's own that has the name which another one is declared with. */
function swappedNames({ journal }: World, { key, declaration, state }: Stack): string[] {
  return declaration.applications.flatMap(({ resource, name }) =>
    state.resources
      .filter(
        ({ urn, type }) =>
          type.endsWith(":Application") && !urn.endsWith(`::${resource}-application`),
      )
      .map(({ id }) => journal.byId(id))
      .filter(
        (object) =>
          object !== undefined &&
          journal.ownerOf(object.id) === key &&
          object.name.toLowerCase() === name.toLowerCase(),
      )
      .map(() => `another application of the stack has the name "${name}"`),
  );
}

/** A Key Manager under another logical name and another name at once: the earlier one is there still. */
function ownIssuer({ journal, hosts }: World, { key, declaration, state }: Stack): string[] {
  const { keyManager } = declaration;
  if (keyManager === undefined || keyManager.skipPreflight?.includes("uniqueIssuer")) return [];
  return journal.objects
    .filter(
      ({ kind, id, name, content }) =>
        kind === "keyManager" &&
        journal.ownerOf(id) === key &&
        name !== keyManager.name &&
        content.includes(`"issuer":"https://${hosts.auth0}/"`) &&
        !state.resources.some(
          (each) => each.id === id && each.urn.endsWith(`::${keyManager.resource}`),
        ),
    )
    .map(({ name }) => `the Key Manager "${name}" of the stack has the issuer`);
}

/** Keys that were made by hand for an application that a run which broke off has created. */
function inUseByForgotten({ journal }: World, { key, state }: Stack): string[] {
  return journal.objects
    .filter(
      ({ kind, id, application = "" }) =>
        kind === "keys" &&
        journal.ownerOf(id) !== key &&
        journal.ownerOf(application) === key &&
        !isKnown(state.resources, application),
    )
    .map(({ name }) => `the keys of ${name} were made by hand`);
}

function isKnown(resources: readonly StoredResource[], wanted: string): boolean {
  return resources.some(({ id }) => id === wanted);
}

function isAdopted(resources: readonly StoredResource[], wanted: string): boolean {
  return resources.some(({ id, outputs }) => id === wanted && outputs["adopted"] === true);
}

function anotherServer(world: World, { declaration, state }: Stack): string[] {
  const host = hostIn(declaration, world.hosts);
  // Under another URL, something that is gone could as well be on another server.
  const gone = state.resources
    .filter(
      ({ id, outputs }) =>
        "server" in outputs &&
        outputs["server"] !== declaration.serverUrl &&
        world.journal.byId(id) === undefined,
    )
    .map(({ urn }) => `${urn} is gone, and was on ${declaration.serverUrl} under another name`);
  const elsewhere = state.resources
    .map(({ id }) => world.journal.byId(id))
    .filter((object) => object?.kind === "keyManager" || object?.kind === "application")
    .filter((object) => object?.server !== host)
    .map((object) => `"${object?.name ?? ""}" is on another server`);
  return [...gone, ...elsewhere];
}

/**
 * Key Managers that other people's applications use, or such or keys of which the state does not know,
 * or keys that were adopted and stay.
 */
function inUse(
  { journal, wso2 }: World,
  { key, state }: Stack,
  isConcerned: (resource: StoredResource) => boolean,
): string[] {
  const ids = state.resources
    .filter((each) => each.type.endsWith(":KeyManager") && isConcerned(each))
    .map(({ id }) => id);
  return wso2.flatMap((server) =>
    server.state.applications
      .filter(({ uuid: application, keyMappings }) =>
        keyMappings.some(
          ({ keyManager, uuid }) =>
            ids.includes(keyManager) &&
            (journal.ownerOf(application) !== key ||
              !isKnown(state.resources, application) ||
              !isKnown(state.resources, uuid) ||
              isAdopted(state.resources, uuid)),
        ),
      )
      .map(({ name }) => `the application "${name}" uses the Key Manager`),
  );
}
