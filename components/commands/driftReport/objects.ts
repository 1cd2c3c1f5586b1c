import {
  knownAfterUp,
  comparedIn,
  stepsIn,
  type EngineEvent,
  type ResourceState,
  type Way,
} from "./engineEvents";

/** Where an object is; what is in the state alone is Pulumi's. */
export type Side = "Auth0" | "WSO2" | "Pulumi";

/** An object of the stack, as the console of its side shows it. */
export interface StackObject {
  side: Side;
  /** What the console calls it, such as `application "app"`. */
  object: string;
  /** Name of the resource in the program. */
  resource: string;
  /** Its type, such as `Client`. */
  type: string;
  /** URNs of the objects that it hangs on, the nearest first. */
  hangsOn: string[];
  /** Whether it is declared with something that another object has to be made for. */
  waits: boolean;
  values: Values;
}

type Values = Readonly<Record<string, unknown>>;

/** By which field others name an object of a type. */
const identities: Readonly<Record<string, string>> = {
  Application: "id",
  Client: "clientId",
  ResourceServer: "identifier",
  KeyManager: "name",
};

/** The type of what a field names, the nearest first. */
const references: Readonly<Record<string, string>> = {
  applicationId: "Application",
  clientId: "Client",
  consumerKey: "Client",
  resourceServerIdentifier: "ResourceServer",
  audience: "ResourceServer",
  keyManager: "KeyManager",
};

/** Fields that name an object, be it that which has the field. */
export const namingFields: ReadonlySet<string> = new Set([
  ...Object.values(identities),
  ...Object.keys(references),
  "applicationName",
]);

/** @param name of the object that a field names, or what the field holds */
type Label = (name: (field: string) => string) => string;

/** What the consoles call an object. */
const labels: Readonly<Record<string, Label>> = {
  Client: (name) => `application "${name("name")}"`,
  ClientCredentials: (name) => `credentials of "${name("clientId")}"`,
  ClientGrant: (name) => `grant of "${name("clientId")}" for "${name("audience")}"`,
  ResourceServer: (name) => `API "${name("name")}"`,
  ResourceServerScopes: (name) => `permissions of "${name("resourceServerIdentifier")}"`,
  KeyManager: (name) => `Key Manager "${name("name")}"`,
  Application: (name) => `application "${name("name")}"`,
  ApplicationKeys: (name) => `keys of "${name("applicationName")}", ${name("keyType")}`,
  Subscription: (name) =>
    `subscription of "${name("applicationId")}" to "${name("api")}" ${name("version")}`,
};

/** All objects that the events of a run tell of, by URN. */
export function objectsIn(events: readonly EngineEvent[], way: Way): Map<string, StackObject> {
  const resources = new Map<string, { type: string; waits: boolean; values: Values }>();
  for (const step of stepsIn(events)) {
    const { declared, found } = comparedIn(step, way);
    const earlier = resources.get(step.urn)?.values;
    const values = { ...earlier, ...known(declared), ...known(found) };
    const waits = Object.values(declared?.inputs ?? {}).includes(knownAfterUp);
    resources.set(step.urn, { type: step.type, waits, values });
  }
  const named = new Map<string, string>();
  for (const [urn, { type, values }] of resources) {
    const identity = values[identities[shortType(type)] ?? ""];
    if (typeof identity === "string") named.set(nameIn(shortType(type), identity, values), urn);
  }
  const urnOf = (field: string, values: Values) =>
    named.get(nameIn(references[field] ?? "", values[field], values));
  const objectOf = (urn: string, type: string, waits: boolean, values: Values): StackObject => {
    const short = shortType(type);
    const resource = resourceNameIn(urn);
    const name = (field: string) => {
      const other = resources.get(urnOf(field, values) ?? "")?.values["name"];
      return [other, values[field]].find((each) => typeof each === "string") ?? resource;
    };
    const object = labels[short]?.(name) ?? `${short} "${resource}"`;
    const others = Object.keys(references).flatMap((field) => urnOf(field, values) ?? []);
    const hangsOn = [...new Set(others)].filter((other) => other !== urn);
    return { side: sideOf(type, short), object, resource, type: short, hangsOn, waits, values };
  };
  return new Map(
    [...resources].map(([urn, { type, waits, values }]) => [
      urn,
      objectOf(urn, type, waits, values),
    ]),
  );
}

function sideOf(type: string, short: string): Side {
  if (type.startsWith("auth0:")) return "Auth0";
  return type.includes("dynamic/wso2:") && short in labels ? "WSO2" : "Pulumi";
}

/** What a state tells for sure. */
function known(state: ResourceState | null | undefined): Values {
  if (!state) return {};
  const values = { ...state.inputs, ...state.outputs, ...(state.id && { id: state.id }) };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== knownAfterUp));
}

/** The name of a resource in its URN. */
export function resourceNameIn(urn: string): string {
  return urn.split("::").at(-1) ?? urn;
}

function shortType(type: string): string {
  return type.split(":").at(-1) ?? type;
}

/** Several servers may have a Key Manager of the same name; all else is named by an id of its own. */
function nameIn(type: string, value: unknown, { server }: Values): string {
  return JSON.stringify([type, value, type === "KeyManager" && server]);
}
