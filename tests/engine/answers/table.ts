import { Auth0Dashboard, type Document } from "auth0-wso2-sandbox/consoles";
import type { FaultEffect } from "auth0-wso2-sandbox/http/faults";
import { startSandbox, type Sandbox } from "auth0-wso2-sandbox";
import { Stack, type StackConfig } from "../stack";

/**
 * `npm run answers [-- pattern]`: plays each kind of call to Auth0 of `up`, of an `up` that refreshes, and of
 * `destroy` with each fault of its answer, and prints what came of it, a line of Markdown each.
 */
const config: StackConfig = {
  api: { identifier: "https://orders.example.com/" },
  keyManager: { name: "auth0-answers" },
  applications: { "orders-app": { keys: { production: { mode: "map" } } } },
};

const operations = {
  "first up": ["up", "--yes", "--skip-preview"],
  "up again": ["up", "--yes", "--skip-preview"],
  destroy: ["destroy", "--yes", "--skip-preview"],
} as const;
type Operation = keyof typeof operations;

const missing: FaultEffect = {
  kind: "answer",
  status: 404,
  body: { statusCode: 404, error: "Not Found", message: "The resource server does not exist" },
};

const faults: Readonly<Record<string, { effect: FaultEffect; of: (call: string) => boolean }>> = {
  "lost after the work": { effect: { kind: "loseAnswer" }, of: (call) => !call.startsWith("GET") },
  "lost before the work": { effect: { kind: "reset" }, of: () => true },
  "404 once": { effect: missing, of: (call) => /^GET .*:id/.test(call) },
  "without the newest": { effect: { kind: "withoutNewest" }, of: (call) => /^GET .*s$/.test(call) },
};

interface Case {
  operation: Operation;
  call: string;
  fault: string;
}

/** A request without what differs from run to run. */
function kindOf({ method, url }: { method: string; url: string }): string {
  const [path = ""] = url.split("?");
  return `${method} ${path.replace("/api/v2", "").replace(/\/(?!api|oauth|token|clients|credentials|client-grants|resource-servers|tenants)[^/]+/g, "/:id")}`;
}

async function inventory(sandbox: Sandbox): Promise<string[]> {
  const dashboard = new Auth0Dashboard(sandbox);
  const named = (kind: string, documents: Document[]) =>
    documents.map((each) => [kind, each["client_id"], each["id"]].filter(Boolean).join(" "));
  return [
    ...named("application", await dashboard.clients()),
    ...named("API", await dashboard.apis()),
    ...named("grant", await dashboard.grants()),
  ].sort();
}

/** Brings a stack to where an operation begins. */
async function prepared(sandbox: Sandbox, operation: Operation): Promise<Stack> {
  const stack = await Stack.create(sandbox, "answers", config);
  if (operation !== "first up") await stack.up();
  sandbox.auth0.requests.clear();
  return stack;
}

async function callsOf(operation: Operation): Promise<string[]> {
  const sandbox = await startSandbox();
  const stack = await prepared(sandbox, operation);
  await stack.pulumi(...operations[operation]);
  const calls = [...new Set(sandbox.auth0.requests.all.map(kindOf))];
  await stack.remove();
  await sandbox.close();
  return calls;
}

async function play({ operation, call, fault }: Case): Promise<string> {
  const sandbox = await startSandbox();
  try {
    const before = await inventory(sandbox);
    const stack = await prepared(sandbox, operation);
    const effect = faults[fault]?.effect;
    if (effect === undefined) throw new Error(fault);
    const [method = "", path = ""] = call.split(" ");
    const url = new RegExp(`^(/api/v2)?${path.replace(/:id/g, "[^/?]+")}(\\?|$)`);
    sandbox.auth0.faults.inject({ method, url, effect });
    const run = await stack.pulumi(...operations[operation]);
    const struck = sandbox.auth0.faults.count > 0;
    sandbox.auth0.faults.clear();
    const again = operation === "destroy" ? undefined : await stack.pulumi("up", "--yes");
    const doubled = operation === "destroy" ? 0 : (await inventory(sandbox)).length - before.length;
    const end = await stack.pulumi("destroy", "--yes");
    const left = (await inventory(sandbox)).filter((each) => !before.includes(each));
    const isNamed = left.every((each) =>
      each
        .split(" ")
        .slice(1)
        .some((id) => id !== "" && `${run.output}${again?.output ?? ""}${end.output}`.includes(id)),
    );
    await stack.remove();
    const nothing =
      left.length === 0 ? "nothing" : `${left.join("; ")}${isNamed ? ", named" : ", NOT NAMED"}`;
    return `| ${[operation, `\`${call}\``, fault, struck ? run.code : "not struck", again?.code ?? "", doubled || "", end.code, nothing].join(" | ")} |`;
  } finally {
    await sandbox.close();
  }
}

async function main(pattern: RegExp): Promise<void> {
  console.log("| operation | call | answer | exit code | next up | objects | destroy | left |");
  console.log("| --- | --- | --- | --- | --- | --- | --- | --- |");
  for (const operation of Object.keys(operations) as Operation[]) {
    for (const call of await callsOf(operation)) {
      for (const [fault, { of }] of Object.entries(faults)) {
        const title = `${operation} ${call} ${fault}`;
        if (of(call) && pattern.test(title)) console.log(await play({ operation, call, fault }));
      }
    }
  }
}

void main(new RegExp(process.argv[2] ?? ""));
