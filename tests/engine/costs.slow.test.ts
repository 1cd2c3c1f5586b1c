import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { sandboxForTests } from "../support/sandboxForTests";
import { Stack, type StackConfig } from "./stack";

const identifier = "https://orders.example.com/";
const platform = { api: { identifier }, keyManager: { name: "auth0-costs" } };
const keys = (...modes: string[]) =>
  Object.fromEntries(modes.map((mode, index) => [index ? "sandbox" : "production", { mode }]));

/** What each row of the page adds to the stack, in the order in which the test does. */
const rows: Readonly<Record<string, (config: StackConfig) => StackConfig>> = {
  "makes the Key Manager with its API": () => platform,
  "makes an application with generated keys": (config) =>
    withApplication(config, "one", keys("generate")),
  "makes an application with mapped keys": (config) => withApplication(config, "two", keys("map")),
  "makes an application with generated keys of both types": (config) =>
    withApplication(config, "three", keys("generate", "generate")),
  "makes the smoke test of one application": (config) => ({
    ...config,
    smokeTest: { enabled: true },
  }),
  "changes that application, and tests it again": (config) => ({
    ...config,
    applications: {
      ...(config["applications"] as object),
      one: { keys: keys("generate"), description: "Orders" },
    },
  }),
  "changes nothing, where there is a smoke test": (config) => config,
};

const withApplication = (config: StackConfig, name: string, of: object): StackConfig => ({
  ...config,
  applications: { ...(config["applications"] as object | undefined), [name]: { keys: of } },
});

describe("what an application costs in Auth0, on the real engine", () => {
  const sandbox = sandboxForTests();
  let stack: Stack;

  before(async () => {
    stack = await Stack.create(sandbox, "costs", {});
  });

  beforeEach(() => {
    sandbox.auth0.requests.clear();
    sandbox.auth0.faults.clear();
  });

  after(() => stack.remove());

  const counts = () => {
    const { state, issuedTokens } = sandbox.auth0;
    // Those for the Management API do not count.
    const tokens = issuedTokens.filter(({ audience }) => audience === identifier);
    return [state.clients.length, state.clientGrants.length, tokens.length];
  };

  it("is as docs/limits.md says", async () => {
    const page = await readFile(join(__dirname, "../../docs/limits.md"), "utf8");
    const said: unknown[] = [];
    const seen: unknown[] = [];
    let config: StackConfig = {};
    for (const [row, extend] of Object.entries(rows)) {
      const figures = page.split("\n").find((line) => line.startsWith(`| ${row} `)) ?? "";
      said.push([row, ...figures.split("|").slice(2, -1).map(Number)]);
      config = extend(config);
      await stack.configure(config);
      const before = counts();
      await stack.up();
      seen.push([row, ...counts().map((count, index) => count - (before[index] ?? 0))]);
    }
    assert.deepEqual(seen, said);
  });

  it("is one list of all applications in a preview, in pages of a hundred with a few fields", async () => {
    await stack.preview();
    assert.deepEqual(fieldsOfLists(), ["client_id,name,app_type,callbacks,client_metadata"]);
  });

  it("is the list of the provider where the program's is refused", async () => {
    const effect = { kind: "answer", status: 403, body: {} } as const;
    sandbox.auth0.faults.inject({ method: "GET", url: /clients\?fields/, effect });
    assert.equal((await stack.preview()).code, 0);
    assert.deepEqual(fieldsOfLists(), [null]);
  });

  /** What the lists of all applications were asked for that Auth0 has given since the test began. */
  const fieldsOfLists = () =>
    sandbox.auth0.requests
      .matching(/\/clients\?/)
      .filter(({ status }) => status === 200)
      .map(({ url }) => new URLSearchParams(url.split("?")[1]).get("fields"));
});
