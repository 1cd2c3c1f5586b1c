import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import * as components from "../../components";
import { blocksOf, sectionOf } from "../support/pages";
import { contentOf } from "../support/projectFiles";
import type { valueOf } from "../support/mocks";

const root = join(__dirname, "../..");
const page = "docs/testing.md";
const run = promisify(execFile);

/** Fails whatever connects to another host. Pulumi's SDK connects to a server of its own for transforms. */
const withoutNetwork = `
  const { Socket } = require("node:net");
  const { connect } = Socket.prototype;
  Socket.prototype.connect = function ([{ host }]) {
    if (host !== "127.0.0.1") throw new Error("It connects to " + host);
    return connect.apply(this, arguments);
  };
`;

/** What the page has to copy. */
interface Mocks {
  mockEngine(): Promise<pulumi.runtime.MockResourceArgs[]>;
  valueOf: typeof valueOf;
}

/** docs/testing.md, as a person copies it. */
describe("the page about tests of a program", function () {
  // An output that is refused never resolves.
  this.timeout(120_000);
  let directory: string;

  before(() => {
    directory = mkdtempSync(join(tmpdir(), "auth0-wso2-testing-"));
    const compilerOptions = { rootDir: "/", typeRoots: [join(root, "node_modules/@types")] };
    const files = {
      "program.ts": copied("The program"),
      "mocks.ts": copied("The mocks"),
      "program.test.ts": copied("The test"),
      "withoutNetwork.cjs": withoutNetwork,
      "tsconfig.json": JSON.stringify({
        extends: join(root, "tsconfig.json"),
        compilerOptions,
        include: ["*.ts"],
      }),
      "package.json": JSON.stringify({ type: "commonjs" }),
    };
    for (const [name, content] of Object.entries(files)) {
      writeFileSync(join(directory, name), content);
    }
    symlinkSync(join(root, "node_modules"), join(directory, "node_modules"));
  });

  after(() => {
    rmSync(directory, { recursive: true, force: true });
  });

  const copied = (section: string) => blocksOf(sectionOf(page, section), "ts").join("\n");

  /** Runs a program of node_modules there. @returns what it printed, whatever that was */
  const node = async (program: string, ...args: string[]) =>
    run(process.execPath, [join(root, "node_modules", program), ...args], { cwd: directory }).then(
      ({ stdout }) => stdout,
      (error: unknown) => {
        const { stdout, stderr } = error as Record<"stdout" | "stderr", string>;
        return stdout + stderr;
      },
    );

  /** The command of the page. */
  const mocha = (...more: string[]) => {
    const [, args = ""] = /^npx mocha (.*)$/m.exec(contentOf(page)) ?? [];
    return node(
      "mocha/bin/mocha.js",
      ...args.split(" "),
      "--require",
      "./withoutNetwork.cjs",
      ...more,
    );
  };

  it("has a test that compiles", async () => {
    assert.equal(await node("typescript/bin/tsc", "--noEmit"), "");
  });

  it("has a test that passes, without a network", async () => {
    const output = await mocha();
    assert.match(output, /^ {2}5 passing/m, output);
    assert.doesNotMatch(output, /failing/);
  });

  it("says what a refused output looks like: a test that fails with its message", async () => {
    const program = copied("The program").replace('["read:orders"]', '["nope"]');
    writeFileSync(join(directory, "program.ts"), program);
    const output = await mocha("--bail");
    assert.match(output, /^ {2}1 failing/m);
    assert.match(output, /^ {5}Error: The API \S+ does not define nope/m);
  });

  it("has mocks under which every output of every component resolves", async () => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const mocks = require(join(directory, "mocks.ts")) as Mocks;
    const declared = await mocks.mockEngine();
    const made = everyComponent();
    assert.deepEqual(
      Object.values(components)
        .filter((each) => isComponent(each) && !made.some((other) => other instanceof each))
        .map((each) => (each as { name: string }).name),
      [],
    );
    const unknown: string[] = [];
    for (const component of made) {
      for (const [name, output] of Object.entries(component)) {
        if (!pulumi.Output.isInstance(output)) continue;
        const value = await mocks.valueOf(output);
        if (value === undefined) unknown.push(`${component.constructor.name}.${name}`);
      }
    }
    assert.deepEqual(unknown, []);
    assert.ok(declared.length > 0);
  });
});

const isComponent = (value: unknown): value is new () => pulumi.ComponentResource =>
  typeof value === "function" && value.prototype instanceof pulumi.ComponentResource;

/** Each component in each of its ways. */
function everyComponent(): pulumi.ComponentResource[] {
  const { Auth0KeyManager, Applications, ApplicationAccess, SmokeTest } = components;
  const keyManager = new Auth0KeyManager("auth0", {
    domain: "acme.eu.auth0.com",
    api: {
      identifier: "https://orders.example.com/",
      grants: { reporting: { clientId: "reporting", adopt: true } },
    },
    managementApplication: { additionalPermissions: ["read:users"] },
    keyManager: { name: "auth0" },
  });
  const existing = new Auth0KeyManager("existing", {
    domain: "acme.eu.auth0.com",
    api: { existingIdentifier: "https://existing.example.com/" },
    managementApplication: { clientId: "id", clientSecret: "secret" },
    keyManager: { name: "existing" },
  });
  const applications = {
    both: { keys: { production: {}, sandbox: { mode: "map" } } },
    subscribed: { subscriptions: [{ api: "Orders", version: "1.0.0" }] },
  } as const;
  const access = new ApplicationAccess("alone", { name: "alone", keyManager });
  return [
    keyManager,
    existing,
    access,
    new SmokeTest("smoke-test", { keyManager, access }),
    new Applications("applications", {
      keyManager,
      applications: {
        ...applications,
        subscribed: { subscriptions: [{ api: "O", version: "1" }] },
      },
      smokeTest: { application: "both", keys: "sandbox" },
    }),
    new Applications("team", {
      keyManager: components.referencedKeyManager("acme/platform/prod"),
      applications: { team: { keys: { production: { mode: "map" } } } },
      smokeTest: {},
    }),
    new components.Api("api", { identifier: "https://api.example.com/" }),
    new components.ConsumerApplication("consumer", { audience: "https://api.example.com/" }),
    new components.ManagementApplication("management", {
      managementApiIdentifier: "https://acme.eu.auth0.com/api/v2/",
    }),
  ];
}
