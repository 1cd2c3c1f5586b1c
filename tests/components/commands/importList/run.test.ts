import assert from "node:assert/strict";
import { access, chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import type { ImportEntry, ImportFile } from "../../../../components/commands/importList/declared";
import { printImportList } from "../../../../components/commands/importList/run";
import { Auth0Dashboard, DeveloperPortal, type Document } from "auth0-wso2-sandbox/consoles";
import { outcomeOf } from "../../../support/command";
import { audience, prepareKeyManager } from "../../../support/developerPortal";
import { trust } from "../../../support/trust";
import { sandboxForTests } from "../../../support/sandboxForTests";

/** What a run of the `pulumi` below does. */
interface Said {
  stdout?: string;
  stderr?: string;
  exitCode?: number;
  /** The file that `--import-file` asks for. */
  file?: object;
}

/** Stands in for Pulumi: notes how it is called, and says what it is told to. */
const pulumi = `#!${process.execPath}
const { appendFileSync, readFileSync, writeFileSync } = require("node:fs");
const args = process.argv.slice(2);
appendFileSync(__dirname + "/calls", JSON.stringify(args) + "\\n");
const said = JSON.parse(readFileSync(__dirname + "/" + args[0] + ".json", "utf8"));
const path = args[args.indexOf("--import-file") + 1];
if (said.file) writeFileSync(path, JSON.stringify(said.file));
process.stdout.write(said.stdout ?? "");
process.stderr.write(said.stderr ?? "");
process.exitCode = said.exitCode ?? 0;
`;

const consumer = "auth0-wso2-key-manager:auth0:ConsumerApplication";
const client = "auth0:index/client:Client";

/** A Key Manager's application and an API, and an application with its keys. */
const resources: ImportEntry[] = [
  { type: "auth0-wso2-key-manager:auth0:ManagementApplication", name: "auth0-management" },
  { type: consumer, name: "orders-production" },
]
  .map((entry): ImportEntry => ({ ...entry, component: true }))
  .concat([
    { type: client, name: "management", parent: "auth0-management" },
    { type: client, name: "consumer", parent: "orders-production" },
    { type: "auth0:index/resourceServer:ResourceServer", name: "api" },
    { type: "pulumi-nodejs:dynamic/wso2:KeyManager", name: "auth0-key-manager" },
    { type: "pulumi-nodejs:dynamic/wso2:ApplicationKeys", name: "orders-production-keys" },
  ]);
const inputs: Record<string, object> = {
  management: { name: "not its name" },
  consumer: { name: "not its name either" },
  api: { identifier: audience },
  "auth0-key-manager": { name: "auth0" },
  "orders-production-keys": {
    applicationName: "orders",
    keyManager: "auth0",
    keyType: "PRODUCTION",
  },
};
const typesOf = ({ type, parent }: ImportEntry): string => {
  const above = resources.find(({ name }) => name === parent);
  return above === undefined ? type : `${typesOf(above)}$${type}`;
};
const preview = {
  steps: resources.map((entry) => ({
    urn: `urn:pulumi:dev::project::${typesOf(entry)}::${entry.name}`,
    newState: { inputs: inputs[entry.name] },
  })),
};

describe("the command that lists what to import", () => {
  const sandbox = sandboxForTests();
  let directory: string;
  let environment: NodeJS.ProcessEnv;
  let config: Record<string, { value?: string; secret?: boolean }>;
  let ids: Record<"management" | "consumer" | "api", string>;

  before(async () => {
    trust(sandbox);
    const { clientId } = await prepareKeyManager(sandbox, "auth0");
    const portal = new DeveloperPortal(sandbox);
    await portal.createApplication("orders");
    await portal.generateKeys("orders", "auth0", audience);
    const [keys] = await portal.keys("orders");
    const apis = await new Auth0Dashboard(sandbox).apis();
    const api = apis.find(({ identifier }) => identifier === audience);
    ids = {
      management: clientId,
      consumer: String(keys?.["consumerKey"]),
      api: String(api?.["id"]),
    };
  });

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), "import-list-"));
    await writeFile(join(directory, "pulumi"), pulumi);
    await chmod(join(directory, "pulumi"), 0o755);
    const caFile = join(directory, "authority.pem");
    await writeFile(caFile, sandbox.certificateAuthority.certificate);
    const { clientId, clientSecret } = sandbox.auth0.deployer;
    config = {
      "auth0:domain": { value: sandbox.auth0.domain },
      "auth0:clientId": { value: clientId },
      "auth0:clientSecret": { value: clientSecret, secret: true },
      "project:wso2": {
        value: JSON.stringify({ url: sandbox.wso2.url, ...sandbox.wso2.administrator, caFile }),
      },
    };
    environment = { ...process.env };
    for (const name of Object.keys(environment)) {
      if (/^(AUTH0|WSO2)_/.test(name)) Reflect.deleteProperty(process.env, name);
    }
    process.env["PATH"] = [directory, environment["PATH"] ?? ""].join(delimiter);
    process.env["TMPDIR"] = directory;
    await say("config", { stdout: JSON.stringify(config) });
    await say("preview", { stdout: JSON.stringify(preview), file: { resources } });
  });

  afterEach(async () => {
    for (const name of Object.keys(process.env)) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, environment);
    await rm(directory, { recursive: true });
  });

  const say = (command: "config" | "preview", said: Said) =>
    writeFile(join(directory, `${command}.json`), JSON.stringify(said));

  const run = (...args: string[]) => outcomeOf(() => printImportList(args));
  const listed = ({ stdout }: { stdout: string }) =>
    ((JSON.parse(stdout) as ImportFile).resources ?? []).map(({ name, id }) => [name, id]);
  const calls = async () =>
    (await readFile(join(directory, "calls"), "utf8"))
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as string[]);
  const everything = () => [
    ["auth0-management", undefined],
    ["orders-production", undefined],
    ["management", ids.management],
    ["consumer", ids.consumer],
    ["api", ids.api],
  ];

  it("prints what is there in both servers, and what to do with it", async () => {
    const said = await run();
    assert.deepEqual(listed(said), everything());
    assert.match(
      said.stderr,
      /^3 objects of Auth0 to import\..*pulumi import --file import\.json/s,
    );
    assert.equal(said.exitCode, 0);
  });

  it("hands the names of what the stack has already on to pulumi import", async () => {
    const nameTable = { above: "urn:pulumi:dev::project::some:index:Component::above" };
    await say("preview", { stdout: JSON.stringify(preview), file: { resources, nameTable } });
    assert.deepEqual((JSON.parse((await run()).stdout) as ImportFile).nameTable, nameTable);
  });

  it("asks for the selected stack, or for one that is named, and leaves no file behind", async () => {
    await run();
    await run("--stack", "prod");
    const [first, second, third, fourth] = (await calls()) as [
      string[],
      string[],
      string[],
      string[],
    ];
    const path = String(second[3]);
    assert.deepEqual(first, ["config", "--json", "--show-secrets", "--non-interactive"]);
    assert.deepEqual(second, ["preview", "--json", "--import-file", path, "--non-interactive"]);
    assert.deepEqual([third.slice(3, 5), fourth.slice(4, 6)], Array(2).fill(["--stack", "prod"]));
    assert.ok(path.startsWith(directory));
    await assert.rejects(access(join(path, "..")), { code: "ENOENT" });
  });

  it("logs in with what the environment says where the stack config does not", async () => {
    const { clientId, clientSecret } = sandbox.auth0.deployer;
    await say("config", { stdout: JSON.stringify({ "project:wso2": config["project:wso2"] }) });
    const missing = await run();
    assert.match(missing.stderr, /^auth0:domain is missing: .*AUTH0_DOMAIN/);
    assert.deepEqual([missing.stdout, missing.exitCode], ["", 1]);
    process.env["AUTH0_DOMAIN"] = sandbox.auth0.domain;
    assert.match((await run()).stderr, /^auth0:clientId is missing: .*AUTH0_CLIENT_ID/);
    process.env["AUTH0_CLIENT_ID"] = clientId;
    assert.match((await run()).stderr, /^auth0:clientSecret is missing: .*AUTH0_CLIENT_SECRET/);
    process.env["AUTH0_CLIENT_SECRET"] = clientSecret;
    assert.deepEqual(listed(await run()), everything());
  });

  it("says how to reach WSO2 where nothing does", async () => {
    await say("config", { stdout: JSON.stringify({ ...config, "project:wso2": undefined }) });
    const { stdout, stderr, exitCode } = await run();
    assert.match(stderr, /^WSO2 connection: url is missing/);
    assert.deepEqual([stdout, exitCode], ["", 1]);
  });

  it("goes by names where WSO2 has neither the Key Manager nor the application yet", async () => {
    const created: Document = await new Auth0Dashboard(sandbox).create("/clients", {
      name: "a new one",
    });
    const change = (name: string, other: object) =>
      preview.steps.map((step) =>
        step.urn.endsWith(`::${name}`)
          ? { ...step, newState: { inputs: { ...inputs[name], ...other } } }
          : step,
      );
    for (const [name, other, client] of [
      ["auth0-key-manager", { name: "another" }, "management"],
      ["orders-production-keys", { applicationName: "another" }, "consumer"],
      ["orders-production-keys", { keyManager: "another" }, "consumer"],
      ["orders-production-keys", { keyType: "SANDBOX" }, "consumer"],
    ] as const) {
      const steps = [...change(name, other).filter(({ urn }) => !urn.endsWith(`::${client}`))];
      const [found] = change(client, { name: "a new one" }).filter(({ urn }) =>
        urn.endsWith(`::${client}`),
      );
      await say("preview", {
        stdout: JSON.stringify({ steps: [...steps, found] }),
        file: { resources },
      });
      assert.deepEqual(
        listed(await run()).find(([each]) => each === client),
        [client, created["client_id"]],
      );
    }
  });

  it("says that there is nothing, where nothing is declared that is not there", async () => {
    const stack = { urn: "urn:pulumi:dev::project::pulumi:pulumi:Stack::project-dev" };
    // Without a step nothing says which project it is.
    process.env["WSO2_URL"] = sandbox.wso2.url;
    process.env["WSO2_ACCESS_TOKEN"] = "not used";
    for (const steps of [[stack], [], undefined]) {
      await say("preview", { stdout: JSON.stringify({ steps }), file: {} });
      const { stdout, stderr, exitCode } = await run();
      assert.equal(stderr, "There is nothing to import.\n");
      assert.deepEqual(JSON.parse(stdout), { nameTable: {}, resources: [] });
      assert.equal(exitCode, 0);
    }
  });

  it("says what pulumi says where it fails, and prints no list", async () => {
    const diagnostics = [
      { severity: "warning", message: "never mind" },
      { severity: "error", message: "the program is wrong\n" },
      { severity: "error", message: "and so is its config" },
    ];
    const cases: [Said, string][] = [
      [{ stdout: JSON.stringify({ diagnostics }) }, "the program is wrong\nand so is its config"],
      [{ stdout: "{}", stderr: "error: no stack selected\n" }, "error: no stack selected"],
      [{ stdout: "no JSON", stderr: "error: no project here" }, "error: no project here"],
    ];
    for (const [said, reason] of cases) {
      await say("preview", { ...said, exitCode: 255 });
      const { stdout, stderr, exitCode } = await run();
      assert.equal(stderr, `pulumi preview failed, so the list cannot be made:\n${reason}\n`);
      assert.deepEqual([stdout, exitCode], ["", 1]);
    }
    await rm(join(directory, "pulumi"));
    process.env["PATH"] = directory;
    assert.match((await run()).stderr, /^pulumi config failed.*:\nspawn pulumi ENOENT\n$/);
  });

  it("explains itself, and refuses what it does not know", async () => {
    for (const help of ["--help", "-h"]) {
      const { stdout, exitCode } = await run(help);
      assert.match(stdout, /^usage: npm run -s import-list/);
      assert.equal(exitCode, 0);
    }
    const { stdout, stderr, exitCode } = await run("--everything");
    assert.match(stderr, /'--everything'/);
    assert.deepEqual([stdout, exitCode], ["", 1]);
    await assert.rejects(calls(), { code: "ENOENT" });
  });
});
