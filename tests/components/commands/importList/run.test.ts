import assert from "node:assert/strict";
import { access, chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import type { ImportEntry, ImportFile } from "../../../../components/commands/importList/declared";
import { writeImportList } from "../../../../components/commands/importList/run";
import {
  AdminPortal,
  Auth0Dashboard,
  DeveloperPortal,
  type Document,
} from "auth0-wso2-sandbox/consoles";
import { outcomeOf } from "../../../support/command";
import { apiIdentifier as audience, ByHand } from "../../../../tools/demo/examples/byHand";
import { trust } from "../../../support/trust";
import { sandboxForTests } from "../../../support/sandboxForTests";
import { putBack } from "../../../support/putBack";

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

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
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
    { type: "pulumi-nodejs:dynamic/wso2:Application", name: "orders-application" },
    { type: "pulumi-nodejs:dynamic/wso2:ApplicationKeys", name: "orders-production-keys" },
  ]);
const __provider = "what loads the provider";
const inputs: Record<string, Record<string, unknown>> = {
  management: { name: "not its name" },
  consumer: { name: "not its name either" },
  api: { identifier: audience },
  "auth0-key-manager": { name: "auth0", __provider },
  "orders-application": { name: "orders", __provider },
  "orders-production-keys": {
    ...{ applicationName: "orders", keyManager: "auth0", keyType: "PRODUCTION", __provider },
    ...{ applicationId: unknown, clientId: unknown, mode: "map" },
  },
};
const typesOf = ({ type, parent }: ImportEntry): string => {
  const above = resources.find(({ name }) => name === parent);
  return above === undefined ? type : `${typesOf(above)}$${type}`;
};
const urnOf = (name: string) => {
  const entry = resources.find((each) => each.name === name);
  return `urn:pulumi:dev::project::${entry ? typesOf(entry) : ""}::${name}`;
};
const propertyDependencies: Record<string, Record<string, string[]>> = {
  "auth0-key-manager": { clientId: [urnOf("management")] },
  "orders-production-keys": {
    applicationId: [urnOf("orders-application")],
    clientId: [urnOf("consumer")],
  },
};
const preview = {
  steps: resources.map(({ name }) => ({
    urn: urnOf(name),
    newState: { inputs: inputs[name], propertyDependencies: propertyDependencies[name] },
  })),
};

describe("the command that lists what to import", () => {
  const sandbox = sandboxForTests();
  let directory: string;
  let environment: NodeJS.ProcessEnv;
  let config: Record<string, { value?: string; secret?: boolean }>;
  let ids: Record<
    "management" | "consumer" | "api" | "keyManager" | "application" | "keys",
    string
  >;
  let secrets: string[];

  before(async () => {
    trust(sandbox);
    const byHand = new ByHand(sandbox);
    const application = await byHand.managementApplication();
    const clientId = String(application["client_id"]);
    await byHand.api();
    await byHand.keyManager("auth0", application);
    const portal = new DeveloperPortal(sandbox);
    const { applicationId } = await portal.createApplication("orders");
    const dashboard = new Auth0Dashboard(sandbox);
    const mapped = await dashboard.create("/clients", { name: "mapped" });
    await portal.mapKeys("orders", "auth0", mapped, "PRODUCTION");
    const [keys] = await portal.keys("orders");
    const api = (await dashboard.apis()).find(({ identifier }) => identifier === audience);
    const keyManager = await new AdminPortal(sandbox).keyManager("auth0");
    secrets = sandbox.auth0.state.clients.map(({ client_secret }) => client_secret);
    ids = {
      management: clientId,
      consumer: String(keys?.["consumerKey"]),
      api: String(api?.["id"]),
      keyManager: String(keyManager["id"]),
      application: String(applicationId),
      keys: String(keys?.["keyMappingId"]),
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
    await say("version", { stdout: "v3.259.0\n" });
    await say("config", { stdout: JSON.stringify(config) });
    await say("preview", { stdout: JSON.stringify(preview), file: { resources } });
  });

  afterEach(async () => {
    putBack(process.env, environment);
    await rm(directory, { recursive: true });
  });

  const say = (command: "version" | "config" | "preview", said: Said) =>
    writeFile(join(directory, `${command}.json`), JSON.stringify(said));

  const path = () => join(directory, "import.json");
  const run = (...args: string[]) => outcomeOf(() => writeImportList(["--file", path(), ...args]));
  const written = async () => JSON.parse(await readFile(path(), "utf8")) as ImportFile;
  const entryOf = async (wanted: string) =>
    (await written()).resources?.find(({ name }) => name === wanted);
  const listed = async () => ((await written()).resources ?? []).map(({ name, id }) => [name, id]);
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
    ["auth0-key-manager", ids.keyManager],
    ["orders-application", ids.application],
    ["orders-production-keys", ids.keys],
  ];

  it("writes what is there in both servers, for its owner alone, and says what to do with it", async () => {
    const { stdout, stderr, exitCode } = await run();
    assert.deepEqual(await listed(), everything());
    assert.match(
      stderr,
      /^6 objects to import are in .*import\.json, which holds secrets: delete it/,
    );
    assert.match(stderr, /^ {2}pulumi import --file .*import\.json/m);
    assert.deepEqual([stdout, exitCode], ["", 0]);
    assert.equal((await stat(path())).mode & 0o777, 0o600);
    for (const secret of secrets) assert.ok(!stderr.includes(secret));
  });

  it("names stack and file in the commands as a shell takes them", async () => {
    const spaced = join(directory, "my list.json");
    const { stderr } = await run("--stack", "prod", "--file", spaced);
    const commands = stderr.split("\n").filter((line) => line.startsWith("  "));
    assert.deepEqual(
      commands.map((line) => line.trim().replace(directory, "")),
      [
        "pulumi import --file '/my list.json' --protect=false --generate-code=false --stack prod",
        "rm '/my list.json'",
        "pulumi preview --diff --stack prod",
        "pulumi up --stack prod",
      ],
    );
  });

  it("refuses another owner than the one that the state has", async () => {
    const [first, ...others] = preview.steps;
    const newState = {
      inputs: { ...first?.newState.inputs, ownership: { owner: "of the state" } },
    };
    const steps = [{ ...first, newState }, ...others];
    await say("preview", { stdout: JSON.stringify({ steps }), file: { resources } });
    const { stderr, exitCode } = await run("--owner", "lost");
    assert.match(stderr, /The state has an owner already, of the state, so what is marked by lost/);
    assert.equal(exitCode, 1);
    assert.equal((await run("--owner", "of the state")).exitCode, 0);
  });

  it("gives Pulumi the state of WSO2's objects, adopted, with secrets that it encrypts", async () => {
    await run();
    const { inputs: declared, outputs } = (await entryOf("orders-production-keys")) as {
      inputs: Document;
      outputs: Document;
    };
    const secret = {
      "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
      plaintext: JSON.stringify(
        sandbox.auth0.state.clients.find(({ client_id }) => client_id === ids.consumer)
          ?.client_secret,
      ),
    };
    for (const values of [declared, outputs]) {
      assert.equal(values["clientId"], ids.consumer);
      assert.equal(values["applicationId"], ids.application);
      assert.deepEqual(values["clientSecret"], secret);
      assert.equal(values["__provider"], __provider);
    }
    assert.equal(outputs["adopted"], true);
    assert.equal(outputs["consumerKey"], ids.consumer);
    assert.deepEqual(outputs["consumerSecret"], secret);
  });

  it("does not say what secret WSO2 has, which it shows to nobody", async () => {
    await run();
    const { inputs: declared, outputs } = (await entryOf("auth0-key-manager")) as {
      inputs: Document;
      outputs: Document;
    };
    assert.equal(outputs["clientId"], ids.management);
    assert.ok("clientSecret" in declared);
    assert.ok(!("clientSecret" in outputs));
  });

  it("makes what has no mark the stack's own where that is said", async () => {
    await run("--own");
    const { outputs } = (await entryOf("auth0-key-manager")) as { outputs: Document };
    assert.ok(!("adopted" in outputs));
  });

  it("replaces an earlier file, of whatever mode, at once, and leaves nothing beside it", async () => {
    await writeFile(path(), "earlier", { mode: 0o644 });
    await run();
    assert.deepEqual(await listed(), everything());
    assert.equal((await stat(path())).mode & 0o777, 0o600);
    const left = (await readdir(directory)).filter((name) => name.startsWith("import.json"));
    assert.deepEqual(left, ["import.json"]);
  });

  it("leaves an earlier file as it is where it fails, or cannot write", async () => {
    await writeFile(path(), "earlier");
    await say("preview", { stdout: "{}", stderr: "no\n", exitCode: 255 });
    assert.equal((await run()).exitCode, 1);
    assert.equal(await readFile(path(), "utf8"), "earlier");
    await say("preview", { stdout: JSON.stringify(preview), file: { resources } });
    const nowhere = join(directory, "missing", "import.json");
    const { stderr, exitCode } = await run("--file", nowhere);
    assert.match(stderr, /^ENOENT/);
    assert.equal(exitCode, 1);
  });

  it("lists only Auth0's where the engine cannot take in WSO2's, and says what to do", async () => {
    for (const version of ["v3.253.0", "v2.999.0"]) {
      await say("version", { stdout: `${version}\n` });
      const { stderr, exitCode } = await run();
      assert.deepEqual(await listed(), everything().slice(0, 5));
      assert.ok(stderr.includes(`Pulumi ${version} cannot take them in, 3.254 and later can.`));
      assert.match(
        stderr,
        /adopt: true of the Key Manager, of each application and of mapped keys/,
      );
      assert.equal(exitCode, 1);
    }
    for (const version of ["3.254.0", "v4.0.0", "unknown"]) {
      await say("version", { stdout: version });
      assert.equal((await run()).exitCode, 0);
    }
  });

  it("names what it does not find, ends with 1, and lists the rest", async () => {
    const steps = preview.steps.map((each) =>
      each.urn === urnOf("orders-application")
        ? { ...each, newState: { inputs: { name: "another", __provider } } }
        : each,
    );
    await say("preview", { stdout: JSON.stringify({ steps }), file: { resources } });
    const { stderr, exitCode } = await run();
    for (const name of ["orders-application (Application)", "orders-production-keys (Appl"]) {
      assert.match(stderr, new RegExp(`^${name.replace(/[()]/g, "\\$&")}.* was not found`, "m"));
    }
    assert.equal(exitCode, 1);
    assert.ok((await listed()).some(([name]) => name === "auth0-key-manager"));
  });

  it("tells no command where it asks for something first", async () => {
    const withProvider = (provided: (entry: ImportEntry) => boolean) => ({
      stdout: JSON.stringify(preview),
      file: {
        resources: resources.map((each) => (provided(each) ? { ...each, provider: "own" } : each)),
      },
    });
    await say(
      "preview",
      withProvider(({ name }) => name === "api"),
    );
    const { stderr, exitCode } = await run();
    assert.match(
      stderr,
      /^api \(ResourceServer\) has a provider of its own.*\n5 objects to import are/,
    );
    assert.match(stderr, /\nDo first what is asked for above\. .*docs\/existing\.md.*\n$/);
    assert.doesNotMatch(stderr, /^ {2}/m);
    assert.equal(exitCode, 1);
    await say(
      "preview",
      withProvider(({ component }) => component !== true),
    );
    assert.doesNotMatch((await run()).stderr, /nothing to import|existing\.md/);
  });

  it("hands the names of what the stack has already on to pulumi import", async () => {
    const nameTable = { above: "urn:pulumi:dev::project::some:index:Component::above" };
    await say("preview", { stdout: JSON.stringify(preview), file: { resources, nameTable } });
    await run();
    assert.deepEqual((await written()).nameTable, nameTable);
  });

  it("asks for the selected stack, or for one that is named, and leaves no file behind", async () => {
    await run();
    await run("--stack", "prod");
    const [version, first, second, , third, fourth] = (await calls()) as [
      string[],
      string[],
      string[],
      string[],
      string[],
      string[],
    ];
    const path = String(second[3]);
    assert.deepEqual(version, ["version", "--non-interactive"]);
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
    await run();
    assert.deepEqual(await listed(), everything());
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
    for (const [name, other, its] of [
      ["auth0-key-manager", { name: "another" }, "management"],
      ["orders-application", { name: "another" }, "consumer"],
      ["orders-production-keys", { keyManager: "another" }, "consumer"],
      ["orders-production-keys", { keyType: "SANDBOX" }, "consumer"],
    ] as const) {
      const changed: Record<string, object> = { [name]: other, [its]: { name: "a new one" } };
      const steps = resources.map((entry) => ({
        urn: urnOf(entry.name),
        newState: {
          inputs: { ...inputs[entry.name], ...changed[entry.name] },
          propertyDependencies: propertyDependencies[entry.name],
        },
      }));
      await say("preview", { stdout: JSON.stringify({ steps }), file: { resources } });
      await run();
      assert.deepEqual(
        (await listed()).find(([each]) => each === its),
        [its, created["client_id"]],
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
      assert.deepEqual([stdout, exitCode], ["", 0]);
      await assert.rejects(access(path()), { code: "ENOENT" });
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
      assert.equal(stderr, `pulumi preview failed:\n${reason}\n`);
      assert.deepEqual([stdout, exitCode], ["", 1]);
    }
    await rm(join(directory, "pulumi"));
    process.env["PATH"] = directory;
    assert.match(
      (await run()).stderr,
      /^pulumi version failed.*:\nThere is no pulumi on PATH\. Install it: \S+\n$/,
    );
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
