import { runtime, type CustomResourceOptions, type ResourceTransform } from "@pulumi/pulumi";
import {
  RegisterResourceResponse,
  type RegisterResourceRequest,
} from "@pulumi/pulumi/proto/resource_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { isGrant, isProvider, outputOf, outputsIn, type DeclaredResource } from "./resource";

/** What a stack is called while its program is recorded. */
export const recorded = { project: "<project>", stack: "<stack>" };

/** What providers add to the inputs, as far as programs read it. */
const computed = ["clientId", "clientSecret", "consumerKey", "consumerSecret", "organizationUsage"];

/** What Pulumi's SDK takes for the engine under mocks. */
interface Monitor {
  registerResource(request: RegisterResourceRequest, callback: Callback): void;
  registerResourceOutputs(request: unknown, callback: Callback): void;
}
type Callback = (error: Error | null, response: unknown) => void;

/** What a program can see of the world. */
export interface Sight {
  isPreview: boolean;
  /** Inputs that the state knows of explicit providers and grants, by name. */
  known: Readonly<Record<string, Record<string, unknown>>>;
  tenant: Tenant;
}

/** What a program asks Auth0 for, as its provider shows it. */
export interface Tenant {
  clients: readonly object[];
  apis: readonly { identifier: string }[];
  grants: readonly { audience: string }[];
}

/** Takes turns: the SDK serves one program in a process. */
let turn: Promise<unknown> = Promise.resolve();

/**
 * Runs a program under the SDK's mocks. Each output of a resource is a text that names it, so that what
 * is recorded can be executed when the outputs are known. Those of explicit providers and grants are known:
 * as they are declared, or as they are in the state, where changes are ignored.
 */
export function record(program: () => void, sight: Sight): Promise<DeclaredResource[]> {
  const result = turn.then(() => recordNow(program, sight));
  turn = result.catch(() => undefined);
  return result;
}

async function recordNow(program: () => void, sight: Sight): Promise<DeclaredResource[]> {
  const declared: DeclaredResource[] = [];
  /** Aliases, by URN. */
  const known = new Map<string, string[]>();
  const transforms = new Map<string, ResourceTransform[]>();
  // The SDK notes where each promise comes from, which takes most of the time.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    await mock(sight, declared);
    // Another test may have left a stack config.
    runtime.setAllConfig({});
    const monitor = runtime.getMonitor() as unknown as Monitor;
    const register = async (request: RegisterResourceRequest) => {
      const urn = urnOf(request.getParent(), request);
      const aliases = aliasesOf(request, known.get(request.getParent()) ?? []);
      known.set(urn, aliases);
      const { inputs, secrets } = inputsOf(request);
      if (request.getCustom()) {
        const own = transforms.get(nameOf(request.getType(), request.getName())) ?? [];
        const whole = { ...declarationOf(request), urn, aliases, inputs, secrets };
        declared.push(own.length > 0 ? await transformed(whole, own) : whole);
      }
      return answerTo(request, urn, inputs, sight);
    };
    monitor.registerResource = (request, callback) => {
      register(request).then(
        (response) => {
          callback(null, response);
        },
        (error: unknown) => {
          callback(error as Error, undefined);
        },
      );
    };
    monitor.registerResourceOutputs = (_request, callback) => {
      callback(null, {});
    };
    await asTheLanguageHost(async () => {
      await runtime.runInPulumiStack(() => {
        runtime.registerStackTransformation(({ type, name, props, opts }) => {
          const { transforms: own = [], ...rest } = opts;
          transforms.set(nameOf(type, name), own);
          return { props, opts: rest };
        });
        program();
        return Promise.resolve();
      });
      await runtime.disconnect(false);
    });
    return declared;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
    await mock({ ...sight, isPreview: false }, []);
  }
}

const nameOf = (type: string, name: string) => `${type}::${name}`;

/** What a resource's own callbacks make of it. The engine calls them back, which mocks have no way to do. */
async function transformed(
  declared: DeclaredResource,
  transforms: readonly ResourceTransform[],
): Promise<DeclaredResource> {
  let { inputs: props } = declared;
  let opts: CustomResourceOptions = { ignoreChanges: [...declared.ignoreChanges] };
  for (const transform of transforms) {
    const { type, name } = declared;
    const made = await transform({ custom: true, type, name, props, opts });
    if (made !== undefined) ({ props, opts } = made);
  }
  const { ignoreChanges = [], import: importId } = opts;
  return {
    ...declared,
    inputs: props,
    ignoreChanges,
    ...(importId && { importId }),
  };
}

/** An error that nobody handles ends the program, also where it is thrown by what follows an output. */
async function asTheLanguageHost(work: () => Promise<void>): Promise<void> {
  const others = process.listeners("unhandledRejection");
  const thrown: unknown[] = [];
  process.removeAllListeners("unhandledRejection");
  process.on("unhandledRejection", (error) => thrown.push(error));
  try {
    await work();
    await turnOfTheEventLoop();
  } finally {
    process.removeAllListeners("unhandledRejection");
    for (const other of others) process.on("unhandledRejection", other);
  }
  if (thrown.length > 0) throw thrown[0];
}

function turnOfTheEventLoop(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

function mock(
  { isPreview, tenant: { clients, apis, grants } }: Sight,
  declared: readonly DeclaredResource[],
): Promise<void> {
  const { project, stack } = recorded;
  const refuse = () => {
    throw new Error("The program asks for what is not recorded.");
  };
  const noApi = "404 Not Found: The resource server does not exist";
  const answers: Readonly<Record<string, (inputs: Record<string, string>) => object>> = {
    getClientGrants: ({ audience: asked = "" }) => {
      // Of an API that is declared it is an output.
      const [output] = outputsIn(asked);
      const api = declared.find(({ urn }) => urn === output?.urn)?.inputs[output?.property ?? ""];
      return { clientGrants: grants.filter(({ audience }) => audience === (api ?? asked)) };
    },
    getClients: () => ({ clients }),
    getResourceServer: (asked) => {
      const found = apis.find(({ identifier }) => identifier === asked["identifier"]);
      if (found === undefined) throw Object.assign(new Error(noApi), { details: noApi });
      return found;
    },
  };
  const call = ({ token, inputs }: { token: string; inputs: Record<string, string> }) =>
    (answers[token.split(":").at(-1) ?? ""] ?? refuse)(inputs);
  return runtime.setMocks({ newResource: refuse, call }, project, stack, isPreview);
}

function urnOf(
  parent: string,
  request: RegisterResourceRequest,
  name: string = request.getName(),
): string {
  const above = parent.split("::")[2] ?? runtime.rootPulumiStackTypeName;
  const isRoot = above === runtime.rootPulumiStackTypeName;
  const type = [...(isRoot ? [] : [above]), request.getType()].join("$");
  return ["urn:pulumi:" + recorded.stack, recorded.project, type, name].join("::");
}

/** What a resource may have been called before, as the engine works it out. */
function aliasesOf(request: RegisterResourceRequest, ofParent: readonly string[]): string[] {
  const parent = request.getParent();
  const specs = request.getAliasesList().map((alias) => alias.getSpec());
  const names = specs.map((spec) => spec?.getName() || request.getName());
  const own = specs.map((spec, index) => {
    const before = spec?.getNoparent() ? "" : spec?.getParenturn() || parent;
    return urnOf(before, request, names[index]);
  });
  const lastOf = (urn: string) => urn.split("::").at(-1) ?? "";
  const inherited = ofParent.flatMap((before) =>
    [request.getName(), ...names].map((name) => {
      const isLikeParent = name.startsWith(lastOf(parent));
      const rest = name.slice(lastOf(parent).length);
      return urnOf(before, request, isLikeParent ? lastOf(before) + rest : name);
    }),
  );
  return [...new Set([...own, ...inherited])];
}

function declarationOf(request: RegisterResourceRequest) {
  const propertyDependencies = [...request.getPropertydependenciesMap().entries()] as [
    string,
    { getUrnsList(): string[] },
  ][];
  // A reference to a provider is its URN and its id.
  const provider = request.getProvider().split(`::${outputOf("", "")[0] ?? ""}`)[0];
  return {
    type: request.getType(),
    name: request.getName(),
    dependencies: request.getDependenciesList(),
    propertyDependencies: Object.fromEntries(
      propertyDependencies.map(([key, urns]) => [key, urns.getUrnsList()]),
    ),
    ...(request.getDeletebeforereplacedefined() && {
      deleteBeforeReplace: request.getDeletebeforereplace(),
    }),
    replaceOnChanges: request.getReplaceonchangesList(),
    ignoreChanges: request.getIgnorechangesList(),
    ...(request.getRetainondelete() && { isRetained: true as const }),
    ...(provider && { provider }),
  };
}

function inputsOf(request: RegisterResourceRequest) {
  const inputs = request.getObject()?.toJavaScript() ?? {};
  const areSecret = Object.keys(inputs).filter((key) =>
    JSON.stringify(inputs[key]).includes(runtime.specialSecretSig),
  );
  return { inputs, secrets: [...request.getAdditionalsecretoutputsList(), ...areSecret] };
}

function answerTo(
  request: RegisterResourceRequest,
  urn: string,
  inputs: Record<string, unknown>,
  { known }: Sight,
) {
  const response = new RegisterResourceResponse();
  response.setUrn(urn);
  if (!request.getCustom()) return response;
  response.setId(outputOf(urn, "id"));
  const texts = [...Object.keys(inputs), ...computed].map((name) => [name, outputOf(urn, name)]);
  const kept = known[request.getName()] ?? inputs;
  const ignored = request.getIgnorechangesList().map((name) => [name, kept[name]]);
  const isKnown = isProvider({ type: request.getType() }) || isGrant({ type: request.getType() });
  const outputs = [...texts, ...(isKnown ? [...Object.entries(inputs), ...ignored] : [])];
  response.setObject(Struct.fromJavaScript(Object.fromEntries(outputs) as Record<string, string>));
  return response;
}
