import { Agent } from "node:https";
import type { Sandbox } from "auth0-wso2-sandbox";
import { AdminPortal, Auth0Dashboard, DeveloperPortal } from "auth0-wso2-sandbox/consoles";
import { restartPath } from "auth0-wso2-sandbox/wso2/restart";
import axios from "axios";
import { engineFailures } from "../../../tools/docs/mistakes/engineFailures";
import { serverMistakes } from "../../../tools/docs/mistakes/serverMistakes";
import type { Stack } from "../stack";

/** Something that ordinarily goes wrong. */
export interface OrdinaryFailure {
  /** What goes over the config that works. */
  config?: Record<string, unknown>;
  /** Where that is everything. */
  isWholeConfig?: true;
  /** Where it takes a stack that has been made. */
  isOfLivingStack?: true;
  /** Brings it about. */
  made?: (sandbox: Sandbox, stack: Stack) => unknown;
  /** Words of what is to be done. */
  remedy: string;
}

/** A stack with both modes of keys, and with a subscription. */
export const workingConfig = {
  api: { identifier: "https://orders.example.com/" },
  keyManager: { name: "auth0-night" },
  applications: {
    generated: { subscriptions: [{ api: "Orders", version: "1.0.0" }] },
    mapped: { keys: { production: { mode: "map" } } },
  },
};

const { applications } = workingConfig;
const theirs = "https://theirs.example.com/";

/** One of the page docs/errors.md that servers tell. */
function ofServer(title: string): OrdinaryFailure {
  const mistake = serverMistakes[title];
  if (!mistake) throw new Error(title);
  return {
    remedy: mistake.remedy,
    made: async (sandbox, stack) => {
      Object.assign(stack.environment, mistake.environment?.(sandbox));
      await mistake.made?.(sandbox);
    },
  };
}

/** One of the page docs/errors.md that the engine tells. */
function ofEngine(said: string, remedy: string): OrdinaryFailure {
  return {
    remedy,
    made: (sandbox, { name, environment }) =>
      engineFailures[said]?.made?.({ sandbox, name, environment }),
  };
}

/** A Key Manager as somebody else has made it. */
async function createKeyManager(sandbox: Sandbox, name: string, issuer?: string): Promise<void> {
  const url = `https://${sandbox.auth0.domain}`;
  await new AdminPortal(sandbox).createKeyManager({
    ...{ name, type: "Auth0", enabled: true, ...(issuer !== undefined && { issuer }) },
    clientRegistrationEndpoint: `${url}/oidc/register`,
    introspectionEndpoint: "none",
    tokenEndpoint: `${url}/oauth/token`,
    revokeEndpoint: `${url}/oauth/revoke`,
    additionalProperties: { client_id: "theirs", client_secret: "theirs", audience: "theirs" },
  });
}

async function restartWso2({ wso2, certificateAuthority }: Sandbox): Promise<void> {
  const httpsAgent = new Agent({ ca: certificateAuthority.certificate });
  await axios.post(`${wso2.url}${restartPath}`, {}, { httpsAgent, proxy: false });
}

/** By what they are, in the order of the table. */
export const ordinaryFailures: Readonly<Record<string, OrdinaryFailure>> = {
  "wrong WSO2 password": ofServer("a wrong password of WSO2's user"),
  "WSO2 is down": ofServer("a server that does not answer"),
  "WSO2's certificate is unknown": ofServer("a certificate that is not trusted"),
  "WSO2 user without the role": ofServer("a user without the role"),
  "wrong deployer secret": ofServer("a wrong secret of the deployer"),
  "deployer lacks a permission": ofServer("a deployer without a permission"),
  "deployer may not read APIs": ofEngine(
    "403 Forbidden: Insufficient scope, expected any of: …",
    "Applications, APIs, Auth0 Management API, Application Access",
  ),
  "deployer is not authorized": ofServer(
    "a deployer that is not authorized for the Management API",
  ),
  "Auth0 domain unknown": ofServer("a domain where nobody answers"),
  "API exists already": {
    config: { api: { identifier: theirs } },
    made: (sandbox) =>
      new Auth0Dashboard(sandbox).create("/resource-servers", {
        ...{ identifier: theirs, name: "Theirs", scopes: [{ value: "default" }] },
      }),
    remedy: "pulumi config set --path 'api.existingIdentifier'",
  },
  "Key Manager of that name exists": {
    config: { keyManager: { name: "auth0-theirs" } },
    made: (sandbox) => createKeyManager(sandbox, "auth0-theirs"),
    remedy: "Set adopt: true to take it over, or choose another name",
  },
  "Key Manager with that issuer exists": {
    config: { keyManager: { name: "auth0-second" } },
    made: (sandbox) =>
      createKeyManager(sandbox, "auth0-theirs", `https://${sandbox.auth0.domain}/`),
    remedy: "uniqueIssuer",
  },
  "application of that name exists": {
    config: { applications: { ...applications, theirs: {} } },
    made: (sandbox) => new DeveloperPortal(sandbox).createApplication("theirs"),
    remedy: "adopt: true",
  },
  "application is another user's": {
    made: ({ wso2 }, stack) => {
      const password = "password-of-other";
      const roles = ["admin"];
      wso2.state.users.push({ username: "other", password, tenant: "carbon.super", roles });
      Object.assign(stack.environment, { WSO2_USERNAME: "other", WSO2_PASSWORD: password });
    },
    remedy: "Log in as",
  },
  "keys exist already": {
    config: { applications: { ...applications, theirs: { adopt: true } } },
    isOfLivingStack: true,
    made: async (sandbox) => {
      const portal = new DeveloperPortal(sandbox);
      const { keyManager, api } = workingConfig;
      await portal.createApplication("theirs");
      await portal.generateKeys("theirs", keyManager.name, api.identifier);
    },
    remedy: "the application has keys of this type already",
  },
  "tier unknown": {
    config: { applications: { ...applications, other: { throttlingPolicy: "Golden" } } },
    remedy: "throttlingPolicy must be one that WSO2 has",
  },
  "Auth0 throttles": {
    made: ({ auth0 }) => {
      auth0.managementRate.limit({ perSecond: 2 });
    },
    remedy: "accepts no more calls for now (429)",
  },
  "WSO2 throttles": {
    made: ({ wso2 }) => {
      const effect = { kind: "answer", status: 429, body: {} } as const;
      wso2.faults.inject({ times: Infinity, effect });
    },
    remedy: "accepts no more calls for now (429)",
  },
  "approval waits": {
    config: { applications: { ...applications, other: {} } },
    made: ({ wso2 }) => {
      wso2.workflows.configure({ keyGeneration: "approval" });
    },
    remedy: "an administrator has to approve",
  },
  "Key Manager is not loaded": {
    isOfLivingStack: true,
    made: async (sandbox) => {
      const dashboard = new Auth0Dashboard(sandbox);
      const entry = await new AdminPortal(sandbox).keyManager(workingConfig.keyManager.name);
      const { client_id: id } = entry["additionalProperties"] as Record<string, string>;
      await dashboard.rotateSecret(id ?? "");
      await restartWso2(sandbox);
    },
    remedy: "has not loaded the Key Manager",
  },
  "wrong passphrase": ofEngine("incorrect passphrase", "PULUMI_CONFIG_PASSPHRASE"),
  "no config at all": { config: {}, isWholeConfig: true, remedy: "keyManager.name is missing" },
  "misspelt key": {
    config: { keyManagr: { name: "auth0-night" } },
    remedy: "is not a key of this project's config, which has:",
  },
  "value of the wrong type": {
    config: { api: { ...workingConfig.api, tokenLifetime: "long" } },
    remedy: "must be a whole number of seconds",
  },
  "value is no object": { config: { api: "orders" }, remedy: "pulumi config" },
  "stack is locked": ofEngine("the stack is currently locked by 1 lock(s)", "pulumi cancel"),
  "killed run": {
    ...ofEngine("pending operations from previous deployment", "refresh"),
    isOfLivingStack: true,
  },
};
