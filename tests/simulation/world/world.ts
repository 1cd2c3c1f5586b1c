import { startAuth0, type Auth0Sandbox, type Auth0State } from "auth0-wso2-sandbox/auth0";
import { newTenant } from "auth0-wso2-sandbox/auth0/newTenant";
import type { FaultEffect } from "auth0-wso2-sandbox/http/faults";
import { startWso2, type Wso2Sandbox } from "auth0-wso2-sandbox/wso2";
import {
  OutboundHttp,
  type OutboundRequest,
  type OutboundResponse,
} from "auth0-wso2-sandbox/wso2/registry/outboundHttp";
import type { Release } from "auth0-wso2-sandbox/wso2/releases";
import { newState, type StoredApi, type Wso2State } from "auth0-wso2-sandbox/wso2/state";
import {
  ConnectionBroken,
  InMemoryNetwork,
  type NetworkAnswer,
  type NetworkRequest,
} from "../../support/inMemoryNetwork";
import type { SimulatedClock } from "../../support/simulatedClock";
import { actors, currentActor, type CallFate } from "./actor";
import { NewerRelease } from "./newerRelease";
import { colleagues, login } from "./places";
import { Journal, objectsOfAuth0, objectsOfWso2 } from "./journal";

/** What a world is like. */
export interface WorldSettings {
  release: Release;
  /** Milliseconds until WSO2 has loaded a Key Manager. */
  activationDelay: number;
  /** Calls a second that the tenant allows, or as many as one likes. */
  auth0Limit?: number;
  /** Calls take a few milliseconds each, so that those of one run overtake each other. */
  isSlow?: boolean;
  /** WSO2 has a field of Key Managers that is newer than what we know. */
  hasNewerField?: boolean;
}

/** Where the servers of a world are. */
export interface Hosts {
  auth0: string;
  /** A tenant that no stack belongs to. */
  otherTenant: string;
  wso2: readonly [string, string];
  /** The first is known under a second name, too. */
  otherNameOfFirst: string;
}

/** Where they are in lives as they are generated. */
export const usualHosts: Hosts = {
  auth0: "tenant.eu.auth0.example",
  otherTenant: "other.eu.auth0.example",
  wso2: ["wso2-one.example:9443", "wso2-two.example:9443"],
  otherNameOfFirst: "wso2-alias.example:9443",
};

/** The APIs of each server, by name: one that stacks subscribe to, and one of other people. */
export const published = {
  Orders: { version: "1.0.0", context: "/orders", throttlingPolicies: ["Unlimited", "Gold"] },
  Invoices: { version: "1.0.0", context: "/invoices", throttlingPolicies: ["Unlimited"] },
};

/** A new tenant for all lives: its keys take long to make. */
let template: Promise<Auth0State> | undefined;

/** Has to be called before the first world is created, in real time. */
export function prepareTenant(): Promise<Auth0State> {
  template ??= newTenant();
  return template;
}

/** Two tenants and two servers, and everything that was ever done there. */
export class World {
  readonly network = new InMemoryNetwork();
  readonly journal = new Journal();
  /** By host. */
  readonly tenants = new Map<string, Auth0Sandbox>();
  readonly wso2: Wso2Sandbox[] = [];
  readonly newerRelease: NewerRelease | undefined;
  /** Whether a login of WSO2 at Auth0 may have failed: WSO2 says so nowhere but in its log. */
  isConnectorHurt = false;
  /** All calls, for the figures. */
  calls = 0;
  private restarting: Promise<void> = Promise.resolve();
  private tokens = 0;
  private refilledAt = 0;

  private constructor(
    readonly settings: WorldSettings,
    readonly clock: Pick<SimulatedClock, "notice" | "hold">,
    readonly hosts: Hosts,
  ) {
    this.newerRelease = settings.hasNewerField ? new NewerRelease() : undefined;
  }

  static async create(
    settings: WorldSettings,
    clock: Pick<SimulatedClock, "notice" | "hold">,
    hosts: Hosts = usualHosts,
  ): Promise<World> {
    const world = new World(settings, clock, hosts);
    for (const host of [hosts.auth0, hosts.otherTenant]) await world.startTenant(host);
    for (const host of hosts.wso2) await world.startServer(host, newState());
    for (const { users, state } of world.wso2) {
      for (const colleague of colleagues) users.add(colleague);
      for (const user of state.users) user.password = login.password;
    }
    world.network.alias(hosts.wso2[0], hosts.otherNameOfFirst);
    for (const server of world.wso2) {
      for (const [name, api] of Object.entries(published)) server.apis.publish({ name, ...api });
    }
    return world;
  }

  /** The tenant that stacks belong to. */
  get auth0(): Auth0Sandbox {
    return this.tenants.get(this.hosts.auth0) as Auth0Sandbox;
  }

  apiOn(server: number, wanted: keyof typeof published): StoredApi {
    return this.wso2[server]?.state.apis.find(({ name }) => name === wanted) as StoredApi;
  }

  /** Takes permissions from everybody; what it returns gives them back. */
  withhold(lost: readonly string[]): () => void {
    const states = this.wso2.map(({ state }) => state);
    const before = states.map(({ restApiScopes }) => restApiScopes);
    for (const state of states) {
      const withheld = lost.map((scope): [string, string[]] => [scope, ["nobody"]]);
      state.restApiScopes = { ...state.restApiScopes, ...Object.fromEntries(withheld) };
    }
    const { clientGrants, deployerClientId } = this.auth0.state;
    const grant = clientGrants.find(({ client_id }) => client_id === deployerClientId);
    const scope = grant?.scope ?? [];
    if (grant) grant.scope = scope.filter((each) => !lost.includes(each));
    return () => {
      for (const [index, state] of states.entries()) state.restApiScopes = before[index] ?? {};
      if (grant) grant.scope = scope;
    };
  }

  /** Ends a server and starts it again with what it has stored. */
  restartServer(index: number): Promise<void> {
    const restart = async () => {
      const server = this.wso2[index] as Wso2Sandbox;
      await server.close();
      await this.startServer(this.hosts.wso2[index] ?? "", server.state, index);
    };
    // One after the other: nobody ends a server that is being ended.
    this.restarting = this.restarting.then(restart, restart);
    return this.restarting;
  }

  async close(): Promise<void> {
    await Promise.all([...this.tenants.values(), ...this.wso2].map((server) => server.close()));
  }

  /** A call of whoever is at work. */
  readonly send = (request: NetworkRequest): Promise<NetworkAnswer> => this.carry(request, false);

  private async carry(request: NetworkRequest, isConnectors: boolean): Promise<NetworkAnswer> {
    this.clock.notice();
    this.calls += 1;
    const actor = currentActor();
    const { process } = actor;
    const isSimulated = process !== undefined && actor.isModel !== true;
    if (isSimulated && process.isDead && !isConnectors) return never();
    const call = { method: request.method, url: request.url, isConnectors };
    const fate = isSimulated
      ? await process.beforeCall(call)
      : (process?.beforeModelsCall(call) ?? {});
    if (isSimulated && process.isDead && !isConnectors && !fate.isLast) return never();
    // WSO2's connector cannot wait, so a tenant that throttles it cannot be worked with at all.
    const refused = isSimulated && !isConnectors ? this.throttled(request) : undefined;
    try {
      const answer =
        refused ??
        (await actors.run(
          { ...actor, request: isConnectors ? (actor.request ?? "") : request.url },
          () => this.carryWith(fate, request),
        ));
      if (isSimulated && process.isDead && !isConnectors) return await never();
      return answer;
    } finally {
      this.clock.notice();
    }
  }

  private async carryWith(
    { effect, latency = 0 }: CallFate,
    request: NetworkRequest,
  ): Promise<NetworkAnswer> {
    if (latency > 0) await pause(latency);
    if (effect?.kind === "reset") throw new ConnectionBroken("ECONNRESET");
    if (effect?.kind === "answer") return given(effect);
    if (effect?.kind === "delay") await pause(effect.milliseconds);
    const answer = this.newerRelease
      ? await this.newerRelease.carry(request, (known) => this.network.send(known))
      : await this.network.send(request);
    switch (effect?.kind) {
      case "loseAnswer":
        throw new ConnectionBroken("ECONNRESET");
      case "truncateAnswer":
        return { ...answer, isBrokenOff: true };
      case "delayAnswer":
        await pause(effect.milliseconds);
        return answer;
      case "replaceAnswer":
        return given(effect);
      default:
        return answer;
    }
  }

  /** Auth0's bucket of calls. */
  private throttled({ url }: NetworkRequest): NetworkAnswer | undefined {
    const { auth0Limit } = this.settings;
    if (auth0Limit === undefined || !url.startsWith(`https://${this.hosts.auth0}/`))
      return undefined;
    const second = Math.floor(Date.now() / 1000);
    if (second !== this.refilledAt) this.tokens = auth0Limit;
    this.refilledAt = second;
    this.tokens -= 1;
    if (this.tokens >= 0) return undefined;
    return given(tooManyRequests(second + 1));
  }

  private async startTenant(host: string): Promise<void> {
    const state = structuredClone(await prepareTenant());
    const deployer = state.clients.find(({ client_id }) => client_id === state.deployerClientId);
    if (deployer) deployer.client_secret += host;
    const tenant = await startAuth0({
      certificate: { certificate: "", privateKey: "" },
      state,
      listen: this.network.at(host),
      onChange: () => {
        this.journal.look(host, objectsOfAuth0(host, state));
      },
    });
    this.tenants.set(host, tenant);
  }

  private async startServer(host: string, state: Wso2State, index?: number): Promise<void> {
    const server = await startWso2({
      certificate: { certificate: "", privateKey: "" },
      trustedAuthority: "",
      release: this.settings.release,
      activationDelay: this.settings.activationDelay,
      state,
      listen: inTurn(this.network.at(host), this.network.at(`gateway.${host}`)),
      http: new OutboundOverNetwork((request) => this.carry(request, true)),
      onChange: () => {
        this.journal.look(host, objectsOfWso2(host, state));
      },
    });
    if (index === undefined) this.wso2.push(server);
    else this.wso2[index] = server;
  }
}

/** WSO2 listens at two addresses, one after the other. */
function inTurn(
  first: ReturnType<InMemoryNetwork["at"]>,
  second: ReturnType<InMemoryNetwork["at"]>,
): ReturnType<InMemoryNetwork["at"]> {
  let isFirst = true;
  return (...given) => {
    const listen = isFirst ? first : second;
    isFirst = false;
    return listen(...given);
  };
}

/** How Auth0 says that it is enough. */
export function tooManyRequests(reset: number): Extract<FaultEffect, { kind: "answer" }> {
  return {
    kind: "answer",
    status: 429,
    headers: {
      "content-type": "application/json",
      "x-ratelimit-limit": "2",
      "x-ratelimit-remaining": "0",
      "x-ratelimit-reset": String(reset),
    },
    body: {
      statusCode: 429,
      error: "Too Many Requests",
      message: "Global limit has been reached",
      errorCode: "too_many_requests",
    },
  };
}

/** WSO2's own calls, without sockets. */
class OutboundOverNetwork extends OutboundHttp {
  constructor(private readonly carry: (request: NetworkRequest) => Promise<NetworkAnswer>) {
    super("");
  }

  override keepingConnections(): this {
    return this;
  }

  override async send(url: string, request: OutboundRequest): Promise<OutboundResponse> {
    const { method, headers = {}, body } = request;
    const answer = await this.carry({ method, url: new URL(url).href, headers, body });
    if (answer.isBrokenOff) throw new ConnectionBroken("ECONNRESET");
    const { status } = answer;
    return { status, headers: answer.headers, body: answer.body.toString("utf8") };
  }
}

function given({
  status,
  headers = {},
  body = "",
}: Extract<FaultEffect, { status: number }>): NetworkAnswer {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    status,
    headers: {
      ...(typeof body !== "string" && { "content-type": "application/json" }),
      ...(Object.fromEntries(named) as Record<string, string>),
    },
    body: Buffer.from(text),
  };
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}
