import express from "express";
import type { KeyedCertificate } from "../http/certificateAuthority";
import { Faults } from "../http/faults";
import { lostAnswers } from "../http/lostAnswers";
import { listen as listenOnLoopback } from "../http/httpsServer";
import { RequestLog } from "../http/requestLog";
import { createApp } from "./app";
import { Authentication } from "./login/authentication";
import { createPortal } from "./devportal/developerPortal";
import { portalTraits } from "./devportal/portalTraits";
import { Workflows } from "./devportal/workflows";
import { createGateway } from "./gateway/gateway";
import { gatewayTraits } from "./gateway/gatewayTraits";
import { PublishedApis } from "./gateway/publishedApis";
import { KeyManagerAdmin } from "./keyManagers/keyManagerAdmin";
import { KeyManagerStore } from "./keyManagers/keyManagerStore";
import { KeyManagerLoader } from "./registry/loader";
import { OutboundHttp } from "./registry/outboundHttp";
import { KeyManagerRegistry } from "./registry/registry";
import { portals } from "./portals";
import { releaseTraits, type Release } from "./releases";
import { Resident } from "./keyManagers/residentKeyManager";
import { restarts } from "./restart";
import type { Wso2Server } from "./server";
import { newState, type Wso2State } from "./state";
import { AccessTokens } from "./login/tokens";
import { Usages } from "./keyManagers/usages";
import { UserStore } from "./login/users";

export interface Wso2SandboxOptions {
  certificate: KeyedCertificate;
  /** PEM of the authority that the server trusts when it calls Auth0. */
  trustedAuthority: string;
  /** The WSO2 API Manager release that is played. */
  release: Release;
  /** Default: a free one. */
  port?: number;
  /** Where APIs are called. Default: a free one. */
  gatewayPort?: number;
  /** State of an earlier run, as JSON; default: a new server. */
  state?: Wso2State;
  /** Called after every change of `state`. */
  onChange?: () => void;
  /** Milliseconds from a stored change of a Key Manager until the server has loaded it. Default 0. */
  activationDelay?: number;
  /** Where the server is reached. Default: TLS on the loopback interface. */
  listen?: typeof listenOnLoopback;
  /** With which it calls others. Default: one that trusts `trustedAuthority` alone. */
  http?: OutboundHttp;
}

/** A running local WSO2 API Manager. */
export interface Wso2Sandbox {
  /** `https://localhost:<port>` */
  url: string;
  /** `https://localhost:<port>`, where the APIs are called. */
  gatewayUrl: string;
  /** The release that is played. */
  release: Release;
  users: UserStore;
  /** The administrator of the super tenant. */
  administrator: { username: string; password: string };
  state: Wso2State;
  /**
   * Names of the Key Managers that are loaded, that is: that could log in to Auth0. Default: those of
   * all organizations.
   */
  loadedKeyManagers(organization?: string): string[];
  /** Whether the gateway accepts tokens of that issuer in the super tenant. */
  acceptsIssuer(issuer: string): boolean;
  /** The APIs that are published. */
  apis: PublishedApis;
  /** Whether applications, subscriptions and keys need approval, and the approving. */
  workflows: Workflows;
  requests: RequestLog;
  faults: Faults;
  /** Requests to the gateway, and what goes wrong with them. */
  gateway: { requests: RequestLog; faults: Faults };
  close(): Promise<void>;
}

/** Starts a server; the Key Managers of a given state are loaded in the background. */
export async function startWso2(options: Wso2SandboxOptions): Promise<Wso2Sandbox> {
  const {
    certificate,
    trustedAuthority,
    release,
    port,
    gatewayPort,
    activationDelay = 0,
    listen = listenOnLoopback,
    http = new OutboundHttp(trustedAuthority),
  } = options;
  const fresh = newState();
  const given = options.state ?? fresh;
  // A state of before lacks what has been played since.
  const state = Object.assign(given, {
    ...{ ...fresh, ...given },
    restApiScopes: { ...fresh.restApiScopes, ...given.restApiScopes },
    workflows: { ...fresh.workflows, ...given.workflows },
  });
  const changed = options.onChange ?? (() => undefined);
  const traits = releaseTraits[release];
  const requests = new RequestLog();
  const faults = new Faults();
  let url = "";

  const registry = new KeyManagerRegistry(traits);
  const loader = new KeyManagerLoader(registry, http, activationDelay);
  const store = new KeyManagerStore(state, changed);
  const users = new UserStore(state, changed);
  const tokens = new AccessTokens(state, changed);
  const usages = new Usages(state);
  const resident = new Resident(() => url);
  const server: Wso2Server = {
    traits,
    state,
    changed,
    url: () => url,
    users,
    tokens,
    authentication: new Authentication(users, tokens),
    keyManagers: new KeyManagerAdmin(traits, store, usages, resident, loader),
    registry,
    usages,
    http,
  };
  const portal = createPortal(server, portalTraits[release]);
  const apis = new PublishedApis(state, changed);
  const gateway = { requests: new RequestLog(), faults: new Faults() };
  let gatewayUrl = "";
  const app = express().disable("x-powered-by").enable("case sensitive routing");
  app.use(
    portals(server, {
      release,
      gatewayUrl: () => gatewayUrl,
      apis,
      requests,
      gatewayRequests: gateway.requests,
    }),
    lostAnswers(faults),
    restarts(registry, loader, store),
    createApp(server, portal, apis, { requests, faults }),
  );
  const listening = await listen(app, certificate, port);
  url = `https://${listening.host}`;
  const gatewayApp = createGateway(server, gatewayTraits[release], gateway);
  const gatewayListening = await listen(gatewayApp, certificate, gatewayPort).catch(
    async (error: unknown) => {
      await listening.close();
      throw error;
    },
  );
  gatewayUrl = `https://${gatewayListening.host}`;
  loader.loadAll(store.all());
  return {
    url,
    gatewayUrl,
    release,
    users,
    administrator: { username: "admin", password: "admin" },
    state,
    loadedKeyManagers: (organization) =>
      organization === undefined ? registry.names : registry.namesIn(organization),
    acceptsIssuer: (issuer) => registry.byIssuer("carbon.super", issuer).length > 0,
    apis,
    workflows: new Workflows(portal, state),
    requests,
    faults,
    gateway,
    close: async () => {
      http.close();
      await loader.close();
      await Promise.all([listening.close(), gatewayListening.close()]);
    },
  };
}
