import { http } from "../../components/auth0/rest/auth0Http";
import type { Wso2Login } from "../../components/wso2/rest/connection";
import type { Sandbox } from "auth0-wso2-sandbox";
import type { FaultEffect } from "auth0-wso2-sandbox/http/faults";
import { providerFor } from "../support/declaration";
import type { KeyManagerLifeCycle } from "../support/lifeCycles";

/** Milliseconds until a request is given up, in tests of faults: none is that slow on a busy machine. */
export const usualTimeout = 10_000;

/** The same where the time-out is what is tested. */
export const shortTimeout = 300;

/** How a run differs from the usual. */
export interface RunOptions {
  url?: string;
  login?: Wso2Login;
  /** Milliseconds until a request is given up. */
  timeout?: number;
}

/** The super tenant's administrator; unlike the sandbox's own, with a password that can be looked for. */
export const deployer = { username: "deployer", password: 'l0ng "password" of the deployer' };

/** What a run needs so that a late answer is too late. */
export function patienceFor(effect: FaultEffect): RunOptions {
  return effect.kind === "delayAnswer" ? { timeout: shortTimeout } : {};
}

/** Adds the administrator to a server. */
export function addDeployer({ wso2 }: Sandbox): void {
  const { tenant, roles } = wso2.state.users.find(({ username }) => username === "admin") ?? {
    tenant: "carbon.super",
    roles: [],
  };
  wso2.state.users.push({ ...deployer, tenant, roles });
}

/** A life cycle as each run of the engine has one: nothing in memory. It has little patience. */
export function newRun(
  sandbox: Sandbox,
  { timeout = usualTimeout, login = { kind: "basic", ...deployer }, ...options }: RunOptions = {},
): KeyManagerLifeCycle {
  return providerFor(sandbox, { ...options, login, limits: { timeout, firstDelay: 1 } });
}

/** Lets calls to Auth0 be repeated without a pause, until the function that is returned is called. */
export function hurryAuth0(): () => void {
  http.defaults["axios-retry"] = { retryDelay: () => 1 };
  return () => {
    delete http.defaults["axios-retry"];
  };
}

/** Whatever must not be shown, in each form in which it is sent. */
export function secretsOf({ password }: { password: string }, clientSecret: string): string[] {
  return [
    password,
    JSON.stringify(password).slice(1, -1),
    Buffer.from(`${deployer.username}:${password}`).toString("base64"),
    clientSecret,
    Buffer.from(clientSecret).toString("base64").slice(0, -4),
  ];
}
