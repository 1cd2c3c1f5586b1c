import express from "express";
import type { KeyedCertificate } from "../http/certificateAuthority";
import { Faults } from "../http/faults";
import { lostAnswers } from "../http/lostAnswers";
import { listen } from "../http/httpsServer";
import { RequestLog } from "../http/requestLog";
import { authenticationApi } from "./authenticationApi";
import { dashboard } from "./dashboard";
import { managementApi } from "./managementApi";
import { newTenant } from "./newTenant";
import { RateLimit } from "./rateLimit";
import type { Auth0State } from "./state";
import { Tenant } from "./tenant";

export type { Auth0State } from "./state";

export interface Auth0SandboxOptions {
  certificate: KeyedCertificate;
  /** Default: a free one. */
  port?: number;
  /** State of an earlier run, as JSON; default: a new tenant. */
  state?: Auth0State;
  /** Called after every change of `state`. */
  onChange?: () => void;
  /** Where the tenant is reached. Default: TLS on the loopback interface. */
  listen?: typeof listen;
}

/** A running local Auth0 tenant. */
export interface Auth0Sandbox {
  /** What goes into `auth0:domain`: `localhost:<port>`. */
  domain: string;
  /** The custom domain, with an issuer of its own: `127.0.0.1:<port>`. */
  customDomain: string;
  /** The machine-to-machine application with which the Auth0 provider logs in. */
  deployer: { clientId: string; clientSecret: string };
  state: Auth0State;
  requests: RequestLog;
  issuedTokens: Tenant["issuedTokens"];
  faults: Faults;
  /** How many calls the Management API takes; as many as come, until it is told otherwise. */
  managementRate: RateLimit;
  /** The same for tokens. */
  tokenRate: RateLimit;
  close(): Promise<void>;
}

/** Starts a tenant: Authentication API and Management API on one port. */
export async function startAuth0(options: Auth0SandboxOptions): Promise<Auth0Sandbox> {
  const state = options.state ?? (await newTenant());
  const tenant = new Tenant(state, options.onChange ?? (() => undefined));
  const requests = new RequestLog();
  const faults = new Faults();
  // Auth0's Enterprise and Free plans, in that order.
  const managementRate = new RateLimit(50);
  const tokenRate = new RateLimit(30);

  const app = express();
  app.disable("etag").disable("x-powered-by");
  app.use(dashboard(tenant, requests));
  app.use(lostAnswers(faults), requests.middleware, faults.middleware);
  app.use("/api/v2", managementApi(tenant, managementRate));
  app.use(authenticationApi(tenant, tokenRate));

  const server = await (options.listen ?? listen)(app, options.certificate, options.port);
  tenant.serveAt(server.host, server.address);

  return {
    domain: server.host,
    customDomain: server.address,
    deployer: deployerOf(state),
    state,
    requests,
    issuedTokens: tenant.issuedTokens,
    faults,
    managementRate,
    tokenRate,
    close: () => server.close(),
  };
}

/** The application with which the Auth0 provider logs in to a tenant. */
export function deployerOf({ clients, deployerClientId }: Auth0State): Auth0Sandbox["deployer"] {
  const deployer = clients.find(({ client_id }) => client_id === deployerClientId);
  if (!deployer) throw new Error(`Auth0 state has no deployer application ${deployerClientId}`);
  return { clientId: deployer.client_id, clientSecret: deployer.client_secret };
}
