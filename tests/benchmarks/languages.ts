import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { startSandbox, type Sandbox } from "auth0-wso2-sandbox";
import { environmentFor } from "auth0-wso2-sandbox/environment";
import { ensureLanguage } from "auth0-wso2-toolchain/ensureLanguage";
import { linkPackage } from "../../tools/package/linkedPackage";
import { costRows, operations, pulumi, type Cost } from "./measure";
import { table } from "./table";

const example = join(__dirname, "../../examples/programs/yaml");

/** What examples/programs/yaml declares. */
const inJavaScript = `
const { Config } = require("@pulumi/pulumi");
const { Applications, Auth0KeyManager } = require("auth0-wso2-key-manager");

const keyManager = new Auth0KeyManager("auth0", {
  domain: new Config().require("domain"),
  api: {
    identifier: "https://orders.example.com/",
    scopes: [{ name: "read:orders", description: "Read orders" }],
  },
  keyManager: { name: "auth0" },
});
new Applications("applications", {
  keyManager,
  applications: {
    shop: { keys: { production: { mode: "map", scopes: ["read:orders"] } } },
    reports: { keys: { production: { mode: "generate" } } },
  },
  smokeTest: { application: "shop" },
});
`;

/** A preview without changes, by the language of the program. */
export async function measureLanguages(rounds: number): Promise<string> {
  const sandbox = await startSandbox();
  const other = await startSandbox({ certificateAuthority: sandbox.certificateAuthority });
  const programs = {
    JavaScript: await program(sandbox, async (directory) => {
      await writeFile(join(directory, "index.js"), inJavaScript);
      const project = "name: yaml\nruntime: nodejs\noptions: { refresh: always }\n";
      await writeFile(join(directory, "Pulumi.yaml"), project);
    }),
    YAML: await program(other, (directory) => cp(example, directory, { recursive: true })),
  };
  const costs = new Map<string, Cost[]>();
  for (let round = 0; round < rounds; round += 1) {
    for (const [language, { run }] of Object.entries(programs)) {
      costs.set(language, [...(costs.get(language) ?? []), await run(...operations.preview)]);
    }
  }
  for (const { remove } of Object.values(programs)) await remove();
  await sandbox.close();
  await other.close();
  return table(["language", "s", "times", "processor s", "times"], costRows(costs));
}

/** A stack of a program in a folder of its own, brought up. */
async function program(sandbox: Sandbox, write: (directory: string) => Promise<void>) {
  const root = await mkdtemp(join(tmpdir(), "auth0-wso2-language-"));
  const directory = join(root, "program");
  await mkdir(directory);
  await write(directory);
  await linkPackage(directory);
  const environment = {
    ...(await environmentFor(sandbox, root)),
    PATH: [...(await ensureLanguage("yaml")), process.env["PATH"]].join(delimiter),
  };
  const run = (...args: string[]) => pulumi(directory, environment, ...args);
  await run("stack", "init", "dev");
  await run("config", "set", "domain", sandbox.auth0.domain);
  await run("config", "set", "auth0:domain", sandbox.auth0.domain);
  await run(...operations.up);
  return {
    run,
    remove: async () => {
      await run(...operations.destroy);
      await rm(root, { recursive: true });
    },
  };
}
