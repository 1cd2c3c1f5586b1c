import * as pulumi from "@pulumi/pulumi";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";

/** A resource that a program under test has declared. */
export interface DeclaredResource {
  type: string;
  name: string;
  inputs: Record<string, unknown>;
}

/** Resources declared since `mockEngine`, in order. */
export type Declarations = DeclaredResource[];

/** A tenant in which nobody has made anything. */
const nothingBefore: Readonly<Record<string, object>> = {
  "auth0:index/getClients:getClients": { clients: [] },
  "auth0:index/getClientGrants:getClientGrants": { clientGrants: [] },
};

/**
 * Replaces the engine by one that records what is declared and answers with plausible outputs.
 * Calls of functions fail unless their answer is given in `calls`, or a grant is asked for.
 */
export async function mockEngine(
  outputs: (resource: DeclaredResource) => Record<string, unknown> = () => ({}),
  calls: Record<string, object> = {},
  { isPreview = false } = {},
): Promise<Declarations> {
  const declarations: Declarations = [];
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }) => {
        const resource = { type, name, inputs: inputs as Record<string, unknown> };
        declarations.push(resource);
        return { id: `${name}-id`, state: { ...resource.inputs, ...outputs(resource) } };
      },
      call: ({ token }) => {
        const answer = calls[token] ?? nothingBefore[token];
        if (answer !== undefined) return answer;
        throw new Error(`No function was expected to be called, but ${token} was.`);
      },
    },
    "auth0-wso2-key-manager",
    "test",
    isPreview,
  );
  return declarations;
}

/** What the engine is told of a resource beside its inputs; whatever is usual is left out. */
export interface ResourceOptions {
  /** Names of what it waits for, by `dependsOn` or by an input. */
  waitsFor: string[];
  parent?: string;
  provider?: string;
  deleteBeforeReplace?: boolean;
  replaceOnChanges?: string[];
  ignoreChanges?: string[];
  secretOutputs?: string[];
  /** Names of further options. */
  others?: string[];
}

/** Notes the options of what is declared from now on, by its name, and whether it is a component. */
export function noteOptions() {
  const resources: Record<string, ResourceOptions> = {};
  const components: Record<string, ResourceOptions> = {};
  const monitor = pulumi.runtime.getMonitor() as unknown as Monitor;
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, callback) => {
    const noted = request.getCustom() ? resources : components;
    noted[request.getName()] = optionsOf(request);
    return register(request, callback);
  };
  return { resources, components };
}

/** What the mocks of Pulumi take for the engine. */
interface Monitor {
  registerResource(request: RegisterResourceRequest, callback: unknown): Promise<void>;
}

function optionsOf(request: RegisterResourceRequest): ResourceOptions {
  const parent = nameIn(request.getParent());
  // A reference to a provider is its URN and its id.
  const provider = nameIn(request.getProvider().replace(/::[^:]*$/, ""));
  const replaceOnChanges = request.getReplaceonchangesList();
  const ignoreChanges = request.getIgnorechangesList();
  const secretOutputs = request.getAdditionalsecretoutputsList();
  const others = Object.entries({
    aliases: request.getAliasesList().length > 0,
    deletedWith: request.getDeletedwith() !== "",
    import: request.getImportid() !== "",
    protect: request.getProtect() === true,
    replaceWith: request.getReplaceWithList().length > 0,
    retainOnDelete: request.getRetainondelete() === true,
  }).flatMap(([option, isSet]) => (isSet ? [option] : []));
  return {
    waitsFor: request.getDependenciesList().map(nameIn).sort(),
    ...(parent !== "" && { parent }),
    ...(provider !== "" && { provider }),
    ...(request.getDeletebeforereplacedefined() && {
      deleteBeforeReplace: request.getDeletebeforereplace(),
    }),
    ...(replaceOnChanges.length > 0 && { replaceOnChanges: replaceOnChanges.sort() }),
    ...(ignoreChanges.length > 0 && { ignoreChanges: ignoreChanges.sort() }),
    ...(secretOutputs.length > 0 && { secretOutputs: secretOutputs.sort() }),
    ...(others.length > 0 && { others }),
  };
}

/** The last part of a URN. */
function nameIn(urn: string): string {
  return urn.split("::").at(-1) ?? "";
}

/** The only declaration of that type and name. */
export function declared(
  declarations: Declarations,
  type: string,
  name: string,
): Record<string, unknown> {
  const found = declarations.filter((each) => each.type === type && each.name === name);
  if (found.length !== 1) throw new Error(`Found ${found.length} resources ${type} ${name}.`);
  return found[0]?.inputs ?? {};
}

/** The value of an output. */
export function valueOf<Value>(output: pulumi.Output<Value>): Promise<Value> {
  return new Promise((resolve) => {
    output.apply(resolve);
  });
}

/** What a resource that is marked says of its owner under these mocks. */
export function ownershipOf(resource: string, isPreview = false) {
  const ownership = { owner: "owner-id", stack: "auth0-wso2-key-manager/test", resource };
  return isPreview ? { ...ownership, creation: pulumi.unknown } : ownership;
}
