import type { Sandbox } from "auth0-wso2-sandbox";
import type { StoredKeyManager } from "auth0-wso2-sandbox/wso2/state";
import { kinds, type Declaration, type Kind, type PartName } from "./declaration";

/** Something that one of the two servers has stored. */
export interface StoredObject {
  id: string;
  /** For the reader of a table. */
  title: string;
  /** All of it, for telling whether it was changed. */
  content: string;
}

/** The stack's two servers, and those of another tenant, which it has to leave alone. */
export interface Places {
  home: Sandbox;
  elsewhere: Sandbox;
}

export function storedInBoth({ home, elsewhere }: Places): Map<string, StoredObject> {
  return new Map([...storedObjects(home), ...storedObjects(elsewhere)]);
}

/** Everything that both servers have, by id; what no user has made is left out. */
export function storedObjects({ wso2, auth0 }: Sandbox): Map<string, StoredObject> {
  const found: [id: string, title: string, content: object][] = [];
  const clientName = (id: string | undefined) =>
    auth0.state.clients.find(({ client_id }) => client_id === id)?.name ?? "no client";
  for (const entry of wso2.state.keyManagers) {
    if (entry.type === "default") continue;
    found.push([entry.uuid, `Key Manager ${entry.name}`, entry]);
  }
  for (const { keyMappings, ...application } of wso2.state.applications) {
    if (application.name === "DefaultApplication") continue;
    found.push([application.uuid, `application ${application.name}`, application]);
    for (const keys of keyMappings) {
      found.push([keys.uuid, `${keys.keyType} keys of ${application.name}`, keys]);
    }
  }
  for (const subscription of wso2.state.subscriptions) {
    const application = wso2.state.applications.find(
      ({ uuid }) => uuid === subscription.applicationId,
    );
    const title = `subscription of ${application?.name ?? "no application"}`;
    found.push([subscription.uuid, title, subscription]);
  }
  for (const client of auth0.state.clients) {
    found.push([client.client_id, `client ${client.name}`, client]);
  }
  for (const grant of auth0.state.clientGrants) {
    found.push([grant.id, `grant of ${clientName(grant.client_id)}`, grant]);
  }
  for (const api of auth0.state.resourceServers) {
    found.push([api.id, `API ${api.identifier}`, api]);
  }
  return new Map(
    found.map(([id, title, content]) => [id, { id, title, content: JSON.stringify(content) }]),
  );
}

/** The parts of stacks that are whole, with the objects that each of them needs. */
export type Whole = Partial<Record<PartName, string[]>>;

/**
 * Looks the declared parts up on both servers. A part that is there but cannot be used is left out:
 * a Key Manager that cannot log in, keys without their client, a client without its grant.
 */
export function wholeParts(sandbox: Sandbox, declarations: readonly Declaration[]): Whole {
  const { wso2, auth0 } = sandbox;
  const parts = Object.assign(
    {},
    ...declarations.map((each) => each.parts),
  ) as Declaration["parts"];
  const { state } = wso2;
  const apiOf = (identifier: string) =>
    auth0.state.resourceServers.find((each) => each.identifier === identifier);
  /** A client that exists, with its grant for an API. */
  const granted = (clientId: unknown, audience: string | undefined) => {
    const client = auth0.state.clients.find(({ client_id }) => client_id === clientId);
    const grant = auth0.state.clientGrants.find(
      (each) => each.client_id === clientId && each.audience === audience,
    );
    return client && grant && [client.client_id, grant.id];
  };

  const managementApi = auth0.state.resourceServers.find(({ is_system }) => is_system === true);
  const loginOf = (entry: StoredKeyManager | undefined) =>
    granted(entry?.configuration["client_id"], managementApi?.identifier);
  const entryOf = (name: string | undefined) =>
    state.keyManagers.find((each) => each.name === name);
  /** An entry that can log in, by an application that exists. */
  const working = (found: StoredKeyManager | undefined) => {
    const isLoaded = found !== undefined && wso2.loadedKeyManagers().includes(found.name);
    return isLoaded && loginOf(found) !== undefined ? [found.uuid] : undefined;
  };
  const entry = entryOf(parts.keyManager?.name);
  const idle = entryOf(parts.idleKeyManager?.name);

  const applicationOf = (name: string | undefined) =>
    state.applications.find((each) => each.name === name && each.status === "APPROVED");
  const own = applicationOf(parts.ownApplication?.name);
  const adopted = applicationOf(parts.adoptedApplication?.name);
  const keysOf = (
    application: typeof own,
    keyType: string | undefined,
    mode: "CREATED" | "MAPPED",
  ) => {
    const keys = application?.keyMappings.find(
      (each) =>
        each.keyManager === entry?.uuid &&
        each.keyType === keyType &&
        each.mode === mode &&
        each.state === "COMPLETED",
    );
    const client = granted(keys?.consumerKey, parts.api?.name);
    return keys && client && [keys.uuid, ...client];
  };
  const mapped = keysOf(adopted, parts.mappedKeys?.name, "MAPPED");
  const namedClients = auth0.state.clients
    .filter(({ name }) => name === parts.auth0Client?.name)
    .map(({ client_id }) => granted(client_id, parts.api?.name));
  const consumer =
    namedClients.find((ids) => mapped?.includes(ids?.[0] ?? "")) ??
    namedClients.find((ids) => ids !== undefined);
  const subscription = state.subscriptions.find(
    (each) =>
      each.applicationId === own?.uuid &&
      each.status === "UNBLOCKED" &&
      state.apis.some(
        ({ id, name, version }) =>
          id === each.apiId && name === "Orders" && version === parts.subscription?.name,
      ),
  );
  const api = parts.api && apiOf(parts.api.name);

  const whole: { [Name in PartName]: string[] | undefined } = {
    management: loginOf(entry ?? idle),
    api: api && [api.id],
    keyManager: working(entry),
    idleKeyManager: working(idle),
    ownApplication: own && [own.uuid],
    adoptedApplication: adopted && [adopted.uuid],
    generatedKeys: keysOf(own, parts.generatedKeys?.name, "CREATED"),
    mappedKeys: mapped,
    subscription: subscription && [subscription.uuid],
    auth0Client: consumer,
  };
  const declared = Object.entries(whole).filter(([name]) => name in parts);
  return Object.fromEntries(declared.filter(([, ids]) => ids !== undefined));
}

/** What is wrong with the servers, seen from what is declared. */
export interface Findings {
  /** Declared parts that are not there or not whole, and objects of others that were touched. */
  lost: string[];
  /** Objects that are neither declared nor of others. */
  orphaned: string[];
}

/**
 * Compares the servers of both places with what is declared.
 *
 * @param others what was there before the stack; the application that is adopted has to stay, the
 * rest of it has to stay as it was
 */
export function findingsOf(
  places: Places,
  declarations: readonly Declaration[],
  others: ReadonlyMap<string, StoredObject>,
): Findings {
  const now = storedInBoth(places);
  const whole = wholeParts(places.home, declarations);
  const declared = declarations.flatMap(({ parts }) => Object.keys(parts) as PartName[]);
  const expected = new Set(Object.values(whole).flat());
  const touched = [...others.values()].filter(({ id, title, content }) => {
    const found = now.get(id);
    return title === "application adopted" ? found === undefined : found?.content !== content;
  });
  return {
    lost: [
      ...declared.filter((name) => whole[name] === undefined),
      ...touched.map(({ title }) => `others' ${title}`),
    ],
    orphaned: [...now.values()]
      .filter(({ id }) => !others.has(id) && !expected.has(id))
      .map(({ title }) => title),
  };
}

/** The id of the one object by which each kind is told from another of its kind. */
export function identitiesOf(
  sandbox: Sandbox,
  declarations: readonly Declaration[],
): Partial<Record<Kind, string>> {
  const whole = wholeParts(sandbox, declarations);
  return Object.fromEntries(kinds.map((kind) => [kind, whole[kind]?.[0]]));
}
