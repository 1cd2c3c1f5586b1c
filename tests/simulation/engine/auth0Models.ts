import type { NetworkAnswer } from "../../support/inMemoryNetwork";
import type { World } from "../world/world";
import type { ResourceProvider } from "./resource";

type Bag = Record<string, unknown>;

/** A property of a resource and the field that it has in Auth0. */
type Fields = Readonly<Record<string, string>>;

/** Calls of the Management API as the deployer. */
class Deployer {
  private token: Promise<string> | undefined;

  constructor(private readonly world: World) {}

  async call(method: string, path: string, body?: Bag): Promise<{ status: number; body: Bag }> {
    this.token ??= this.logIn();
    const answer = await this.world.send({
      method,
      url: `https://${this.world.hosts.auth0}/api/v2/${path}`,
      headers: {
        authorization: `Bearer ${await this.token}`,
        ...(body && { "content-type": "application/json" }),
      },
      body: body && JSON.stringify(body),
    });
    return { status: answer.status, body: json(answer) };
  }

  private async logIn(): Promise<string> {
    const { clientId, clientSecret } = this.world.auth0.deployer;
    const answer = await this.world.send({
      method: "POST",
      url: `https://${this.world.hosts.auth0}/oauth/token`,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        grant_type: "client_credentials",
        client_id: clientId,
        client_secret: clientSecret,
        audience: `https://${this.world.hosts.auth0}/api/v2/`,
      }),
    });
    return String(json(answer)["access_token"]);
  }
}

function json({ body }: NetworkAnswer): Bag {
  return body.length === 0 ? {} : (JSON.parse(body.toString("utf8")) as Bag);
}

/** Small models of Auth0's provider, which work on the tenant as it does. */
export function auth0Models(world: World): Record<string, ResourceProvider> {
  const deployer = new Deployer(world);
  const send = async (method: string, path: string, body?: Bag): Promise<Bag> => {
    const answer = await deployer.call(method, path, body);
    if (answer.status < 300) return answer.body;
    throw new Error(`${method} ${path}: ${String(answer.body["message"])}`);
  };
  const find = async (path: string): Promise<Bag | undefined> => {
    const answer = await deployer.call("GET", path);
    if (answer.status === 404) return undefined;
    if (answer.status < 300) return answer.body;
    throw new Error(`GET ${path}: ${String(answer.body["message"])}`);
  };

  const clientFields = {
    name: "name",
    description: "description",
    appType: "app_type",
    grantTypes: "grant_types",
  };
  const grantFields = { clientId: "client_id", audience: "audience", scopes: "scope" };
  const apiFields = {
    identifier: "identifier",
    name: "name",
    signingAlg: "signing_alg",
    tokenLifetime: "token_lifetime",
    tokenDialect: "token_dialect",
  };
  const apiPath = (identifier: unknown) =>
    `resource-servers/${encodeURIComponent(String(identifier))}`;

  return {
    Client: {
      ...base([]),
      create: async (inputs) => {
        const made = await send("POST", "clients", toWire(inputs, clientFields));
        const id = String(made["client_id"]);
        return { id, outs: { ...inputs, clientId: id } };
      },
      read: async (id) => {
        const live = await find(`clients/${id}`);
        if (live === undefined) return {};
        const inputs = fromWire(live, clientFields);
        return { id, props: { ...inputs, clientId: id }, inputs };
      },
      update: async (id, _olds, inputs) => {
        await send("PATCH", `clients/${id}`, toWire(inputs, clientFields));
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
        const method = { token_endpoint_auth_method: inputs["authenticationMethod"] };
        const client = await send("PATCH", `clients/${id}`, method);
        return { id, outs: { ...inputs, clientSecret: client["client_secret"] } };
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
      update: async (id, _olds, inputs) => {
        const method = { token_endpoint_auth_method: inputs["authenticationMethod"] };
        const client = await send("PATCH", `clients/${id}`, method);
        return { outs: { ...inputs, clientSecret: client["client_secret"] } };
      },
      delete: () => Promise.resolve(),
    },
    ClientGrant: {
      ...base(["clientId", "audience"]),
      create: async (inputs) => {
        const body = { ...toWire(inputs, grantFields), subject_type: "client" };
        const answer = await deployer.call("POST", "client-grants", body);
        if (answer.status < 300) return { id: String(answer.body["id"]), outs: inputs };
        if (answer.status !== 409) throw new Error(String(answer.body["message"]));
        // It adopts one that exists.
        const query = new URLSearchParams({
          client_id: String(inputs["clientId"]),
          audience: String(inputs["audience"]),
        });
        const [grant] = (await send(
          "GET",
          `client-grants?${query.toString()}`,
        )) as unknown as Bag[];
        const id = String(grant?.["id"]);
        await send("PATCH", `client-grants/${id}`, { scope: inputs["scopes"] });
        return { id, outs: inputs };
      },
      read: async (id) => {
        const live = await find(`client-grants/${id}`);
        if (live === undefined) return {};
        const inputs = fromWire(live, grantFields);
        return { id, props: inputs, inputs };
      },
      update: async (id, _olds, inputs) => {
        await send("PATCH", `client-grants/${id}`, { scope: inputs["scopes"] });
        return { outs: inputs };
      },
      delete: async (id) => {
        await send("DELETE", `client-grants/${id}`);
      },
    },
    ResourceServer: {
      ...base(["identifier"]),
      create: async (inputs) => {
        const made = await send("POST", "resource-servers", toWire(inputs, apiFields));
        return { id: String(made["id"]), outs: inputs };
      },
      read: async (id) => {
        const live = await find(`resource-servers/${id}`);
        if (live === undefined) return {};
        const inputs = fromWire(live, apiFields);
        return { id, props: inputs, inputs };
      },
      update: async (id, _olds, { identifier: _identifier, ...inputs }) => {
        await send("PATCH", `resource-servers/${id}`, toWire(inputs, apiFields));
        return { outs: { ...inputs, identifier: _identifier } };
      },
      delete: async (id) => {
        await send("DELETE", `resource-servers/${id}`);
      },
    },
    ResourceServerScopes: {
      ...base(["resourceServerIdentifier"]),
      create: async (inputs) => {
        const identifier = inputs["resourceServerIdentifier"];
        await send("PATCH", apiPath(identifier), { scopes: inputs["scopes"] });
        return { id: String(identifier), outs: inputs };
      },
      read: async (id) => {
        const live = await find(apiPath(id));
        if (live === undefined) return {};
        const scopes = (live["scopes"] ?? []) as Bag[];
        const inputs = { resourceServerIdentifier: id, scopes };
        return { id, props: inputs, inputs };
      },
      update: async (id, _olds, inputs) => {
        await send("PATCH", apiPath(id), { scopes: inputs["scopes"] });
        return { outs: inputs };
      },
      delete: async (id) => {
        if ((await find(apiPath(id))) !== undefined) {
          await send("PATCH", apiPath(id), { scopes: [] });
        }
      },
    },
  };
}

/** @param replacing inputs of which a change needs a new resource */
function base(replacing: readonly string[]): Pick<ResourceProvider, "check" | "diff"> {
  return {
    check: (_olds, news) => Promise.resolve({ inputs: news, failures: [] }),
    diff: (_id, olds, news) => {
      const changed = Object.keys(news).filter(
        (name) => JSON.stringify(olds[name]) !== JSON.stringify(news[name]),
      );
      return Promise.resolve({
        changes: changed.length > 0,
        replaces: changed.filter((name) => replacing.includes(name)),
      });
    },
  };
}

function toWire(inputs: Bag, fields: Fields): Bag {
  const known = Object.entries(inputs).filter(([name]) => name in fields);
  return Object.fromEntries<unknown>(known.map(([name, value]) => [fields[name] ?? name, value]));
}

function fromWire(live: Bag, fields: Fields): Bag {
  const present = Object.entries(fields).filter(([, field]) => live[field] !== undefined);
  return Object.fromEntries(present.map(([name, field]) => [name, live[field]]));
}
