import type * as list from "../../../components/commands/importList/importList";
import type * as servers from "../../../components/commands/importList/servers";
import type { Declared, ImportEntry } from "../../../components/commands/importList/declared";
import { secretSignature, signature } from "../../../components/commands/secretObject";
import { hasUnknown } from "../../../components/wso2/provider/unknown";
import { auth0Models } from "../engine/auth0Models";
import type { Step } from "../engine/deployment";
import { loadOnto } from "../engine/providerProcess";
import { isModel, type StoredResource } from "../engine/resource";
import { actors } from "../world/actor";
import { ManagementApi } from "../world/exchange";
import { login } from "../world/places";
import type { World } from "../world/world";
import type { Stack } from "./stack";

type Bag = Record<string, unknown>;

/** What the import list of a stack has found. */
export interface Listed {
  /** As an import puts them into the state. */
  resources: StoredResource[];
  notes: readonly string[];
}

/**
 * The real import list, and what `pulumi import` makes of its file.
 *
 * @param steps of a preview
 * @param asked the owner that the user names
 */
export function listed(
  world: World,
  stack: Stack,
  steps: readonly Step[],
  asked: string | undefined,
): Promise<Listed> {
  return actors.run({ name: stack.key }, async () => {
    const declared = declaredIn(stack, steps);
    const { project, resources } = stack.state;
    const { importList, sidesOf } = loadOnto(
      world,
      ["commands/importList/importList", "commands/importList/servers"],
      () => undefined,
    ) as Pick<typeof list, "importList"> & Pick<typeof servers, "sidesOf">;
    const { domain, clientId, clientSecret } = {
      ...world.auth0.deployer,
      domain: world.hosts.auth0,
    };
    const { username } = stack.home;
    const wso2 = { url: stack.declaration.serverUrl, username, password: login.password };
    const config = {
      "auth0:domain": { value: domain },
      "auth0:clientId": { value: clientId },
      "auth0:clientSecret": { value: clientSecret },
      [`${project}:wso2`]: { value: JSON.stringify(wso2) },
    };
    const { file, notes } = await importList(
      declared,
      sidesOf(declared, { config, project, environment: {} }),
      { owner: ownerIn(declared) ?? asked, isAllOwn: false },
      Object.fromEntries(resources.map(({ name, urn }) => [name, urn])),
    );
    const goals = new Map(steps.map(({ urn, goal }) => [urn, goal]));
    const found = (file.resources ?? []).map((entry) =>
      imported(world, entry, goals.get(entry.name) as StoredResource),
    );
    return { resources: await Promise.all(found), notes };
  });
}

/** The same of a preview as the command takes from what Pulumi prints of it. */
function declaredIn({ state }: Stack, steps: readonly Step[]): Declared[] {
  const declared = new Map<string, Declared>();
  const changed = steps.flatMap(({ operation, goal }) => (goal ? [{ operation, goal }] : []));
  const same = state.resources
    .filter((known) => !steps.some(({ urn, before = urn }) => before === known.urn))
    .map((goal) => ({ operation: "same", goal }));
  for (const { operation, goal } of [...same, ...changed]) {
    const { urn, type, name, id, inputs, secrets, propertyDependencies, provider } = goal;
    const isKnown = ([input, value]: [string, unknown]) =>
      !secrets.includes(input) && !hasUnknown(value);
    const entry: ImportEntry = {
      type,
      name: urn,
      logicalName: name,
      ...(provider !== undefined && { provider: provider.split("::").at(-1) ?? "" }),
    };
    declared.set(urn, {
      urn,
      type,
      name,
      stack: `${state.project}/${state.stack}`,
      entry: operation === "create" ? entry : undefined,
      ...(id !== "" && { id }),
      inputs: Object.fromEntries(Object.entries(inputs).filter(isKnown)),
      references: Object.fromEntries(
        Object.entries(propertyDependencies).map(([input, urns]) => [
          input,
          urns.flatMap((other) => declared.get(other) ?? []),
        ]),
      ),
    });
  }
  return [...declared.values()];
}

/** The owner of what the state has. */
function ownerIn(declared: readonly Declared[]): string | undefined {
  return declared
    .map(({ inputs }) => (inputs["ownership"] as { owner?: string } | undefined)?.owner)
    .find((owner) => owner !== undefined);
}

/** An import writes no dependencies: the next `up` does. */
async function imported(
  { hosts, send, auth0 }: World,
  { name: urn, id = "", provider, inputs = {}, outputs = {} }: ImportEntry,
  goal: StoredResource,
): Promise<StoredResource> {
  const { type, name, secrets } = goal;
  const bare = { urn, type, name, id, secrets, dependencies: [], propertyDependencies: {} };
  const placed = {
    ...bare,
    ...(provider !== undefined && goal.provider && { provider: goal.provider }),
  };
  if (!isModel(goal)) return { ...placed, inputs: unwrapped(inputs), outputs: unwrapped(outputs) };
  const models = auth0Models(new ManagementApi(send, hosts.auth0, auth0.deployer));
  const found = await models[type.split(":").at(-1) ?? ""]?.read(id, goal.inputs);
  if (!found?.id) throw new Error(`The import list names a ${type} that is not there: ${id}.`);
  return { ...placed, inputs: found.inputs ?? {}, outputs: found.props ?? {} };
}

/** Values as the engine decrypts them. */
function unwrapped(bag: object): Bag {
  return JSON.parse(JSON.stringify(bag), (_key, value: unknown) => {
    const { [signature]: kind, plaintext } = (value ?? {}) as Bag;
    return kind === secretSignature ? (JSON.parse(String(plaintext)) as unknown) : value;
  }) as Bag;
}
