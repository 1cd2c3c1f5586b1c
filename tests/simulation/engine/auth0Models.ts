import { isDeepStrictEqual } from "node:util";
import { ConnectionBroken } from "../../support/inMemoryNetwork";
import type { ManagementApi } from "../world/exchange";
import type { ResourceProvider } from "./resource";

type Bag = Record<string, unknown>;

/** Inputs of which the provider takes certain words alone. */
const choices = ["subjectType", "appType", "consentPolicy"];

/** What Auth0 does not change once it is there. */
const fixed = { grant: ["clientId", "audience", "subjectType"], api: ["identifier"] };

/** Small models of Auth0's provider, which work on the tenant as it does. */
export function auth0Models(deployer: ManagementApi): Record<string, ResourceProvider> {
  /** It sends again what was not answered, whether that was done or not. */
  const call: ManagementApi["call"] = (...request) =>
    deployer.call(...request).catch((error: unknown) => {
      if (error instanceof ConnectionBroken) return deployer.call(...request);
      throw error;
    });
  const send = async (method: string, path: string, body?: Bag): Promise<Bag> => {
    const answer = await call(method, path, body);
    if (answer.status < 300) return answer.body;
    throw new Error(`${method} ${path}: ${String(answer.body["message"])}`);
  };
  /** It reads what it has created, and keeps nothing of what it does not find. */
  const make = async (path: string, body: Bag, idName: string): Promise<string> => {
    const id = String((await send("POST", path, body))[idName]);
    if ((await find(`${path}/${id}`)) === undefined) throw new Error(`${path}/${id} is not there`);
    return id;
  };
  const find = async (path: string): Promise<Bag | undefined> => {
    const answer = await call("GET", path);
    if (answer.status === 404) return undefined;
    if (answer.status < 300) return answer.body;
    throw new Error(`GET ${path}: ${String(answer.body["message"])}`);
  };

  const apiPath = (identifier: unknown) =>
    `resource-servers/${encodeURIComponent(String(identifier))}`;
  const authenticate = async (id: string, inputs: Bag): Promise<Bag> => {
    const method = { token_endpoint_auth_method: inputs["authenticationMethod"] };
    const client = await send("PATCH", `clients/${id}`, method);
    return { ...inputs, clientSecret: client["client_secret"] };
  };
  const changeGrant = (id: string, inputs: Bag): Promise<Bag> =>
    send("PATCH", `client-grants/${id}`, grantOf(without(inputs, fixed.grant)));
  const changeScopes = (identifier: unknown, scopes: Bag[]): Promise<Bag> =>
    send("PATCH", apiPath(identifier), {
      scopes: scopes.map(({ name: value, ...rest }) => ({ value, ...rest })),
    });

  return {
    Client: {
      ...base([]),
      create: async (inputs) => {
        const id = await make("clients", toWire(inputs), "client_id");
        return { id, outs: { ...inputs, clientId: id } };
      },
      read: async (id, props) => found(id, props, await find(`clients/${id}`), { clientId: id }),
      update: async (id, _olds, inputs) => {
        await send("PATCH", `clients/${id}`, toWire(inputs));
        return { outs: { ...inputs, clientId: id } };
      },
      delete: async (id) => {
        await send("DELETE", `clients/${id}`);
      },
    },
    ClientCredentials: {
      ...base(["clientId"]),
      create: async (inputs) => {
        const id = String(inputs["clientId"]);
        return { id, outs: await authenticate(id, inputs) };
      },
      read: async (id) => {
        const client = await find(`clients/${id}`);
        if (client === undefined) return {};
        const inputs = {
          clientId: id,
          authenticationMethod: client["token_endpoint_auth_method"],
        };
        return { id, props: { ...inputs, clientSecret: client["client_secret"] }, inputs };
      },
      update: async (id, _olds, inputs) => ({ outs: await authenticate(id, inputs) }),
      delete: () => Promise.resolve(),
    },
    ClientGrant: {
      ...base(fixed.grant),
      create: async (inputs) => {
        const answer = await deployer.call("POST", "client-grants", grantOf(inputs));
        if (answer.status < 300) return { id: String(answer.body["id"]), outs: inputs };
        if (answer.status !== 409) throw new Error(String(answer.body["message"]));
        // It adopts one that exists, as it is.
        const query = new URLSearchParams({
          client_id: String(inputs["clientId"]),
          audience: String(inputs["audience"]),
        });
        const grants = await send("GET", `client-grants?${query.toString()}`);
        const [grant] = grants as unknown as Bag[];
        return { id: String(grant?.["id"]), outs: { ...inputs, scopes: grant?.["scope"] } };
      },
      read: async (id, props) => {
        const live = await find(`client-grants/${id}`);
        return found(id, props, live && { ...live, scopes: live["scope"] });
      },
      update: async (id, _olds, inputs) => {
        await changeGrant(id, inputs);
        return { outs: inputs };
      },
      delete: async (id) => {
        await send("DELETE", `client-grants/${id}`);
      },
    },
    ResourceServer: {
      ...base(fixed.api),
      create: async (inputs) => {
        return { id: await make("resource-servers", toWire(inputs), "id"), outs: inputs };
      },
      read: async (id, props) => found(id, props, await find(`resource-servers/${id}`)),
      update: async (id, _olds, inputs) => {
        await send("PATCH", `resource-servers/${id}`, toWire(without(inputs, fixed.api)));
        return { outs: inputs };
      },
      delete: async (id) => {
        await send("DELETE", `resource-servers/${id}`);
      },
    },
    ResourceServerScopes: {
      ...base(["resourceServerIdentifier"]),
      create: async (inputs) => {
        const identifier = inputs["resourceServerIdentifier"];
        await changeScopes(identifier, inputs["scopes"] as Bag[]);
        return { id: String(identifier), outs: inputs };
      },
      read: async (id) => {
        const live = await find(apiPath(id));
        if (live === undefined) return {};
        const scopes = ((live["scopes"] ?? []) as Bag[]).map(({ value, ...rest }) => ({
          name: value,
          ...rest,
        }));
        const inputs = { resourceServerIdentifier: id, scopes };
        return { id, props: inputs, inputs };
      },
      update: async (id, _olds, inputs) => {
        await changeScopes(id, inputs["scopes"] as Bag[]);
        return { outs: inputs };
      },
      delete: async (id) => {
        if ((await find(apiPath(id))) !== undefined) await changeScopes(id, []);
      },
    },
  };
}

/** @param replacing inputs of which a change needs a new resource */
function base(replacing: readonly string[]): Pick<ResourceProvider, "check" | "diff"> {
  return {
    check: (_olds, news) =>
      Promise.resolve({
        inputs: news,
        failures: choices
          .filter((name) => / /.test(String(news[name])))
          .map((property) => ({ property, reason: String(news[property]) })),
      }),
    diff: (_id, olds, news) => {
      const changed = Object.keys(news).filter(
        (name) => !isDeepStrictEqual(olds[name], news[name]),
      );
      return Promise.resolve({
        changes: changed.length > 0,
        replaces: changed.filter((name) => replacing.includes(name)),
      });
    },
  };
}

/** What a refresh finds: of the inputs each as it is, unless the tenant has another. */
function found(id: string, props: Bag, live: Bag | undefined, computed: Bag = {}) {
  if (live === undefined) return {};
  const inputs = readAs(without(props, Object.keys(computed)), live) as Bag;
  return { id, props: { ...inputs, ...computed }, inputs };
}

function without(bag: Bag, names: readonly string[]): Bag {
  return Object.fromEntries(Object.entries(bag).filter(([name]) => !names.includes(name)));
}

function readAs(known: unknown, live: unknown): unknown {
  if (isBag(known) && !isNone(known) && isBag(live)) {
    return Object.fromEntries(
      Object.entries(known).map(([name, value]) => [name, readAs(value, live[fieldOf(name)])]),
    );
  }
  return isDeepStrictEqual(wireOf(known), live) || (isEmpty(known) && isEmpty(live)) ? known : live;
}

/** Fields that Auth0 calls otherwise than the provider does. */
const otherNames: Readonly<Record<string, string>> = {
  crossOriginAuth: "cross_origin_authentication",
};

function fieldOf(name: string): string {
  return otherNames[name] ?? name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function toWire(inputs: Bag): Bag {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [fieldOf(name), wireOf(value)]),
  );
}

const grantOf = ({ scopes: scope, ...inputs }: Bag): Bag => toWire({ ...inputs, scope });

function wireOf(value: unknown): unknown {
  if (isNone(value)) return null;
  return isBag(value) ? toWire(value) : value;
}

/** How the provider is told that there is to be none. */
function isNone(value: unknown): boolean {
  return value === "null" || /^\[?{"disable":true}]?$/.test(JSON.stringify(value));
}

function isEmpty(value: unknown): boolean {
  return isNone(value) || /^(""|\[]|{}|null)$/.test(JSON.stringify(value ?? null));
}

function isBag(value: unknown): value is Bag {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
