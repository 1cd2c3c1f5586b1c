import { Random } from "../world/random";
import { usualHosts, type WorldSettings } from "../world/world";
import type { DeclaredApplication, DeclaredKeys, Declaration } from "../program/declaration";
import type { Change, Disturbance, Life, LifeStep, RunStep } from "./life";
import type { Deed, Target } from "./people";
import { faults } from "./run";

/** A life that a seed tells; whether everything in it makes sense shows when it is played. */
export function generateLife(seed: number): Life {
  return new Generator(new Random(seed)).life(seed);
}

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

class Generator {
  constructor(private readonly random: Random) {}

  life(seed: number): Life {
    const { random } = this;
    const keys = random.chance(0.3) ? ["A", "B"] : ["A"];
    const steps: LifeStep[] = [];
    for (const stack of keys) {
      steps.push({ step: "declare", stack, changes: this.firstDeclaration(keys.length > 1) });
    }
    if (random.chance(0.25)) steps.push({ step: "by hand", deed: this.deed(keys) });
    for (const stack of keys) steps.push(this.run(stack, "up"));
    const count = 2 + random.below(6);
    for (let index = 0; index < count; index += 1) steps.push(...this.day(keys));
    return {
      seed,
      world: this.world(),
      stacks: keys.map((key) => ({ key, declaration: structuredClone(usualDeclaration) })),
      steps,
    };
  }

  private world(): WorldSettings {
    const { random } = this;
    const release = random.weighted({ "4.7": 6, "4.5": 1, "4.4": 2, "4.2": 1, "4.0": 1 });
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
    if (random.chance(0.3)) changes.push({ change: "management", to: "first given" });
    else if (random.chance(0.1)) changes.push({ change: "one by one", isOneByOne: true });
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
      ...(random.chance(0.8) && { production: this.keys() }),
      ...(random.chance(0.15) && { sandbox: this.keys() }),
      ...(random.chance(0.4) && { isSubscribed: random.chance(0.8) }),
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
    const kind = random.weighted({
      declared: 40,
      run: 20,
      together: keys.length > 1 ? 15 : 0,
      "by hand": 25,
      state: 10,
    });
    switch (kind) {
      case "declared": {
        const changes = [this.change()];
        if (random.chance(0.3)) changes.push(this.change());
        const first = this.run(stack, "up");
        return [{ step: "declare", stack, changes }, first];
      }
      case "run":
        return [this.run(stack)];
      case "together":
        return [
          {
            step: "together",
            runs: keys.map((key) => this.run(key, random.pick(["up", "up", "destroy"]))),
          },
        ];
      case "by hand":
        return [
          { step: "by hand", deed: this.deed(keys) },
          this.run(stack, random.pick(["up", "up", "refresh", "destroy"])),
        ];
      case "state":
        return [this.stateStep(stack, keys), this.run(stack, "up")];
    }
  }

  private stateStep(stack: string, keys: readonly string[]): LifeStep {
    const { random } = this;
    const kind = random.weighted({
      rename: 3,
      "export and import": 1,
      restore: 3,
      move: keys.length > 1 ? 2 : 0,
      pass: 1,
    });
    switch (kind) {
      case "rename":
        return {
          step: "stack rename",
          stack,
          to: `${random.pick(["prod", "test"])}-${stack.toLowerCase()}`,
          ...(random.chance(0.3) && { project: "other-project" }),
          ...(random.chance(0.3) && { organization: "acme" }),
        };
      case "export and import":
        return { step: "export and import", stack };
      case "restore":
        return { step: "restore", stack, age: random.below(3) };
      case "move":
        return {
          step: "state move",
          stack,
          to: keys.find((key) => key !== stack) ?? stack,
          resource: `${random.pick(resources)}-application`,
        };
      case "pass":
        return { step: "time passes", milliseconds: random.pick([60_000, 3_600_000]) };
    }
  }

  private change(): Change {
    const { random } = this;
    const kind = random.weighted({
      "Key Manager's fields": 14,
      "Key Manager's name": 8,
      "Key Manager's resource": 8,
      "Key Manager moves": 4,
      "no Key Manager": 3,
      application: 16,
      "application's resource": 7,
      "no application": 5,
      management: 6,
      "management resource": 3,
      server: 4,
      scopes: 2,
    });
    switch (kind) {
      case "Key Manager's fields":
        return {
          change: "Key Manager",
          fields: {
            ...(random.chance(0.6) && { description: random.pick(["Changed", "Declared"]) }),
            ...(random.chance(0.3) && { displayName: random.pick(["Auth0", "Auth0 tenant"]) }),
            ...(random.chance(0.2) && { consumerKeyClaim: random.pick(["azp", "client_id"]) }),
            ...(random.chance(0.2) && { adopt: random.chance(0.7) }),
            ...(random.chance(0.1) && {
              additionalProperties: { custom: random.pick(["one", "two"]) },
            }),
          },
        };
      case "Key Manager's name":
        return { change: "Key Manager", fields: { name: random.pick(keyManagerNames) } };
      case "Key Manager's resource":
        return {
          change: "resource of the Key Manager",
          to: random.pick(["auth0-key-manager", "renamed-key-manager", "entry"]),
          isAliased: random.chance(0.4),
        };
      case "Key Manager moves":
        return { change: "Key Manager moves", isAliased: random.chance(0.4) };
      case "no Key Manager":
        return { change: "no Key Manager" };
      case "application":
        return this.application();
      case "application's resource":
        return {
          change: "resource of an application",
          resource: random.pick(resources),
          to: random.pick([...resources, "renamed"]),
          isAliased: random.chance(0.4),
        };
      case "no application":
        return { change: "no application", resource: random.pick(resources) };
      case "management":
        return {
          change: "management",
          to: random.pick(["own", "first given", "second given"] as const),
        };
      case "management resource":
        return {
          change: "management resource",
          to: random.pick(["auth0-management", "renamed-management"]),
        };
      case "server":
        return {
          change: "server",
          url: url(random.pick([...usualHosts.wso2, usualHosts.otherNameOfFirst])),
        };
      case "scopes":
        return { change: "scopes", scopes: random.chance(0.5) ? [] : ["write:orders"] };
    }
  }

  private run(stack: string, operation?: RunStep["operation"]): RunStep {
    const { random } = this;
    const what = operation ?? random.weighted({ up: 8, preview: 1, refresh: 2, destroy: 2 });
    const replaceable = [
      "auth0-key-manager",
      ...resources.flatMap((each) => [`${each}-application`, `${each}-production-keys`]),
    ];
    const isForced = what === "up" && random.chance(0.12);
    const isTargeted = (what === "up" || what === "destroy") && random.chance(0.05);
    return {
      step: "run",
      stack,
      operation: what,
      ...(what === "up" && random.chance(0.3) && { withPreview: true }),
      ...(isForced && { replace: [random.pick(replaceable)] }),
      ...(isTargeted && { target: [random.pick(replaceable)] }),
      ...(random.chance(0.3) && this.disturbance()),
    };
  }

  private disturbance(): Disturbance {
    const { random } = this;
    const kind = random.weighted({ fault: 6, "two faults": 2, kill: 4, meanwhile: 2 });
    const pick = () =>
      random.chance(0.5)
        ? { on: random.pick(places), after: random.below(2) }
        : { after: random.below(25) };
    const fault = () => ({
      ...pick(),
      what: random.pick(faultNames),
      times: random.pick([1, 1, 2, 4, 20]),
    });
    switch (kind) {
      case "fault":
        return { faults: [fault()] };
      case "two faults":
        return { faults: [fault(), fault()] };
      case "kill":
        return { kill: { ...pick(), when: random.pick(["before", "after"] as const) } };
      case "meanwhile":
        return { meanwhile: { ...pick(), deed: this.deed(["A"]) } };
    }
  }

  private deed(keys: readonly string[]): Deed {
    const { random } = this;
    const target = (): Target => ({
      ...(random.chance(0.8) && { of: random.pick(keys) }),
      pick: random.below(5),
    });
    const deed = random.pick([
      "edits a Key Manager",
      "saves a Key Manager in the form",
      "imports the endpoints of a Key Manager",
      "deletes a Key Manager",
      "creates a Key Manager",
      "edits an application",
      "deletes an application",
      "creates an application",
      "generates keys for an application",
      "maps a client of their own to an application",
      "makes WSO2 forget keys",
      "removes a subscription",
      "creates a client",
      "edits a client",
      "rotates the secret of a client",
      "deletes a client",
      "deletes a grant",
      "restarts WSO2",
    ] as const);
    const server = random.chance(0.85) ? 0 : 1;
    switch (deed) {
      case "edits a Key Manager":
        return {
          deed,
          target: target(),
          change: random.pick([
            { description: "By hand" },
            { displayName: "By hand" },
            { consumerKeyClaim: "sub" },
            { enabled: false },
            { enableProvisionedAppValidation: false },
          ]),
        };
      case "creates a Key Manager":
        return {
          deed,
          server,
          name: random.pick(keyManagerNames),
          issuer: random.pick(["same", "other", "other"] as const),
        };
      case "edits an application":
        return {
          deed,
          target: target(),
          change: random.pick([{ description: "By hand" }, { name: "by hand" }]),
        };
      case "creates an application":
        return {
          deed,
          server,
          name: random.pick(applicationNames),
          withKeys: random.chance(0.5),
        };
      case "generates keys for an application":
      case "maps a client of their own to an application":
        return { deed, target: target(), keyType: random.pick(["PRODUCTION", "SANDBOX"]) };
      case "creates a client": {
        const name = random.pick(applicationNames);
        return { deed, name: random.pick([`admin${name}_PRODUCTION`, `other-${name}_PRODUCTION`]) };
      }
      case "edits a client":
        return {
          deed,
          target: target(),
          change: random.pick([
            { description: "By hand" },
            { grant_types: ["client_credentials", "implicit"] },
          ]),
        };
      case "restarts WSO2":
        return { deed, server };
      default:
        return { deed, target: target() };
    }
  }
}
