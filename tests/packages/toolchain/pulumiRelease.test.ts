import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { cpSync, readFileSync, readdirSync } from "node:fs";
import { createServer as createHttpsServer } from "node:https";
import { createServer, type AddressInfo, type Server } from "node:net";
import { delimiter, join } from "node:path";
import { install } from "@sinonjs/fake-timers";
import { CertificateAuthority } from "auth0-wso2-sandbox/http/certificateAuthority";
import { ensureToolchain, type Toolchain } from "auth0-wso2-toolchain";
import { engineVersion } from "auth0-wso2-toolchain/pulumiPrograms";
import { pluginVersions } from "auth0-wso2-toolchain/versions";
import { TemporaryDirectory } from "./temporaryDirectory";

const archive = `pulumi-${engineVersion()}-${process.platform}-${process.arch}.tar.gz`;
const checksums = `pulumi-${engineVersion().slice(1)}-checksums.txt`;

describe("Pulumi's own release", () => {
  const environment = { ...process.env };
  const write = process.stderr.write.bind(process.stderr);
  let authority: CertificateAuthority;
  let machine: TemporaryDirectory;
  let server: Server;
  let screen: string;
  let asked: string[];
  /** What the stand-in for get.pulumi.com has. */
  let files: Record<string, Buffer | string>;

  before(async () => {
    authority = await CertificateAuthority.create();
  });

  beforeEach(async () => {
    machine = new TemporaryDirectory();
    screen = "";
    asked = [];
    const content = releaseThatInstallsPlugins();
    files = {
      [archive]: content,
      [checksums]: `${"0".repeat(64)}  other.tar.gz\n${sumOf(content)}  ${archive}\n`,
    };
    const { certificate, privateKey } = await authority.issueServerCertificate();
    const answers = createHttpsServer(
      { cert: certificate, key: privateKey },
      (request, response) => {
        const name = request.url?.replace("/releases/sdk/", "") ?? "";
        asked.push(name);
        const file = files[name];
        response.writeHead(file === undefined ? 404 : 200).end(file);
      },
    );
    process.stderr.write = (text) => {
      screen += String(text);
      return true;
    };
    process.env = { ...environment };
    await listen(answers);
    process.env["CURL_CA_BUNDLE"] = machine.write("authority.pem", authority.certificate);
    process.env["AUTH0_WSO2_TOOLCHAIN_CACHE"] = join(machine.path, "cache");
    const goThatBuildsAtOnce = machine.executable(
      "go",
      'test "$1" = env && echo go1.99.0 && exit\n' +
        'test "$1" = list || echo built > "$5/${PWD##*/}"',
    );
    process.env["PATH"] = [goThatBuildsAtOnce, "/usr/bin", "/bin"].join(delimiter);
  });

  afterEach(() => {
    process.stderr.write = write;
    process.env = environment;
    server.close();
    machine.remove();
  });

  /** An archive as Pulumi packs it, whose engine does what the stack's plugins take. */
  function releaseThatInstallsPlugins(): Buffer {
    machine.write(
      "release/pulumi/pulumi",
      '#!/bin/sh\nmkdir -p "$PULUMI_HOME/plugins/$3-$4-v$5"; echo "engine says $1 $2" >&2\n',
    );
    machine.write("release/pulumi/pulumi-language-nodejs", "");
    execFileSync("chmod", ["+x", join(machine.path, "release/pulumi/pulumi")]);
    return execFileSync("tar", ["-cz", "-C", join(machine.path, "release"), "pulumi"]);
  }

  async function listen(standIn: Server): Promise<void> {
    server = standIn;
    server.listen(0, "localhost");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    process.env["AUTH0_WSO2_TOOLCHAIN_RELEASES"] = `https://localhost:${port}/releases/sdk`;
  }

  const programsOf = ({ binDirectories }: Toolchain): string[] =>
    readdirSync(binDirectories.at(-1) ?? "").sort();

  function assertBuilt(toolchain: Toolchain): void {
    const file = join(toolchain.binDirectories.at(-1) ?? "", "pulumi");
    assert.equal(readFileSync(file, "utf8"), "built\n");
    assert.match(screen, /^Building pulumi v[\d.]+, part 1 of 4: /m);
  }

  it("is installed where there is no pulumi, with the plugins of the stack, and one line says so", async () => {
    const toolchain = await ensureToolchain();
    assert.deepEqual(programsOf(toolchain), ["pulumi", "pulumi-language-nodejs"]);
    const { auth0, command } = pluginVersions;
    assert.deepEqual(readdirSync(join(toolchain.environment["PULUMI_HOME"] ?? "", "plugins")), [
      `resource-auth0-v${auth0}`,
      `resource-command-v${command}`,
    ]);
    assert.match(
      screen,
      /^Installing pulumi v[\d.]+, as Pulumi releases it: .* \(usually 1 minute\)\.\n {2}done in \d+ s\n$/,
    );
  });

  it("is taken from the cache the next time, without a word or a question", async () => {
    const first = await ensureToolchain();
    asked = [];
    screen = "";
    assert.deepEqual(await ensureToolchain(), first);
    assert.deepEqual(asked, []);
    assert.equal(screen, "");
  });

  it("works from a cache that another machine has filled, without a network or a tool", async () => {
    const filled = await ensureToolchain();
    cpSync(join(machine.path, "cache"), join(machine.path, "brought"), { recursive: true });
    server.close();
    process.env["AUTH0_WSO2_TOOLCHAIN_CACHE"] = join(machine.path, "brought");
    process.env["PATH"] = "";
    assert.deepEqual(programsOf(await ensureToolchain()), programsOf(filled));
  });

  it("is not asked for where Pulumi was built already", async () => {
    process.env["AUTH0_WSO2_TOOLCHAIN_PULUMI"] = "build";
    const built = await ensureToolchain();
    assertBuilt(built);
    delete process.env["AUTH0_WSO2_TOOLCHAIN_PULUMI"];
    assert.deepEqual(await ensureToolchain(), built);
    assert.deepEqual(asked, []);
  });

  it("is taken even so where the person says it, and nothing else", async () => {
    process.env["AUTH0_WSO2_TOOLCHAIN_PULUMI"] = "build";
    await ensureToolchain();
    process.env["AUTH0_WSO2_TOOLCHAIN_PULUMI"] = "release";
    assert.deepEqual(programsOf(await ensureToolchain()), ["pulumi", "pulumi-language-nodejs"]);

    process.env["AUTH0_WSO2_TOOLCHAIN_CACHE"] = join(machine.path, "another cache");
    files = {};
    await assert.rejects(ensureToolchain(), {
      name: "ToolchainError",
      message: /^Pulumi's release cannot be had: https:.*checksums\.txt: curl: .*404/,
    });
  });

  it("refuses a way that there is not", async () => {
    process.env["AUTH0_WSO2_TOOLCHAIN_PULUMI"] = "download";
    await assert.rejects(ensureToolchain(), { message: /set it to release or build/ });
  });

  for (const [what, spoil] of [
    ["is not what its checksum says", () => (files[archive] = "something else")],
    ["has no checksum", () => (files[checksums] = "")],
  ] as const) {
    it(`is not run where it ${what}: it is built instead`, async () => {
      spoil();
      assertBuilt(await ensureToolchain());
      assert.match(screen, /^Pulumi's release cannot be had: pulumi-\S+ is not what its checksum/m);
      assert.doesNotMatch(screen, /engine says/);
    });
  }

  it("leaves nothing half installed where a plugin cannot be had, and says what the engine said", async () => {
    machine.write("release/pulumi/pulumi", "#!/bin/sh\necho 'no such plugin' >&2; exit 1\n");
    const broken = execFileSync("tar", ["-cz", "-C", join(machine.path, "release"), "pulumi"]);
    files = { [archive]: broken, [checksums]: `${sumOf(broken)}  ${archive}\n` };
    assertBuilt(await ensureToolchain());
    assert.match(screen, /^Pulumi's release cannot be had: no such plugin\.$/m);
    const cached = readdirSync(join(machine.path, "cache/toolchain"));
    assert.deepEqual(
      cached.filter((name) => name.startsWith("pulumi-release")),
      [],
    );
  });

  it("is built instead where nothing listens", async () => {
    server.close();
    await once(server, "close");
    assertBuilt(await ensureToolchain());
    assert.match(screen, /^Pulumi's release cannot be had: https:\S+: curl: \(7\) /m);
  });

  it("is built instead where there is no such name", async () => {
    process.env["AUTH0_WSO2_TOOLCHAIN_RELEASES"] = "https://releases.invalid/sdk";
    assertBuilt(await ensureToolchain());
    assert.match(screen, /^Pulumi's release cannot be had: https:\S+: curl: \([56]\) /m);
  });

  it("is built instead where the address accepts a connection and is silent for ten seconds", async () => {
    server.close();
    const silent = createServer();
    await listen(silent);
    const clock = install({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      const toolchain = ensureToolchain();
      await once(silent, "connection");
      clock.tick(9_999);
      assert.doesNotMatch(screen, /cannot be had/);
      clock.tick(1);
      assertBuilt(await toolchain);
    } finally {
      clock.uninstall();
    }
    assert.match(screen, /cannot be had: localhost:\d+ does not answer within 10 s\.$/m);
  });

  it("says first what is missing where it can be neither fetched nor built", async () => {
    files = {};
    process.env["PATH"] = machine.executable("curl", "exit 22");
    machine.executable("tar", "exit 1");
    machine.executable("go", "echo go1.19.3");
    await assert.rejects(ensureToolchain(), { message: /Go 1\.19\.3 is too old/ });
    assert.doesNotMatch(screen, /^Building/m);
  });
});

const sumOf = (content: Buffer) => createHash("sha256").update(content).digest("hex");
