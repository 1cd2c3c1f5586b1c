import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { cacheDirectory } from "auth0-wso2-toolchain/cacheDirectory";
import { ensureToolchain } from "auth0-wso2-toolchain";
import { pluginVersions } from "auth0-wso2-toolchain/versions";
import { TemporaryDirectory } from "./temporaryDirectory";

describe("the toolchain", () => {
  const environment = { ...process.env };
  const write = process.stderr.write.bind(process.stderr);
  let machine: TemporaryDirectory;

  beforeEach(() => {
    machine = new TemporaryDirectory();
    process.env = { ...environment };
    process.env["AUTH0_WSO2_TOOLCHAIN_CACHE"] = join(machine.path, "cache");
    process.env["PATH"] = machine.path;
    process.stderr.write = () => true;
  });
  afterEach(() => {
    process.stderr.write = write;
    process.env = environment;
    machine.remove();
  });

  it("is the machine's own where pulumi is on PATH: nothing is built or cached", async () => {
    process.env["PATH"] = machine.executable("pulumi", "exit 1");
    assert.deepEqual(await ensureToolchain(), { binDirectories: [], environment: {} });
    assert.equal(existsSync(cacheDirectory()), false);
  });

  it("says what to install where there is neither pulumi nor Go", async () => {
    await assert.rejects(ensureToolchain(), {
      name: "ToolchainError",
      message:
        /no pulumi on PATH, and no Go .*: install Go 1\.\d+\S* or later, or install Pulumi.*https:/,
    });
  });

  it("says which Go is needed where Go is too old", async () => {
    process.env["PATH"] = machine.executable("go", "echo go1.19.3");
    await assert.rejects(ensureToolchain(), {
      name: "ToolchainError",
      message: /Go 1\.19\.3 is too old .*: install Go 1\.\d+\S* or later/,
    });
  });

  it("shows the end of the compiler's output where a build fails", async () => {
    process.env["PATH"] = machine.executable(
      "go",
      'test "$1" = env && echo go1.99.0 && exit\n' +
        'echo "go: downloading noise" >&2; echo "main.go:1: syntax error" >&2; exit 1',
    );
    await assert.rejects(ensureToolchain(), {
      name: "ToolchainError",
      message: /could not be built, because the Go build failed.*\nmain\.go:1: syntax error$/,
    });
  });

  it("tells an unreachable module proxy from a failed build", async () => {
    process.env["PATH"] = machine.executable(
      "go",
      'test "$1" = env && echo go1.99.0 && exit\n' +
        'echo "go: module x: dial tcp: lookup: no such host" >&2; exit 1',
    );
    await assert.rejects(ensureToolchain(), {
      name: "ToolchainError",
      message: /the Go module proxy cannot be reached/,
    });
  });

  it("puts each program where the engine looks for it, in a home that is not the person's", async () => {
    process.env["PATH"] = machine.executable(
      "go",
      'test "$1" = env && echo go1.99.0 && exit\n' +
        'test "$1" = list || echo built > "$5/${PWD##*/}"',
    );
    process.env["PULUMI_HOME"] = join(machine.path, "home of the person");
    delete process.env["PULUMI_CREDENTIALS_PATH"];
    const { binDirectories, environment: variables } = await ensureToolchain();
    assert.deepEqual(readdirSync(binDirectories.at(-1) ?? "").sort(), [
      "pulumi",
      "pulumi-language-nodejs",
      "pulumi-resource-pulumi-nodejs",
    ]);
    const { PULUMI_HOME = "", PULUMI_CREDENTIALS_PATH } = variables;
    const { auth0, command } = pluginVersions;
    for (const [folder, program] of [
      [`resource-auth0-v${auth0}`, "pulumi-resource-auth0"],
      [`resource-command-v${command}`, "pulumi-resource-command"],
    ] as const) {
      assert.deepEqual(readdirSync(join(PULUMI_HOME, "plugins", folder)), [program]);
    }
    assert.equal(PULUMI_CREDENTIALS_PATH, process.env["PULUMI_HOME"], "logins stay the person's");
    assert.equal(existsSync(process.env["PULUMI_HOME"]), false);
  });

  it("builds plugins that call themselves what the packages in package.json ask for", () => {
    const manifest = JSON.parse(readFileSync(join(__dirname, "../../../package.json"), "utf8")) as {
      dependencies: Record<string, string>;
    };
    assert.equal(pluginVersions.auth0, manifest.dependencies["@pulumi/auth0"]);
    assert.equal(pluginVersions.command, manifest.dependencies["@pulumi/command"]);
  });

  it("is cached outside the work tree, where the person says or else where caches go", () => {
    assert.equal(cacheDirectory({ AUTH0_WSO2_TOOLCHAIN_CACHE: "/a" }), "/a/toolchain");
    assert.equal(cacheDirectory({ XDG_CACHE_HOME: "/b" }), "/b/auth0-wso2-key-manager/toolchain");
    assert.match(cacheDirectory({}), /\/\.cache\/auth0-wso2-key-manager\/toolchain$/);
  });
});
