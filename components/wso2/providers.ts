import type { dynamic } from "@pulumi/pulumi";
import {
  resolveConnection,
  resolveNamedConnection,
  type Wso2ConnectionConfig,
} from "./rest/connection";
import { atTheEngine, type AnyLifeCycle } from "./provider/engineBoundary";
import { secretTextsIn } from "./provider/fieldTable";
import type { LifeCycle } from "./provider/lifeCycle";
import type { ProviderKind } from "./provider/shim";
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

/** The engine calls it once for each kind, also while others of them are at work. */
function configure(request: dynamic.ConfigureRequest): Promise<void> {
  const given = request.config.get("wso2") ?? "{}";
  const namedNow = request.config.get("wso2Server");
  if (given !== config || namedNow !== named) connected = undefined;
  config = given;
  named = namedNow;
  return Promise.resolve();
}

const server = () =>
  (connected ??= serverAt(
    named === undefined
      ? resolveConnection(JSON.parse(config) as Wso2ConnectionConfig, process.env)
      : resolveNamedConnection(JSON.parse(named) as Wso2ConnectionConfig, process.env),
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

const { KeyManager, Application, ApplicationKeys, Subscription } = lifeCyclesAt(server);

export const providers: Record<ProviderKind, Required<dynamic.ResourceProvider>> = {
  Owner: atTheEngine(ownerProvider(leftovers), configure, { label: "Owner", secretsOf: () => [] }),
  KeyManager: provide(KeyManager),
  Application: provide(Application),
  ApplicationKeys: provide(ApplicationKeys, ({ applicationName }) => applicationName),
  Subscription: provide(Subscription, ({ api }) => api),
};
