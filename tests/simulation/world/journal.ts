import type { Auth0State } from "auth0-wso2-sandbox/auth0/state";
import type { Wso2State } from "auth0-wso2-sandbox/wso2/state";
import { subscriptionsIn } from "auth0-wso2-sandbox/wso2/devportal/subscriptions";
import { currentActor, type Actor } from "./actor";

export type ObjectKind =
  "client" | "grant" | "api" | "keyManager" | "application" | "keys" | "subscription";

/** Something that a server keeps. */
export interface KeptObject {
  kind: ObjectKind;
  /** Unique in the world. */
  id: string;
  name: string;
  /** Host of the server. */
  server: string;
  /** Everything about it, as JSON. */
  content: string;
  /** Id of the application that it hangs on. */
  application?: string;
}

/** A change of something, and who made it. */
export interface JournalEntry {
  actor: Actor;
  change: "created" | "changed" | "deleted";
  object: KeptObject;
  before?: KeptObject;
}

/** What exists, who created it, and who has changed it: from the wire, never from marks. */
export class Journal {
  readonly entries: JournalEntry[] = [];
  private readonly known = new Map<string, KeptObject>();
  private readonly owners = new Map<string, string>();
  /** Owners before a move, until the new one has written. */
  private readonly moved = new Map<string, string>();
  private readonly applications = new Map<string, string>();

  /** What exists. */
  get objects(): KeptObject[] {
    return [...this.known.values()];
  }

  byId(id: string): KeptObject | undefined {
    return this.known.get(id);
  }

  /** Key of the stack, or the person, that created the object or was given it by word. */
  ownerOf(id: string): string | undefined {
    return this.owners.get(id);
  }

  give(id: string, owner: string): void {
    this.owners.set(id, owner);
    this.moved.delete(id);
  }

  /** Gives it to another stack, of which the object says nothing yet. */
  move(id: string, to: string): void {
    const from = this.owners.get(id);
    this.give(id, to);
    if (from !== undefined) this.moved.set(id, from);
  }

  /** Who declares again what he has moved away has it back until the other one has written. */
  takeBack(id: string, owner: string): void {
    if (this.moved.get(id) === owner) this.give(id, owner);
  }

  /** The application for which WSO2's connector has made the client or its grant. */
  applicationOf({ id, application }: KeptObject): string | undefined {
    return application ?? this.applications.get(id);
  }

  /** Compares a server with what was known of it. */
  look(server: string, objects: KeptObject[]): void {
    const actor = currentActor();
    const present = new Set<string>();
    for (const object of objects) {
      present.add(object.id);
      const before = this.known.get(object.id);
      if (before?.content === object.content) continue;
      this.known.set(object.id, object);
      if (before === undefined) this.created(actor, object);
      else this.entries.push({ actor, change: "changed", object, before });
      if (actor.name === this.owners.get(object.id)) this.moved.delete(object.id);
    }
    for (const object of this.known.values()) {
      if (object.server !== server || present.has(object.id)) continue;
      this.known.delete(object.id);
      this.entries.push({ actor, change: "deleted", object });
    }
  }

  private created(actor: Actor, object: KeptObject): void {
    this.owners.set(object.id, actor.name);
    const application = /\/applications\/([^/]+)\//.exec(actor.request ?? "")?.[1];
    if (/^(client|grant)$/.test(object.kind) && application !== undefined) {
      this.applications.set(object.id, application);
    }
    this.entries.push({ actor, change: "created", object });
  }
}

export function objectsOfAuth0(server: string, state: Auth0State): KeptObject[] {
  const own = state.deployerClientId;
  const names = new Map(state.clients.map(({ client_id, name }) => [client_id, name]));
  return [
    ...state.clients
      .filter(({ global, client_id }) => !global && client_id !== own)
      .map((client) => kept("client", server, client.client_id, client.name, client)),
    ...state.clientGrants
      .filter(({ client_id }) => client_id !== own)
      .map((grant) => kept("grant", server, grant.id, nameOfGrant(grant, names), grant)),
    ...state.resourceServers
      .filter(({ is_system }) => is_system !== true)
      .map((api) => kept("api", server, api.id, api.identifier, api)),
  ];
}

export function objectsOfWso2(server: string, state: Wso2State): KeptObject[] {
  const names = new Map(state.applications.map(({ uuid, name }) => [uuid, name]));
  return [
    ...state.keyManagers
      .filter(({ type }) => type !== "default")
      .map((row) => kept("keyManager", server, row.uuid, row.name, row)),
    ...state.applications
      .filter(({ name }) => name !== "DefaultApplication")
      .flatMap(({ keyMappings, ...application }) => [
        kept("application", server, application.uuid, application.name, application),
        ...keyMappings.map((mapping) => ({
          ...kept("keys", server, mapping.uuid, `${application.name} ${mapping.keyType}`, mapping),
          application: application.uuid,
        })),
      ]),
    ...subscriptionsIn(state).map((subscription) => ({
      ...kept(
        "subscription",
        server,
        subscription.uuid,
        names.get(subscription.applicationId) ?? "",
        subscription,
      ),
      application: subscription.applicationId,
    })),
  ];
}

function nameOfGrant(
  { client_id: client = "", audience }: { client_id?: string; audience: string },
  names: ReadonlyMap<string, string>,
): string {
  return `${names.get(client) ?? client} on ${audience}`;
}

function kept(
  kind: ObjectKind,
  server: string,
  id: string,
  name: string,
  object: object,
): KeptObject {
  return { kind, server, id, name, content: JSON.stringify(object) };
}
