import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import type { Sandbox } from "auth0-wso2-sandbox";
import { Auth0Dashboard, DeveloperPortal } from "auth0-wso2-sandbox/consoles";
import { Publisher } from "auth0-wso2-sandbox/publisher";
import { identitiesOf } from "../../../tools/demo/examples/identities";
import { assertConverged } from "../assertions";
import { GatewayTraffic } from "../gatewayTraffic";
import { Stack, type StackConfig } from "../stack";
import { StartingPoint } from "../startingPoint";

const identifier = "https://stack.example.com/";
const subscriptions = [{ api: "Orders", version: "1.0.0" }];

/** A stack with keys of both modes, and with an application that was there before. */
export const config = {
  api: { identifier },
  keyManager: { name: "auth0-way" },
  applications: {
    generated: { subscriptions },
    mapped: { keys: { production: { mode: "map" } }, subscriptions },
    adopted: { keys: {}, adopt: true },
  },
};

/** A line that is made of what was said before it. */
export type Pasted = (said: readonly string[]) => string;

/** A line as the user types it. */
export type Line = string | Pasted;

/** The same stack with the same consumers, at the start of each way back. */
export class Setup {
  /** What both servers held before the loss, and what of it is not the stack's. */
  private before = "";
  private foreign = "";
  private urns: readonly string[] = [];
  private readonly tokens: string[] = [];

  private constructor(
    private readonly point: StartingPoint,
    readonly stack: Stack,
  ) {}

  static async open(declared: StackConfig = config): Promise<Setup> {
    const point = await StartingPoint.open();
    const { sandbox } = point;
    const orders = { name: "Orders", context: "/orders", version: "1.0.0" };
    const published = new Publisher(sandbox).publish(orders);
    const portal = new DeveloperPortal(sandbox);
    for (const name of ["adopted", "others-app"]) await portal.createApplication(name);
    await portal.subscribe("others-app", published);
    await new Auth0Dashboard(sandbox).create("/clients", { name: "Others" });
    const stack = await Stack.create(sandbox, "way", declared);
    stack.environment["PULUMI_SKIP_CONFIRMATIONS"] = "true";
    const setup = new Setup(point, stack);
    setup.foreign = identitiesOf(sandbox);
    await stack.up();
    await setup.keep();
    return setup;
  }

  /** Where the way back begins, and where it has to end. */
  async keep(): Promise<void> {
    const { deployment } = JSON.parse(await this.stack.export()) as {
      deployment: { resources: { urn: string }[] };
    };
    this.urns = deployment.resources.map(({ urn }) => urn);
    await this.point.keep(this.stack, "whole");
    this.tokens.length = 0;
    this.before = identitiesOf(this.sandbox);
    await this.served(async (traffic) => {
      for (const login of this.logins()) this.tokens.push(await traffic.tokenOf(login));
    });
  }

  get sandbox(): Sandbox {
    return this.point.sandbox;
  }

  urnOf(name: string): string {
    const found = this.urns.find((urn) => urn.endsWith(`::${name}`));
    assert.ok(found, name);
    return found;
  }

  async start(): Promise<void> {
    await this.point.return(this.stack, "whole");
  }

  async close(): Promise<void> {
    await this.point.close();
    await this.stack.remove();
  }

  /** Types lines into a shell; those with `!` before them must fail. @returns what all have said */
  async type(lines: readonly Line[]): Promise<string> {
    const said: string[] = [];
    for (const line of lines) {
      const typed = typeof line === "string" ? line : line(said);
      const { code, output } = await this.run(typed.replace(/^! /, ""));
      assert.equal(code !== 0, typed.startsWith("! "), `${typed} ended with ${code}:\n${output}`);
      said.push(output);
    }
    return said.join("\n");
  }

  /** The same objects have the same keys, consumers are served, and nothing is left to do. */
  async assertAsBefore(idsOfKeys: "the same" | "new" = "the same"): Promise<void> {
    const now = identitiesOf(this.sandbox);
    if (idsOfKeys === "the same") assert.equal(now, this.before);
    assert.deepEqual(withoutIdsOfKeys(now), withoutIdsOfKeys(this.before));
    await this.served(async (traffic) => {
      for (const token of this.tokens) assert.equal(await traffic.call(token), 200);
      for (const login of this.logins()) {
        assert.equal(await traffic.call(await traffic.tokenOf(login)), 200);
      }
    });
    await assertConverged(this.stack);
  }

  /** A destroy ends with 0, and leaves what was there before the stack, unmarked. */
  async assertDestroyed(): Promise<void> {
    await this.type(["pulumi destroy --skip-preview"]);
    assert.equal(identitiesOf(this.sandbox), this.foreign);
    assert.doesNotMatch(JSON.stringify(this.sandbox.wso2.state.applications), /heritage=/);
  }

  private logins() {
    const { applications } = this.sandbox.wso2.state;
    const keys = applications.flatMap(({ keyMappings }) => keyMappings);
    return this.sandbox.auth0.state.clients
      .filter(({ client_id }) => keys.some(({ consumerKey }) => consumerKey === client_id))
      .map(({ client_id: id, client_secret: secret }) => ({ id, secret }));
  }

  private async served(calls: (traffic: GatewayTraffic) => Promise<void>): Promise<void> {
    const traffic = new GatewayTraffic(this.sandbox, identifier);
    await calls(traffic).finally(() => {
      traffic.close();
    });
  }

  private run(line: string): Promise<{ code: number | null; output: string }> {
    const { directory, environment } = this.stack;
    const child = spawn("sh", ["-c", line], {
      cwd: directory,
      env: { ...process.env, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
    }
    return new Promise((resolve) => {
      child.on("close", (code) => {
        resolve({ code, output });
      });
    });
  }
}

/** The command that was said last of those that fit. */
export const pasted =
  (command: RegExp): Pasted =>
  (said) => {
    const found = said.flatMap((each) => command.exec(each)?.[0] ?? []).at(-1);
    assert.ok(found, `${command.source} is not in:\n${said.join("\n")}`);
    return found.trim();
  };

/** The same line, which must fail. */
export const refused =
  (line: Pasted): Pasted =>
  (said) =>
    `! ${line(said)}`;

/** What the import list tells to do; the preview of the last line would be the same again. */
export const asTold: readonly Line[] = [
  pasted(/^ {2}pulumi import .*$/m),
  pasted(/^ {2}rm .*$/m),
  pasted(/^ {2}pulumi preview .*$/m),
  (said) => `${pasted(/^ {2}pulumi up$/m)(said)} --skip-preview`,
];

function withoutIdsOfKeys(identities: string): object {
  const { keys, ...others } = JSON.parse(identities) as { keys: [id: string, key: string][] };
  return { ...others, keys: keys.map(([, consumerKey]) => consumerKey).sort() };
}
