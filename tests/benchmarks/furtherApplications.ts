import { startSandbox, type Sandbox } from "auth0-wso2-sandbox";
import { Stack } from "../engine/stack";
import { operations, pulumi } from "./measure";
import { table } from "./table";

/** Calls to both servers, by operation, and how often an up has listed all applications of the tenant. */
type Calls = Record<keyof typeof operations | "lists", number>;

const [few, many] = [3, 6] as const;

/** What each further application with production keys costs: calls to both servers, by where its client comes from. */
export async function measureFurtherApplications(): Promise<string> {
  const rows: string[][] = [];
  for (const mode of ["generate", "map"]) {
    const sandbox = await startSandbox();
    const [least, most] = [await callsFor(sandbox, mode, few), await callsFor(sandbox, mode, many)];
    await sandbox.close();
    const each = (operation: keyof typeof operations) =>
      ((most[operation] - least[operation]) / (many - few)).toFixed(1);
    const lists = [least, most].map((calls) => String(calls.lists));
    rows.push([mode, each("up"), each("preview"), each("destroy"), lists.join(" and ")]);
  }
  const ofLists = `lists of all the tenant's applications in an up of ${few} and of ${many}`;
  return table(["mode", "up", "preview", "destroy", ofLists], rows);
}

async function callsFor(sandbox: Sandbox, mode: string, count: number): Promise<Calls> {
  const names = Array.from({ length: count }, (_, index) => `${mode}-${count}-${index}`);
  const stack = await Stack.create(sandbox, `${mode}-${count}`, {
    api: { identifier: `https://${mode}-${count}.example.com/` },
    keyManager: { name: `${mode}-${count}` },
    applications: Object.fromEntries(
      names.map((name) => [name, { keys: { production: { mode } } }]),
    ),
  });
  const calls: Calls = { up: 0, preview: 0, destroy: 0, lists: 0 };
  for (const [operation, args] of Object.entries(operations)) {
    sandbox.auth0.requests.clear();
    sandbox.wso2.requests.clear();
    await pulumi(stack.directory, stack.environment, ...args);
    calls[operation as keyof typeof operations] =
      sandbox.auth0.requests.all.length + sandbox.wso2.requests.all.length;
    if (operation === "up")
      calls.lists = sandbox.auth0.requests.matching(/clients\?.*page=0&per/).length;
  }
  await stack.remove();
  return calls;
}
