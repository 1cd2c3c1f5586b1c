import { join } from "node:path";
import { startSandbox, type Sandbox } from "auth0-wso2-sandbox";
import { Stack } from "../engine/stack";
import { median, operations, pulumi } from "./measure";
import { table } from "./table";

const many = 100;

interface State {
  readonly deployment: { readonly resources: readonly { readonly type: string }[] };
}

/** What many applications take, beside as many components that do nothing, with a state of the same size. */
export async function measureManyApplications(): Promise<string> {
  const sandbox = await startSandbox();
  const stack = await Stack.create(sandbox, "many", config("generate", many));
  const ours = { up: await run(stack, "up"), preview: await run(stack, "preview") };
  const text = await stack.export();
  const { resources } = (JSON.parse(text) as State).deployment;
  const all = { ...ours, destroy: await run(stack, "destroy") };
  const floor = await Stack.create(sandbox, "floor", {}, join(__dirname, "emptyComponents.ts"));
  floor.environment["BENCHMARK_COMPONENTS"] = String(resources.length);
  floor.environment["BENCHMARK_BYTES"] = String(Math.round(text.length / resources.length));
  const rows: string[][] = [];
  for (const operation of keysOf(operations)) {
    const [seconds, least] = [all[operation], await run(floor, operation)];
    const times = (seconds / least).toFixed(2);
    rows.push([operation, seconds.toFixed(1), least.toFixed(1), times]);
  }
  await stack.remove();
  await floor.remove();
  await sandbox.close();
  const title = `${many} applications, generated: ${resources.length} resources, ${kilobytes(text)} kB`;
  return table([title, "s", "s of empty components", "times"], rows);
}

/** What each kind of resource takes in the state, in kB. */
export async function measureStates(): Promise<string> {
  const sandbox = await startSandbox();
  const stack = await Stack.create(sandbox, "states", config("generate", 1));
  await run(stack, "up");
  const { resources } = (JSON.parse(await stack.export()) as State).deployment;
  await stack.remove();
  await sandbox.close();
  const rows = resources.map((resource) => [
    resource.type.replace(/^.*[:/]/, ""),
    kilobytes(JSON.stringify(resource)),
  ]);
  return table(["resource", "kB"], rows);
}

/** What the preview of a team takes alone, and beside nineteen teams with as many applications. */
export async function measureTeams(rounds: number): Promise<string> {
  const sandbox = await startSandbox();
  const [teams, applications] = [20, 50];
  const stack = await Stack.create(sandbox, "team", config("generate", applications));
  await run(stack, "up");
  const preview = async (what: string) => {
    const seconds: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      sandbox.auth0.requests.clear();
      sandbox.wso2.requests.clear();
      seconds.push(await run(stack, "preview"));
    }
    const calls = [sandbox.auth0, sandbox.wso2].map(({ requests }) => String(requests.all.length));
    return [what, median(seconds).toFixed(2), ...calls];
  };
  const alone = await preview(`a stack with ${applications} applications: preview`);
  for (let team = 1; team < teams; team += 1)
    copyApplications(sandbox, `team-${team}`, applications);
  const beside = await preview(`the same beside ${teams - 1} stacks like it`);
  await stack.remove();
  await sandbox.close();
  return table(["what", "s", "calls to Auth0", "calls to WSO2"], [alone, beside]);
}

/** Others' applications, with a client and a grant each, of whose marks a preview sees nothing. */
function copyApplications({ auth0, wso2 }: Sandbox, owner: string, count: number): void {
  const { clients, clientGrants } = auth0.state;
  const { applications } = wso2.state;
  const added = (id: string | undefined) => `${owner}-${String(id)}`;
  const own = <T>(all: readonly T[]) => structuredClone(all.slice(-count));
  for (const client of own(clients))
    clients.push({ ...client, client_id: added(client.client_id) });
  for (const grant of own(clientGrants)) {
    clientGrants.push({ ...grant, id: added(grant.id), client_id: added(grant.client_id) });
  }
  for (const application of own(applications)) {
    applications.push({ ...application, uuid: added(application.uuid), owner });
  }
}

const config = (mode: string, count: number) => ({
  api: { identifier: `https://${mode}.example.com/` },
  keyManager: { name: `auth0-${mode}` },
  applications: Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `${mode}-${index}`,
      { keys: { production: { mode } } },
    ]),
  ),
});

const run = async ({ directory, environment }: Stack, operation: keyof typeof operations) =>
  (await pulumi(directory, environment, ...operations[operation])).seconds;

const kilobytes = (text: string) => (text.length / 1000).toFixed(1);

const keysOf = <Key extends string>(of: Readonly<Record<Key, unknown>>) => Object.keys(of) as Key[];
