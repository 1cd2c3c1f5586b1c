import type { Auth0Sandbox } from "auth0-wso2-sandbox/auth0";
import { auth0Models } from "../engine/auth0Models";
import { Deployment, type Host, type RunOptions, type Step } from "../engine/deployment";
import { ProviderProcess } from "../engine/providerProcess";
import {
  isModel,
  isProvider,
  providerOfProviders,
  type ResourceProvider,
  type StackState,
  type StoredResource,
} from "../engine/resource";
import { actors } from "../world/actor";
import { ManagementApi } from "../world/exchange";
import { login, type Place } from "../world/places";
import type { World } from "../world/world";
import type { Declaration } from "../program/declaration";
import type { ProgramInput } from "../program/declareStack";
import type { Tenant } from "../engine/recording";
import type { KeyManagerReference } from "../../../components";
import { ownerOfClient } from "../../../components/marks/clientMark";
import { recordedProgram } from "./recordedProgram";
import { Run, type RunPlan } from "./run";
import { renameStack, type NewName } from "./renameStack";

export type Operation = "preview" | "up" | "refresh" | "destroy";

/** What a run came to. */
export interface Outcome {
  result: "succeeded" | "failed" | "killed";
  steps: readonly Step[];
  errors: readonly string[];
  /** Everything that was printed, errors included. */
  output: string;
  /** Whether something of its plan has happened. */
  isDisturbed: boolean;
  /** Whether somebody else has changed something of the stack meanwhile. */
  isMeddledWith: boolean;
}

/** A stack: what it declares, and its state. */
export class Stack {
  state: StackState;
  /** The state as it was after each successful `up`. */
  readonly backups: StackState[] = [];
  /** The last full `up` has succeeded, and nobody has touched the state since. */
  isWhole = false;
  /** Of a team: the stack whose Key Manager it uses. */
  platform: Stack | undefined;

  constructor(
    /** What the stack is called here whatever its name is. */
    readonly key: string,
    protected readonly world: World,
    public declaration: Declaration,
  ) {
    this.state = {
      organization: "organization",
      project: "auth0-wso2-key-manager",
      stack: `dev-${key.toLowerCase()}`,
      resources: [],
    };
  }

  get audience(): string {
    return `https://orders-${this.key.toLowerCase()}.example.com/`;
  }

  /** Where the stack belongs. */
  get home(): Place {
    return { username: this.declaration.username ?? login.username, tenant: "auth0", lost: [] };
  }

  /** Has to be called, in real time, before a program runs from there. */
  async prepare(place: Place): Promise<void> {
    await Promise.allSettled([true, false].map((isPreview) => this.program(isPreview, place)));
  }

  protected inputAt({ tenant }: Place): ProgramInput {
    const { declaration, audience, world } = this;
    const { hosts, settings } = world;
    const domain = hosts[tenant];
    const reference = this.platform?.referenceIn(hosts.auth0);
    return { declaration, domain, audience, release: settings.release, reference };
  }

  /** What the last `up` has exported. */
  referenceIn(domain: string): KeyManagerReference | undefined {
    const entry = this.state.resources.find(({ type }) => type.endsWith(":KeyManager"));
    const name = entry?.outputs["name"] as string | undefined;
    const { audience: apiIdentifier } = this;
    return name === undefined ? undefined : { name, domain, apiIdentifier, scopes: ["default"] };
  }

  /** How marks call it, by all the names that it has had: `project/stack`. */
  readonly names = new Set<string>();

  /** `pulumi stack rename`. */
  rename(name: NewName): Promise<void> {
    this.names.add(`${this.state.project}/${this.state.stack}`);
    renameStack(this.state, name);
    return Promise.resolve();
  }

  /** `pulumi stack import`. */
  importState(state: StackState): Promise<void> {
    this.state = state;
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** Runs the engine. */
  async run(
    operation: Operation,
    plan: RunPlan,
    place: Place,
    options: RunOptions = {},
  ): Promise<Outcome> {
    const run = new Run(plan);
    const lines: string[] = [];
    const { serverUrl } = this.declaration;
    const { username } = place;
    const wso2 = JSON.stringify({ url: serverUrl, username, password: login.password });
    const domain = this.world.hosts[place.tenant];
    const { clientId, clientSecret } = (this.world.tenants.get(domain) as Auth0Sandbox).deployer;
    const auth0 = { "auth0:domain": domain, "auth0:clientId": clientId };
    const config = { wso2, ...auth0, "auth0:clientSecret": clientSecret };
    const process = new ProviderProcess(this.world, config, (line) => lines.push(line));
    const host = new EngineHost(this.key, this.world, place, run, process);
    const deployment = new Deployment(this.state, host, operation === "preview", options);
    const work = (async () => {
      await deployment.refresh();
      if (operation === "destroy") await deployment.destroy();
      else if (operation !== "refresh") await this.runProgram(deployment, operation, place);
    })();
    work.catch(() => undefined);
    await Promise.race([work, run.killed]);
    await host.settled();
    run.isOver = true;
    const { steps, errors } = deployment;
    const result = run.isDead ? "killed" : errors.length > 0 ? "failed" : "succeeded";
    const output = [...lines, ...errors].join("\n");
    const { isDisturbed, isMeddledWith } = run;
    return { result, steps, errors, output, isDisturbed, isMeddledWith };
  }

  private async runProgram(deployment: Deployment, operation: Operation, place: Place) {
    const program = await this.program(operation === "preview", place).catch((error: unknown) => {
      deployment.errors.push(`the program: ${(error as Error).message}`);
      return [];
    });
    await deployment.run(program);
  }

  private program(isPreview: boolean, place: Place) {
    const input = this.inputAt(place);
    if (this.platform && !input.reference) {
      return Promise.reject(new Error("the platform exports no Key Manager"));
    }
    const recording = recordedProgram(input, this.state, isPreview, this.tenantAt(place));
    return this.world.clock.hold(recording);
  }

  /** What of the tenant is of interest to the program. Who lacks something, or is elsewhere, sees less. */
  private tenantAt({ tenant, lost }: Place): Tenant {
    const { clients, clientGrants, resourceServers } = this.world.auth0.state;
    const isAtHome = tenant === "auth0" && lost.length === 0;
    const owner = this.state.resources.find(({ type }) => type.endsWith(":Owner"))?.id ?? "";
    const isNamed = (metadata: unknown) => ownerOfClient(metadata) === owner;
    const own = clients.filter((each) => isAtHome && isNamed(each.client_metadata));
    const isOwn = (id: string | undefined) => own.some(({ client_id }) => client_id === id);
    const namesakes = clients.filter(
      ({ client_metadata, name }) =>
        ownerOfClient(client_metadata) === undefined && own.some((each) => each.name === name),
    );
    const isPartner = (id: string | undefined) => id === this.declaration.grant?.clientId;
    return {
      clients: [...own, ...namesakes].map((client) => ({
        clientId: isOwn(client.client_id) ? client.client_id : "",
        name: client.name,
        appType: client.app_type,
        clientMetadata: client.client_metadata ?? {},
      })),
      apis: resourceServers
        .filter(({ identifier }) => isAtHome && identifier === this.audience)
        .map(({ id, identifier, name, scopes = [] }) => ({
          id,
          identifier,
          name,
          scopes: scopes.map(({ value }) => ({ name: value })),
        })),
      // Whose the others are is all the same.
      grants: clientGrants
        .filter(({ client_id, audience }) => isOwn(client_id) || audience === this.audience)
        .map(({ id, client_id: clientId, audience, scope: scopes }) =>
          isOwn(clientId) || isPartner(clientId)
            ? { id, clientId, audience, scopes }
            : { id: "", clientId: "", audience, scopes: [] },
        )
        .filter(({ id }, index, all) => id !== "" || all.findIndex((e) => e.id === "") === index),
    };
  }
}

/** The engine's surroundings: providers that act in the name of a stack. */
class EngineHost implements Host {
  private readonly models = new Map<string, Record<string, ResourceProvider>>();
  private readonly underWay = new Set<Promise<unknown>>();

  constructor(
    private readonly stack: string,
    private readonly world: World,
    private readonly place: Place,
    private readonly run: Run,
    private readonly process: ProviderProcess,
  ) {}

  async provider(
    type: string,
    configuration: Record<string, unknown> = {},
  ): Promise<ResourceProvider> {
    if (isProvider({ type })) return providerOfProviders;
    const kind = type.split(":").at(-1) ?? "";
    const provider = isModel({ type })
      ? this.modelsAt(configuration["domain"] as string | undefined)[kind]
      : await this.process.provider(kind);
    if (provider === undefined) throw new Error(`There is no provider for ${type}.`);
    return provider;
  }

  /** Auth0's provider for a tenant, with the login that the run has. */
  private modelsAt(domain?: string): Record<string, ResourceProvider> {
    const { hosts, tenants, send } = this.world;
    const here = hosts[this.place.tenant];
    const host = domain ?? here;
    const login = (tenants.get(here) as Auth0Sandbox).deployer;
    const models = this.models.get(host) ?? auth0Models(new ManagementApi(send, host, login));
    this.models.set(host, models);
    return models;
  }

  async call<Result>(
    { urn, type }: Pick<StoredResource, "urn" | "type">,
    work: () => Promise<Result>,
  ): Promise<Result> {
    if (this.run.isDead) return new Promise(() => undefined);
    const { stack, run } = this;
    const isOthers = isModel({ type });
    const result = actors.run({ name: stack, process: run, urn, isModel: isOthers }, work);
    if (isOthers) {
      // Its own ways through a sudden death are no matter of ours.
      this.underWay.add(result);
      const forget = () => this.underWay.delete(result);
      result.then(forget, forget);
    }
    const outcome = await result.catch((error: unknown) => {
      if (run.isDead && !isOthers) return new Promise<never>(() => undefined);
      throw error;
    });
    return run.isDead && !isOthers ? new Promise(() => undefined) : outcome;
  }

  /** Resolves when what goes on after the end of a run has ended, too. */
  async settled(): Promise<void> {
    while (this.underWay.size > 0) await Promise.allSettled(this.underWay);
    await Promise.resolve();
  }
}
