import { Random } from "../world/random";
import { elsewhere, login, type Elsewhere } from "../world/places";
import { usualHosts, type WorldSettings } from "../world/world";
import type {
  DeclaredApplication,
  DeclaredKeyManager,
  DeclaredKeys,
  Declaration,
} from "../program/declaration";
import type { Change, Disturbance, Life, LifeStep, RunStep } from "./life";
import type { Deed, Target } from "./people";
import { faults } from "./run";

/**
 * A life that a seed tells; whether everything in it makes sense shows when it is played.
 *
 * @param withTeams whether it has a platform and three teams in place of one stack, or two
 */
export function generateLife(seed: number, withTeams = false): Life {
  return new Generator(new Random(seed), withTeams ? teams : {}).life(seed);
}

const platform = "A";
/** WSO2 users of the teams, who share no application whatever its name is. */
const teams: Readonly<Record<string, string>> = { B: "kim", C: "lee", D: "sam" };

const url = (host: string) => `https://${host}`;

export const usualDeclaration: Declaration = {
  serverUrl: url(usualHosts.wso2[0]),
  management: "own",
  managementResource: "auth0-management",
  scopes: ["read:orders"],
  applications: [],
};

const keyManagerNames = ["auth0", "auth0-next", "Auth0", "auth0 tenant"] as const;
/** Each with the names that its application may have; they end like one another. */
const names = {
  orders: ["orders", "my-orders"],
  app: ["app", "App", "orders-app"],
  "my-app": ["my-app", "My-app"],
} as const;
const resources = Object.keys(names) as (keyof typeof names)[];
const applicationNames = Object.values(names).flat();
/** Resources that a run may replace and a state may lose. */
const ofWso2 = [
  "auth0-key-manager",
  ...resources.flatMap((each) => [`${each}-application`, `${each}-production-keys`]),
];
const ofAuth0 = [
  "auth0-api-api",
  "auth0-tenant",
  "auth0-management-client",
  ...resources.map((each) => `${each}-production-client`),
];
/** Fields of which changes are ignored. */
const ignorable = ["alias", "displayTokenEndpoint", "scopeManagementEndpoint", "callbackUrl"];
const faultNames = Object.keys(faults);

/** Calls that a disturbance may be about; any most of the time. */
const places = [
  "POST .*/key-managers$",
  "PUT .*/key-managers/",
  "DELETE .*/key-managers/",
  "POST .*/applications$",
  "POST .*/generate-keys$",
  "POST .*/map-keys$",
  "POST .*/api/v2/clients$",
  "POST .*/api/v2/client-grants",
  "DELETE ",
  "POST .*/subscriptions$",
  "/api/v2/",
  "GET ",
] as const;

/** Something that is done to something. */
type Targeted = Extract<Deed, { target: Target }>;

class Generator {
  constructor(
    private readonly random: Random,
    private readonly teams: Readonly<Record<string, string>>,
  ) {}

  life(seed: number): Life {
    const { random } = this;
    const ofTeams = Object.keys(this.teams);
    const isAlone = ofTeams.length > 0 || !random.chance(0.3);
    const keys = [platform, ...(isAlone ? ofTeams : ["B"])];
    const steps: LifeStep[] = [];
    for (const stack of keys) {
      const changes = this.isTeam(stack)
        ? this.firstOfTeam()
        : this.firstDeclaration(keys.length > 1 && ofTeams.length === 0);
      steps.push({ step: "declare", stack, changes });
    }
    if (random.chance(0.25)) steps.push({ step: "by hand", deed: this.deed(keys) });
    for (const stack of keys) steps.push(this.run(stack, "up"));
    const count = 2 + random.below(6);
    for (let index = 0; index < count; index += 1) steps.push(...this.day(keys));
    return {
      seed,
      world: this.world(),
      stacks: keys.map((key) => ({ key, declaration: this.beginning(key) })),
      steps,
    };
  }

  private isTeam(stack: string): boolean {
    return stack in this.teams;
  }

  private get isWithTeams(): boolean {
    return Object.keys(this.teams).length > 0;
  }

  private beginning(stack: string): Declaration {
    const username = this.teams[stack];
    const ofTeam = username !== undefined && { platform, username };
    return { ...structuredClone(usualDeclaration), ...ofTeam };
  }

  private firstOfTeam(): Change[] {
    const count = this.random.pick([1, 1, 2]);
    return Array.from({ length: count }, () => this.application());
  }

  private world(): WorldSettings {
    const { random } = this;
    const release = random.pickWeighted({ "4.7": 6, "4.5": 1, "4.4": 2, "4.2": 1, "4.0": 1 });
    return {
      release,
      activationDelay: random.pick([0, 0, 1_500, 8_000]),
      ...(random.chance(0.08) && { auth0Limit: 2 }),
      ...(random.chance(0.25) && { isSlow: true }),
      ...(release === "4.7" && random.chance(0.1) && { hasNewerField: true }),
    };
  }

  private firstDeclaration(isShared: boolean): Change[] {
    const { random } = this;
    const changes: Change[] = [];
    if (isShared && random.chance(0.2)) {
      changes.push({ change: "stack", fields: { serverUrl: url(usualHosts.wso2[1]) } });
    }
    if (random.chance(0.3)) changes.push({ change: "management", to: "first given" });
    else if (random.chance(0.1)) changes.push({ change: "stack", fields: { isOneByOne: true } });
    changes.push({
      change: "Key Manager",
      fields: {
        name: random.chance(0.75) ? "auth0" : random.pick(keyManagerNames),
        ...(random.chance(0.4) && { description: "Declared" }),
        ...(random.chance(isShared ? 0.7 : 0.1) && { skipPreflight: ["uniqueIssuer"] }),
      },
    });
    const count = random.pick([0, 1, 1, 1, 2]);
    for (let index = 0; index < count; index += 1) changes.push(this.application());
    return changes;
  }

  private application(): Change {
    const resource = this.random.pick(resources);
    return { change: "application", resource, fields: this.applicationFields(names[resource]) };
  }

  private applicationFields(possible: readonly string[]): Partial<DeclaredApplication> {
    const { random } = this;
    return {
      ...(random.chance(0.7) && { name: random.pick(possible) }),
      ...(random.chance(0.3) && { description: random.pick(["Fetches orders", "Changed"]) }),
      ...(random.chance(0.2) && { adopt: random.chance(0.7) }),
      ...(random.chance(0.2) && { changeOwner: true }),
      ...(random.chance(0.15) && { destroyOthers: random.chance(0.7) }),
      ...(random.chance(0.1) && { groups: ["team"] }),
      ...(random.chance(0.8) && { production: this.keys() }),
      ...(random.chance(0.15) && { sandbox: this.keys() }),
      ...(random.chance(0.4) && { isSubscribed: random.chance(0.8) }),
      ...(random.chance(0.15) && { policy: random.pick(["Unlimited", "Gold"]) }),
    };
  }

  private keys(): DeclaredKeys {
    const { random } = this;
    const mode = random.pick(["generate", "map"] as const);
    return {
      mode,
      grantTypes: random.chance(0.8) ? ["client_credentials"] : ["client_credentials", "password"],
      ...(mode === "generate" && random.chance(0.2) && { secretVersion: random.pick(["1", "2"]) }),
    };
  }

  /** What comes after the first `up`. */
  private day(keys: readonly string[]): LifeStep[] {
    const { random } = this;
    const stack = random.pick(keys);
    return random.weighted<LifeStep[]>([
      [
        40,
        () => {
          const changes = [this.change(stack)];
          if (random.chance(0.3)) changes.push(this.change(stack));
          return [{ step: "declare", stack, changes }, this.run(stack, "up")];
        },
      ],
      [20, () => [this.run(stack)]],
      [
        keys.length > 1 ? 15 : 0,
        () => {
          const runs = keys.map((key) =>
            this.run(
              key,
              key === platform && this.isWithTeams ? "up" : random.pick(["up", "up", "destroy"]),
            ),
          );
          return [{ step: "together", runs }];
        },
      ],
      [
        25,
        () => [
          { step: "by hand", deed: this.deed(keys) },
          this.run(stack, random.pick(["up", "up", "refresh", "destroy"])),
        ],
      ],
      [15, () => [this.runElsewhere(stack), this.run(stack)]],
      [this.isTeam(stack) ? 0 : 3, () => this.leftToAuth0(stack)],
      [10, () => [this.stateStep(stack, keys), this.run(stack, "up")]],
      [15, () => [...this.loss(stack), this.run(stack, "up")]],
    ]);
  }

  /** A state that is lost, or that says what is not so, and the way back before the next `up`. */
  private loss(stack: string): LifeStep[] {
    const { random } = this;
    const lost = { step: "state lost", stack } as const;
    const back = { step: "import", stack } as const;
    const without = { parts: [random.pick(ofWso2)], withDependents: random.chance(0.8) };
    const tainted = { step: "taint" as const, stack, parts: [random.pick(ofWso2)] };
    return random.weighted<LifeStep[]>([
      [3, () => [lost, back]],
      [3, () => [{ ...lost, ...without, parts: [random.pick([...ofAuth0, "owner"])] }, back]],
      [2, () => [{ ...lost, ...without }, back]],
      [3, () => [{ ...lost, ...without }]],
      [2, () => [{ step: "restore", stack, age: random.below(3) }, back]],
      [2, () => [tainted]],
      [
        1,
        () => [
          { ...tainted, parts: [...ofAuth0, ...ofWso2] },
          { step: "untaint", stack },
        ],
      ],
    ]);
  }

  /** A tenant loses a field, and a stack leaves it. */
  private leftToAuth0(stack: string): LifeStep[] {
    const fields = { leftToAuth0: { client: ["complianceLevel"] } };
    return [
      {
        step: "by hand",
        deed: { deed: "has a plan without fields of clients", fields: ["compliance_level"] },
      },
      ...(this.random.chance(0.5) ? [this.run(stack, "up")] : []),
      { step: "declare", stack, changes: [{ change: "stack", fields }] },
      this.run(stack, "up"),
    ];
  }

  private runElsewhere(stack: string): LifeStep {
    const from = this.random.pick(Object.keys(elsewhere) as Elsewhere[]);
    const operation = this.random.pick(["up", "up", "refresh", "destroy"] as const);
    return { step: "run", stack, operation, from };
  }

  private stateStep(stack: string, keys: readonly string[]): LifeStep {
    const { random } = this;
    return random.weighted<LifeStep>([
      [
        3,
        () => ({
          step: "stack rename",
          stack,
          to: `${random.pick(["prod", "test"])}-${stack.toLowerCase()}`,
          ...(random.chance(0.3) && { project: "other-project" }),
          ...(random.chance(0.3) && { organization: "acme" }),
        }),
      ],
      [1, () => ({ step: "export and import", stack })],
      [3, () => ({ step: "restore", stack, age: random.below(3) })],
      [
        keys.length > 1 && !this.isWithTeams ? 2 : 0,
        () => ({
          step: "state move",
          stack,
          to: keys.find((key) => key !== stack) ?? stack,
          resource: `${random.pick(resources)}-application`,
        }),
      ],
      [1, () => ({ step: "time passes", milliseconds: random.pick([60_000, 3_600_000]) })],
    ]);
  }

  private change(stack: string): Change {
    const { random } = this;
    const ofApplications: [number, () => Change][] = [
      [16, () => this.application()],
      [
        7,
        () => ({
          change: "resource of an application",
          resource: random.pick(resources),
          to: random.pick([...resources, "renamed"]),
          isAliased: random.chance(0.4),
        }),
      ],
      [5, () => ({ change: "no application", resource: random.pick(resources) })],
    ];
    if (this.isTeam(stack)) return random.weighted(ofApplications);
    return random.weighted<Change>([
      [14, () => ({ change: "Key Manager", fields: this.fields() })],
      [8, () => ({ change: "Key Manager", fields: { name: random.pick(keyManagerNames) } })],
      [
        8,
        () => ({
          change: "resource of the Key Manager",
          to: random.pick(["auth0-key-manager", "renamed-key-manager", "entry"]),
          isAliased: random.chance(0.4),
        }),
      ],
      [4, () => ({ change: "Key Manager moves", isAliased: random.chance(0.4) })],
      [3, () => ({ change: "no Key Manager" })],
      ...ofApplications,
      [
        6,
        () => ({
          change: "management",
          to: random.pick(["own", "first given", "second given"] as const),
        }),
      ],
      [3, () => this.stack("managementResource", ["auth0-management", "renamed-management"])],
      [
        4,
        () => this.stack("serverUrl", [...usualHosts.wso2, usualHosts.otherNameOfFirst].map(url)),
      ],
      [3, () => this.stack("username", [login.username, "deputy"])],
      [3, () => this.stack("ignored", [ignorable, []])],
      [3, () => this.stack("destroyOthers", [true, false])],
      [
        4,
        () => ({
          change: "grant",
          to: random.pick(["first given", "second given", "nobody"] as const),
          adopt: random.chance(0.3),
        }),
      ],
      [2, () => this.stack("scopes", random.chance(0.5) ? [[]] : [["write:orders"]])],
    ]);
  }

  private stack<Field extends keyof Declaration>(
    field: Field,
    values: readonly Declaration[Field][],
  ): Change {
    return { change: "stack", fields: { [field]: this.random.pick(values) } };
  }

  private fields(): Partial<DeclaredKeyManager> {
    const { random } = this;
    return {
      ...(random.chance(0.6) && { description: random.pick(["Changed", "Declared"]) }),
      ...(random.chance(0.3) && { displayName: random.pick(["Auth0", "Auth0 tenant"]) }),
      ...(random.chance(0.2) && { consumerKeyClaim: random.pick(["azp", "client_id"]) }),
      ...(random.chance(0.2) && { adopt: random.chance(0.7) }),
      ...(random.chance(0.1) && { additionalProperties: { custom: random.pick(["one", "two"]) } }),
    };
  }

  private run(stack: string, operation?: RunStep["operation"]): RunStep {
    const { random } = this;
    const what = operation ?? random.pickWeighted({ up: 8, preview: 1, refresh: 2, destroy: 2 });
    const isForced = what === "up" && random.chance(0.12);
    const isTargeted = (what === "up" || what === "destroy") && random.chance(0.05);
    return {
      step: "run",
      stack,
      operation: what,
      ...(what === "up" && random.chance(0.3) && { withPreview: true }),
      ...(what === "up" && random.chance(0.05) && { withPreview: true, later: 86_400_000 }),
      ...(isForced && { replace: [random.pick(ofWso2)] }),
      ...(isTargeted && { target: [random.pick(ofWso2)] }),
      ...(random.chance(0.3) && this.disturbance()),
    };
  }

  private disturbance(): Disturbance {
    const { random } = this;
    const pick = () =>
      random.chance(0.5)
        ? { on: random.pick(places), after: random.below(2) }
        : { after: random.below(25) };
    const fault = () => ({
      ...pick(),
      what: random.pick(faultNames),
      times: random.pick([1, 1, 2, 4, 20]),
    });
    return random.weighted<Disturbance>([
      [6, () => ({ faults: [fault()] })],
      [2, () => ({ faults: [fault(), fault()] })],
      [4, () => ({ kill: { ...pick(), when: random.pick(["before", "after"] as const) } })],
      [2, () => ({ meanwhile: { ...pick(), deed: this.deed(["A"]) } })],
    ]);
  }

  private deed(keys: readonly string[]): Deed {
    const { random } = this;
    const target = (): Target => ({
      ...(random.chance(0.8) && { of: random.pick(keys) }),
      pick: random.below(5),
    });
    /** @param more what is told of it beside what it is done to */
    const on = (deed: Targeted["deed"], more?: () => object) => () =>
      ({ deed, target: target(), ...more?.() }) as Deed;
    const keyType = () => ({ keyType: random.pick(["PRODUCTION", "SANDBOX"]) });
    const applicationName = () => random.pick(applicationNames);
    const edits = [
      { description: "By hand" },
      { displayName: "By hand" },
      { consumerKeyClaim: "sub" },
      { enabled: false },
      { enableProvisionedAppValidation: false },
    ];
    const clientEdits = [
      { description: "By hand" },
      { grant_types: ["client_credentials", "implicit"] },
    ];
    const deeds: ((server: number) => Deed)[] = [
      on("edits a Key Manager", () => ({ change: random.pick(edits) })),
      on("saves a Key Manager in the form"),
      on("imports the endpoints of a Key Manager"),
      on("deletes a Key Manager"),
      (server) => ({
        deed: "creates a Key Manager",
        server,
        name: random.pick(keyManagerNames),
        issuer: random.pick(["same", "other", "other"] as const),
      }),
      on("edits an application", () => ({
        change: random.pick([{ description: "By hand" }, { name: "by hand" }]),
      })),
      on("deletes an application"),
      on("gives an application to another user", () => ({
        owner: random.pick(["deputy", login.username]),
      })),
      (server) => ({
        deed: "creates an application",
        server,
        name: applicationName(),
        withKeys: random.chance(0.5),
      }),
      on("generates keys for an application", keyType),
      on("maps a client of their own to an application", keyType),
      on("makes WSO2 forget keys"),
      on("subscribes an application", () => ({ api: random.pick(["Orders", "Invoices"]) })),
      on("removes a subscription"),
      on("blocks a subscription", () => ({ state: random.pick(["BLOCKED", "PROD_ONLY_BLOCKED"]) })),
      on("unblocks a subscription"),
      (server) => ({
        deed: "offers an API with other policies",
        server,
        policies: random.pick([["Unlimited"], ["Gold"], ["Unlimited", "Gold"]]),
      }),
      (server) => ({
        deed: "wants to approve",
        server,
        what: random.pick(["applicationCreation", "subscriptionCreation"] as const),
        isOn: random.chance(0.7),
      }),
      (server) => ({
        deed: "decides on what waits",
        server,
        status: random.pick(["APPROVED", "REJECTED"] as const),
      }),
      () => {
        const name = applicationName();
        const clients = [`admin${name}_PRODUCTION`, `other-${name}_PRODUCTION`];
        return { deed: "creates a client", name: random.pick(clients) };
      },
      on("edits a client", () => ({ change: random.pick(clientEdits) })),
      on("rotates the secret of a client"),
      on("deletes a client"),
      on("deletes a grant"),
      on("grants an API to a client", () => ({
        client: { pick: random.below(3) },
        scope: ["default"],
      })),
      (server) => ({ deed: "restarts WSO2", server }),
    ];
    return random.pick(deeds)(random.chance(0.85) ? 0 : 1);
  }
}
