import { runtime, type ResourceTransformationArgs } from "@pulumi/pulumi";
import {
  RegisterResourceResponse,
  type RegisterResourceRequest,
} from "@pulumi/pulumi/proto/resource_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { isGrant, isProvider, outputOf, type DeclaredResource } from "./resource";

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
  /** Grants of other people's applications, as Auth0's provider shows them. */
  grants: readonly object[];
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
  // The SDK notes where each promise comes from, which takes most of the time.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    await mock(sight);
    const monitor = runtime.getMonitor() as unknown as Monitor;
    monitor.registerResource = (request, callback) => {
      const urn = urnOf(request.getParent(), request);
      const aliases = aliasesOf(request, known.get(request.getParent()) ?? []);
      known.set(urn, aliases);
      const { inputs, secrets } = inputsOf(request);
      if (request.getCustom()) {
        declared.push({ ...declarationOf(request), urn, aliases, inputs, secrets });
      }
      callback(null, answerTo(request, urn, inputs, sight));
    };
    monitor.registerResourceOutputs = (_request, callback) => {
      callback(null, {});
    };
    await asTheLanguageHost(async () => {
      await runtime.runInPulumiStack(() => {
        runtime.registerStackTransformation(withoutTransforms);
        program();
        return Promise.resolve();
      });
      await runtime.disconnect(false);
    });
    return declared;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
    await mock({ ...sight, isPreview: false });
  }
}

/** The engine calls them back, which mocks have no way to do. */
function withoutTransforms({ props, opts }: ResourceTransformationArgs) {
  return { props, opts: { ...opts, transforms: [] } };
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

function mock({ isPreview, grants: clientGrants }: Sight): Promise<void> {
  const { project, stack } = recorded;
  const refuse = () => {
    throw new Error("The program asks for what is not recorded.");
  };
  // What an earlier run left is taken in by the options, which mocks do not ask.
  const answers: Readonly<Record<string, object>> = {
    getClientGrants: { clientGrants },
    getClients: { clients: [] },
  };
  const call = ({ token }: { token: string }) => answers[token.split(":").at(-1) ?? ""] ?? refuse();
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
  const nameOf = (urn: string) => urn.split("::").at(-1) ?? "";
  const inherited = ofParent.flatMap((before) =>
    [request.getName(), ...names].map((name) => {
      const isLikeParent = name.startsWith(nameOf(parent));
      const rest = name.slice(nameOf(parent).length);
      return urnOf(before, request, isLikeParent ? nameOf(before) + rest : name);
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
