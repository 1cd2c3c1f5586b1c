import type { dynamic } from "@pulumi/pulumi";
import { deployerFailure, refusals } from "../auth0/rest/deployerFailure";
import { Auth0Error } from "../auth0/rest/authenticationApi";
import { withoutRepeating } from "../http/retries";
import type { ManagementApi } from "../auth0/rest/managementApi";
import { ManagementLogins } from "../auth0/rest/managementLogins";
import {
  resolveConnection,
  resolveNamedConnection,
  type Wso2ConnectionConfig,
} from "./rest/connection";
import { auth0Setting, deployersApi, deployersOwnApi } from "../auth0/rest/deployersApi";
import { ownerOfClient } from "../marks/clientMark";
import { isBornOf } from "./applicationKeys/birth";
import { atTheEngine, type AnyLifeCycle } from "./provider/engineBoundary";
import { secretTextsIn } from "./provider/fieldTable";
import type { LifeCycle } from "./provider/lifeCycle";
import type { ProviderKind } from "./provider/shim";
import { leavePrintingToTheEngine } from "./provider/toldOnce";
import { apiDeletionProtection, type Protection } from "./apiDeletionProtection/provider";
import { lifeCyclesAt } from "./lifeCycles";
import { ownerProvider } from "./owner/provider";
import { leftoversOf, serverAt, type Wso2Server } from "./server";

/**
 * The providers of the process, which share one connection to WSO2 and one login an API. It is made
 * at the first call, because a mistake in it must not show before there is a resource to show it at.
 */
let config = "{}";
/** What a `Wso2Provider` says, which has a process of its own. */
let named: string | undefined;
let connected: Wso2Server | undefined;
/** A setting of the Auth0 provider. */
let auth0 = auth0Setting(() => undefined, {});
let deployed: ManagementApi | undefined;

/** The engine calls it once for each kind, also while others of them are at work. */
function configure(request: dynamic.ConfigureRequest): Promise<void> {
  const given = request.config.get("wso2") ?? "{}";
  const namedNow = request.config.get("wso2Server");
  if (given !== config || namedNow !== named) connected = undefined;
  config = given;
  named = namedNow;
  auth0 = auth0Setting((key) => request.config.get(key), process.env);
  deployed = undefined;
  return Promise.resolve();
}

const logins = new ManagementLogins(deployer);

const server = () =>
  (connected ??= serverAt(
    named === undefined
      ? resolveConnection(JSON.parse(config) as Wso2ConnectionConfig, process.env)
      : resolveNamedConnection(JSON.parse(named) as Wso2ConnectionConfig, process.env),
    logins,
  ));

/**
 * What an owner has left; what the stack's states have goes with it, or to the owner that replaces it,
 * and a copy of its mark is nobody's. A server that cannot be asked keeps nobody from forgetting it.
 */
async function leftovers(owner: string): Promise<string[]> {
  try {
    return await leftoversOf(owner, server(), (mark) =>
      [KeyManager, Application].some((lifeCycle) => lifeCycle.knowsObjectOf(mark)),
    );
  } catch (error) {
    console.log(`WSO2 could not be asked what is left of the stack: ${(error as Error).message}`);
    return [];
  }
}

/** Auth0's Management API with the login of the deployer, where the stack has one. */
function deployer(): ManagementApi | undefined {
  return (deployed ??= deployersOwnApi(auth0));
}

/**
 * A run reads its owner once. Where Auth0 refuses the login or is not there, its provider says so of each resource in
 * words of its own, before the program and its checks run: here is what to do.
 */
async function sayRefusedLogin(): Promise<void> {
  if (deployer() === undefined) return;
  try {
    // Not with the one that others share: they ask again.
    await withoutRepeating(() => deployersApi(auth0).requestToken());
  } catch (error) {
    if (!(error instanceof Auth0Error)) throw error;
    const isAnswered = error.status !== undefined;
    if (isAnswered && !refusals.includes(error.code ?? "")) return;
    console.log(deployerFailure(error.message, auth0("domain"), "deployer"));
  }
}

/** What stood before the APIs in Auth0 that this run may delete. */
const deletableApis: Protection[] = [];

/**
 * Names applications in Auth0 that have the mark of an owner, or what a generated client is born with, and its
 * APIs, after all of the stack is gone: an answer of Auth0 was lost, or they were left on purpose. Which of the
 * two, nobody knows here.
 */
async function nameLeft(owner: string): Promise<void> {
  const api = deployer();
  if (api === undefined) return;
  try {
    const isBorn = isBornOf(owner);
    for (const client of await api.listClients()) {
      const { client_id: id, name, client_metadata: metadata } = client;
      if (ownerOfClient(metadata) !== owner && !isBorn(client)) continue;
      console.log(
        `Auth0 still has the application "${name}" (client ID ${id}), which this stack created. If it was ` +
          "not left on purpose, and no other stack has it now, delete it in Auth0's dashboard: Applications, its settings, Delete.",
      );
    }
    for (const { audience: identifier, management } of deletableApis) {
      // Another tenant may have another's API of that identifier.
      const isHere = management?.audience === api.identifier;
      const id = isHere ? await api.findApi(identifier) : undefined;
      if (id === undefined) continue;
      console.log(
        `Auth0 still has the API ${identifier} (${id}). If it was not left on purpose, delete it in Auth0's ` +
          "dashboard: Applications, APIs, its settings, Delete.",
      );
    }
  } catch (error) {
    console.log(`Auth0 could not be asked what is left of the stack: ${(error as Error).message}`);
  }
}

function provide<Declaration extends object, Live, Added extends object>(
  lifeCycle: LifeCycle<Declaration, Live, Added>,
  nameOf?: (declaration: Record<string, unknown>) => unknown,
): Required<dynamic.ResourceProvider> {
  const { label, fields, secretsAdded } = lifeCycle.kind;
  return atTheEngine(lifeCycle as unknown as AnyLifeCycle, configure, {
    label,
    ...(nameOf && { nameOf }),
    secretsOf: (bag) => secretTextsIn(fields, bag, secretsAdded),
  });
}

const { KeyManager, Application, ApplicationKeys, Subscription } = lifeCyclesAt(server, logins);

leavePrintingToTheEngine();

export const providers: Record<ProviderKind, Required<dynamic.ResourceProvider>> = {
  Owner: atTheEngine(ownerProvider(sayRefusedLogin, leftovers, nameLeft), configure, {
    label: "Owner",
    secretsOf: () => [],
  }),
  ApiDeletionProtection: atTheEngine(
    apiDeletionProtection(logins, deletableApis) as unknown as AnyLifeCycle,
    configure,
    {
      label: "Auth0 API",
      nameOf: ({ audience }) => audience,
      // Its login is that of keys.
      secretsOf: (bag) => secretTextsIn(ApplicationKeys.kind.fields, bag),
    },
  ),
  KeyManager: provide(KeyManager),
  Application: provide(Application),
  ApplicationKeys: provide(ApplicationKeys, ({ applicationName }) => applicationName),
  Subscription: provide(Subscription, ({ api }) => api),
};
