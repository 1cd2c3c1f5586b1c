import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { copyFile, readFile } from "node:fs/promises";
import { join } from "node:path";
import { AdminPortal } from "auth0-wso2-sandbox/consoles";
import { assertShown } from "./assertions";
import { Stack, type StackConfig } from "./stack";
import { sandboxForTests } from "../support/sandboxForTests";

/** A stack with a text that must stay secret in every place where one can stand. */
const config = {
  api: {
    identifier: "https://orders.example.com/",
    name: "hidden-api",
    scopes: [{ name: "read:orders", description: "hidden-scope" }],
  },
  keyManager: {
    name: "hidden-entry",
    description: "hidden-description",
    additionalProperties: {
      licence: "hidden-licence",
      "with.dots": { deep: ['hidden "deep" value'], shown: "plain-value" },
    },
    additionalFields: { vault: { path: "hidden-path" } },
    claimMapping: [{ remoteClaim: "hidden-claim", localClaim: "local" }],
  },
  managementApplication: { name: "hidden-management", clientMetadata: { tag: "hidden-tag" } },
  applications: {
    app: {
      description: "hidden-application",
      attributes: { Team: "hidden-attribute" },
      keys: {
        production: {
          mode: "map",
          callbackUrl: "https://hidden-1.example.com/,https://hidden-2.example.com/",
          client: { clientMetadata: { tag: "hidden-metadata" } },
        },
        sandbox: {
          callbackUrl: "https://hidden-3.example.com/",
          logoUri: "https://hidden-4.example.com/",
          secretVersion: "hidden-version",
        },
      },
    },
  },
  smokeTest: { enabled: true },
};

/** The texts that are hidden, as they stand in what a JSON text is made of. */
const hidden: string[] = JSON.stringify(config).match(/[^",]*hidden[^",\\]*/g) ?? [];

describe("secrets of the stack config, on the real engine", () => {
  const sandbox = sandboxForTests();
  let stack: Stack;

  before(async () => {
    sandbox.wso2.state.applicationAttributes.push({
      name: "Team",
      required: false,
      hidden: false,
      defaultValue: "",
    });
    sandbox.wso2.state.furtherFields = ["vault"];
    stack = await Stack.create(sandbox, "secrets", {});
  });

  after(() => stack.remove());

  const fileOf = (name: string) => join(stack.directory, `Pulumi.${name}.yaml`);
  /** The texts of a declaration that are to be hidden, by their paths. */
  const hiddenIn = (value: unknown, path = ""): Record<string, string> => {
    if (typeof value === "string" && value.includes("hidden")) return { [path]: value };
    if (typeof value !== "object" || value === null) return {};
    const parts = Object.entries(value).map(([name, part]) => {
      const step = Array.isArray(value) ? `[${name}]` : `["${name}"]`;
      return hiddenIn(part, path === "" ? name : path + step);
    });
    return Object.assign({}, ...parts) as Record<string, string>;
  };
  const configureEncrypted = async (declared: StackConfig) => {
    await stack.configure(declared);
    await stack.encrypt(hiddenIn(declared));
  };
  const assertHidden = async (where: string) => {
    const state = await stack.export();
    assert.ok(state.includes("plain-value"));
    for (const text of hidden) {
      assert.ok(!state.includes(text), `${text} is in the state ${where}`);
      assert.ok(!stack.transcript.includes(text), `${text} was printed ${where}`);
    }
  };

  it("are refused as plain text, with commands that encrypt them", async () => {
    const { WSO2_PASSWORD = "", AUTH0_CLIENT_SECRET = "" } = stack.environment;
    const secrets = {
      "auth0:clientSecret": AUTH0_CLIENT_SECRET,
      "wso2.password": WSO2_PASSWORD,
      "managementApplication.clientSecret": "secret-of-the-existing-application",
    };
    await stack.configure({
      "auth0:clientSecret": secrets["auth0:clientSecret"],
      wso2: { password: secrets["wso2.password"] },
      managementApplication: { clientId: "x", clientSecret: "secret-of-the-existing-application" },
      api: config.api,
      keyManager: { name: "refused" },
    });
    sandbox.auth0.requests.clear();
    sandbox.wso2.requests.clear();
    const { code, output } = await stack.pulumi("up", "--yes");
    assert.notEqual(code, 0);
    assert.match(output, /has 3 mistakes/);
    assert.deepEqual(sandbox.auth0.requests.writes(), []);
    assert.deepEqual(sandbox.wso2.requests.writes(), []);

    for (const [setting, secret] of Object.entries(secrets)) {
      const refusal = output.split("\n").find((line) => line.includes(`- ${setting} is a secret`));
      const command = /Encrypt it: (.*)$/.exec(refusal ?? "")?.[1];
      assert.ok(command, `${setting} is not refused`);
      await runInShell(command, secret, stack);
    }
    const file = await readFile(fileOf("secrets"), "utf8");
    for (const secret of Object.values(secrets)) assert.ok(!file.includes(`"${secret}"`), file);
    // What is left is that there is no such application.
    assert.doesNotMatch((await stack.pulumi("preview")).output, /mistake/);
  });

  it("stay secret in the state, wherever they stand, also where they look like numbers", async () => {
    await configureEncrypted(config);
    await stack.encrypt({ "keyManager.additionalProperties.quota": "987654" });
    hidden.push("987654");
    await stack.up();
    await assertHidden("after up");
    assert.ok((await stack.export()).includes("quota"));
  });

  it("stay secret where somebody changes them by hand", async () => {
    const portal = new AdminPortal(sandbox);
    const { additionalProperties } = await portal.keyManager("hidden-entry");
    await portal.editKeyManager("hidden-entry", {
      description: "hidden-drift",
      vault: { path: "hidden-path-drift" },
      additionalProperties: {
        ...(additionalProperties as object),
        licence: "hidden-licence-drift",
      },
    });
    hidden.push("hidden-drift", "hidden-licence-drift", "hidden-path-drift");
    const output = await assertShown(stack);
    // Each of them is one that was changed, and no other.
    assert.match(output, /~ 1 to update/);
    await stack.succeed("refresh", "--yes", "--skip-preview");
    await assertHidden("after a refresh");
  });

  it("stay secret where Pulumi was told another file", async () => {
    hidden.push("hidden-elsewhere");
    await configureEncrypted({
      ...config,
      keyManager: { ...config.keyManager, description: "hidden-elsewhere" },
    });
    const elsewhere = join(stack.directory, "elsewhere.yaml");
    await copyFile(fileOf("secrets"), elsewhere);
    await stack.configure({});
    await stack.up("--config-file", elsewhere);
    const everything = stack.transcript + (await stack.export());
    for (const text of hidden) assert.ok(!everything.includes(text), text);
  });

  it("must not be names, which Pulumi shows", async () => {
    await stack.configure({ ...config, api: {} });
    await stack.encrypt({ "api.identifier": "https://x/", "wso2.url": "https://localhost:1" });
    const { output } = await stack.pulumi("preview");
    assert.match(output, /api\.identifier is encrypted, but becomes part of names and ids/);
    assert.match(output, /wso2\.url is encrypted.*: pulumi config set --path 'wso2\.url' <value>/);
  });
});

/** Runs a command as it was pasted, and types `input` when it asks. */
async function runInShell(command: string, input: string, stack: Stack): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const child = execFile(
      "sh",
      ["-c", command],
      { cwd: stack.directory, env: { ...process.env, ...stack.environment } },
      (error, _, stderr) => {
        if (error) reject(new Error(`${command}: ${stderr}`));
        else resolve();
      },
    );
    child.stdin?.end(input);
  });
}
