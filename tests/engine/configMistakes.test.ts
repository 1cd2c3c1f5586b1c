import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runtime } from "@pulumi/pulumi";
import { parse } from "yaml";
import { loadSettings } from "../../components/settings";
import { config, configMistakes, environment } from "../../tools/docs/mistakes/configMistakes";
import { mockEngine, type Declarations } from "../support/mocks";

const project = "auth0-wso2-key-manager";

describe("a mistake in the configuration", () => {
  const home = process.cwd();
  const earlier = { ...process.env };
  let directory: string;
  let salt: unknown;
  let declarations: Declarations;

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), "auth0-wso2-mistakes-"));
    await writeFile(join(directory, "Pulumi.yaml"), `name: ${project}\nruntime: nodejs\n`);
    await paste("pulumi stack init test");
    await paste("pulumi config set --secret anything", "x");
    salt = (parse(await readFile(file(), "utf8")) as Record<string, unknown>)["encryptionsalt"];
    // The program runs where its config is.
    process.chdir(directory);
    declarations = await mockEngine();
  });

  beforeEach(() => {
    setEnvironment(environment);
  });

  after(async () => {
    process.chdir(home);
    setEnvironment(Object.fromEntries(Object.keys(environment).map((name) => [name, undefined])));
    Object.assign(process.env, earlier);
    await rm(directory, { recursive: true });
  });

  const file = () => join(directory, "Pulumi.test.yaml");
  /** Runs a command as it was pasted, and types `input` where it asks. */
  const paste = (command: string, input = "") =>
    new Promise<string>((resolve, reject) => {
      const own = {
        PULUMI_BACKEND_URL: `file://${directory}`,
        PULUMI_CONFIG_PASSPHRASE: "mistakes",
        PULUMI_SKIP_UPDATE_CHECK: "true",
      };
      const options = { cwd: directory, env: { ...process.env, ...own } };
      const child = execFile("sh", ["-c", command], options, (error, output, complaint) => {
        if (error) reject(new Error(`${command}: ${complaint}`));
        else resolve(output);
      });
      child.stdin?.end(input);
    });
  const configure = async (keys: Record<string, unknown>) => {
    const entries = Object.entries(keys).map(([key, value]) => [
      key.includes(":") ? key : `${project}:${key}`,
      value,
    ]);
    const written = { encryptionsalt: salt, config: Object.fromEntries(entries) as object };
    await writeFile(file(), JSON.stringify(written));
  };
  /** Hands the file to the program, as the engine does. */
  const handOver = async () => {
    const text = await readFile(file(), "utf8");
    const { config: written } = parse(text) as { config: Record<string, unknown> };
    // Only Pulumi can read what is encrypted.
    const found: Record<string, Value> = text.includes("secure")
      ? (JSON.parse(await paste("pulumi config --json --show-secrets")) as Record<string, Value>)
      : Object.fromEntries(Object.entries(written).map(([key, value]) => [key, { value }]));
    runtime.setAllConfig(
      Object.fromEntries(Object.entries(found).map(([key, { value }]) => [key, asText(value)])),
      Object.keys(found).filter((key) => found[key]?.secret),
    );
  };
  const mistakes = (): string => {
    try {
      loadSettings();
      return "";
    } catch (error) {
      return (error as Error).message;
    }
  };

  it("is not in what the others are made from", async () => {
    await configure(config);
    await handOver();
    assert.equal(mistakes(), "");
  });

  for (const [title, mistake] of Object.entries(configMistakes)) {
    it(`is found before anything is written, and gone after its remedy: ${title}`, async () => {
      const { message, remedy = [], value = "", exports = {}, encrypted = {} } = mistake;
      const make = async () => {
        await configure({ ...config, ...mistake.config });
        for (const [path, secret] of Object.entries(encrypted)) {
          await paste(`pulumi config set --secret --path '${path}'`, secret);
        }
        setEnvironment({ ...environment, ...mistake.environment });
        await handOver();
      };
      await make();
      const said = mistakes();
      assert.match(said, /has one mistake:/);
      assert.ok(said.includes(message), said);
      assert.deepEqual(declarations, []);

      if (mistake.exports) {
        for (const name of Object.keys(exports)) assert.ok(said.includes(name), said);
        setEnvironment({ ...environment, ...mistake.environment, ...exports });
        assert.equal(mistakes(), "");
      }
      if (remedy.length === 0) return;
      await make();
      for (const command of remedy) {
        assert.ok(said.includes(command), `${said}\ndoes not say: ${command}`);
        await paste(filledIn(command, value), value);
      }
      await handOver();
      assert.equal(mistakes(), "");
    });
  }
});

interface Value {
  value: unknown;
  secret?: boolean;
}

const asText = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));

/** A command as a person would complete it. */
function filledIn(command: string, value: string): string {
  const words: Record<string, string> = {
    tenant: "acme",
    region: "eu",
    id: "deployer",
    key: value,
  };
  return command.replace(/<(\w+)>/g, (_, name: string) => words[name] ?? shellQuoted(value));
}

function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function setEnvironment(variables: Readonly<Record<string, string | undefined>>): void {
  Reflect.deleteProperty(process.env, "WSO2_CA_FILE");
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
  }
}
