import assert from "node:assert/strict";
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { ended, killed, statusOf, untilReady } from "../../support/sandboxProcess";
import { TemporaryDirectory } from "../toolchain/temporaryDirectory";

const project = join(__dirname, "../../..");

/** A sandbox that somebody has started, as the shell sees it. */
interface Started {
  child: ChildProcess;
  output: string;
}

describe("npm run sandbox", () => {
  /** The machine has a `pulumi`, so that nothing needs to be built. */
  let machine: TemporaryDirectory;
  let children: ChildProcess[] = [];
  /** Variables beside those of every command. */
  let extra: NodeJS.ProcessEnv;

  beforeEach(() => {
    machine = new TemporaryDirectory();
    extra = {};
    machine.executable("pulumi", "exit 1");
  });
  afterEach(async () => {
    await Promise.all(children.map(killed));
    children = [];
    machine.remove();
  });

  function command(path: string, ...parameters: string[]): ChildProcess {
    const child = spawn(
      process.execPath,
      ["-r", require.resolve("tsx/cjs"), join(project, "tools/demo/sandbox.ts"), ...parameters],
      {
        cwd: machine.path,
        env: {
          PATH: path,
          AUTH0_WSO2_TOOLCHAIN_CACHE: join(machine.path, "cache"),
          // As `npm run sandbox` has it, which starts in the project's folder.
          TSX_TSCONFIG_PATH: join(project, "tsconfig.json"),
          ...extra,
        },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    children.push(child);
    return child;
  }

  const withPulumi = (...parameters: string[]) => command(join(machine.path, "bin"), ...parameters);

  async function start(...parameters: string[]): Promise<Started> {
    const child = withPulumi(...parameters);
    return { child, output: await untilReady(child) };
  }

  async function run(child: ChildProcess): Promise<{ exitCode: number | null; output: string }> {
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (data: Buffer) => (output += data.toString()));
    }
    return { exitCode: await ended(child), output };
  }

  /** What it says at its end. */
  async function interrupt({ child }: Started): Promise<string> {
    const end = run(child);
    // As npm and a terminal do together: the second one must not cut it off. It may come so late
    // that it is what ends the process, after all is done.
    child.kill("SIGINT");
    child.kill("SIGINT");
    return (await end).output;
  }

  const read = (file: string) => readFileSync(join(machine.path, file), "utf8");
  const variable = (folder: string, name: string) =>
    new RegExp(`^export ${name}='(.*)'$`, "m").exec(read(`${folder}/environment.sh`))?.[1] ?? "";

  it("runs twice at once in one folder, each with an authority of its own", async () => {
    await Promise.all([start(), start()]);
    assert.deepEqual(readdirSync(join(machine.path, ".sandbox")).sort(), ["1", "2"]);
    for (const folder of [".sandbox/1", ".sandbox/2"]) {
      const authority = readFileSync(variable(folder, "WSO2_CA_FILE"), "utf8");
      assert.equal(await statusOf(`${variable(folder, "WSO2_URL")}/admin/`, authority), 200);
    }
    assert.notEqual(variable(".sandbox/1", "WSO2_URL"), variable(".sandbox/2", "WSO2_URL"));

    const { exitCode, output } = await run(withPulumi("publish", "Orders", "1.0.0"));
    assert.equal(exitCode, 1);
    assert.match(output, /--state, one of \.sandbox\/1, \.sandbox\/2/);

    for (const folder of [".sandbox/1", ".sandbox/2"]) {
      const name = "AUTH0_WSO2_SANDBOX";
      extra = { [name]: variable(folder, name) };
      const published = await run(withPulumi("publish", "Orders", "1.0.0"));
      const url = `${variable(folder, "GATEWAY_URL")}/orders/1.0.0`;
      assert.ok(published.output.includes(url), `${folder}: ${published.output}`);
    }

    const third = await run(withPulumi("--state", ".sandbox/1"));
    assert.equal(third.exitCode, 1);
    assert.match(third.output, /A sandbox runs in \.sandbox\/1 already .*--state/);
  });

  it("gives each shell the toolchain, also where it was started in a shell that had it of another one", async () => {
    rmSync(join(machine.path, "bin/pulumi"));
    const program = '"$5/${PWD##*/}"';
    const built = `test "$1" = list || { echo built > ${program}; /bin/chmod +x ${program}; }`;
    const bin = machine.executable("go", `test "$1" = env && echo go1.99.0 && exit\n${built}`);
    extra = { AUTH0_WSO2_TOOLCHAIN_PULUMI: "build" };
    await untilReady(command(bin));
    const settings = (folder: string) =>
      read(`${folder}/environment.sh`)
        .split("\n")
        .filter((line) => /^export (PATH|PULUMI_HOME|PULUMI_CREDENTIALS_PATH)=/.test(line));
    const first = settings(".sandbox/1");
    assert.equal(first.length, 3);
    const script =
      '. .sandbox/1/environment.sh && printf "%s\n" "$PATH" "$PULUMI_HOME" "$PULUMI_CREDENTIALS_PATH"';
    const options = { cwd: machine.path, env: { PATH: bin }, encoding: "utf8" } as const;
    const [path = "", PULUMI_HOME, PULUMI_CREDENTIALS_PATH] = execFileSync(
      "/bin/sh",
      ["-c", script],
      options,
    ).split("\n");
    Object.assign(extra, { PULUMI_HOME, PULUMI_CREDENTIALS_PATH });
    await untilReady(command(path));
    assert.deepEqual(settings(".sandbox/2"), first);
  });

  it("is on the next day what it was: addresses, logins, release, and what it holds", async () => {
    const first = await start("--release", "4.2");
    const environment = read(".sandbox/1/environment.sh");
    const published = await run(withPulumi("publish", "Orders", "1.0.0"));
    assert.equal(published.exitCode, 0, published.output);
    const url = /https:\/\/\S+\/orders\/1\.0\.0/.exec(published.output)?.[0] ?? "";
    assert.match(await interrupt(first), /The sandbox has ended\. What it holds is kept/);

    const { output } = await start();
    assert.match(output, /WSO2 API Manager 4\.2, as they were left/);
    assert.equal(read(".sandbox/1/environment.sh"), environment);
    assert.ok(output.includes(new URL(url).origin), "the gateway is where it was");
    // The API is there: without it the gateway would answer 404.
    assert.equal(await statusOf(url, read(".sandbox/1/authority.pem")), 401);
  });

  it("loses the next answer to a request of which a person says it", async () => {
    await start();
    const { exitCode, output } = await run(withPulumi("lose", "GET", "/oauth/token"));
    assert.equal(exitCode, 0, output);
    assert.match(
      output,
      /^Auth0 will do what the next GET \/oauth\/token asks, and its answer will be lost/,
    );
    const url = `https://${variable(".sandbox/1", "AUTH0_DOMAIN")}/oauth/token`;
    const authority = read(".sandbox/1/authority.pem");
    await assert.rejects(statusOf(url, authority), /socket hang up/);
    assert.equal(typeof (await statusOf(url, authority)), "number");
    const mistake = await run(withPulumi("lose", "FETCH", "/oauth/token"));
    assert.equal(mistake.exitCode, 1);
    assert.match(mistake.output, /Say a method, one of GET, POST/);
  });

  it("does what a word says in the sandbox that runs, and tells the words where there is none", async () => {
    await start();
    const { exitCode, output } = await run(withPulumi("restart"));
    assert.equal(exitCode, 0, output);
    assert.match(output, /^WSO2 has started again\..*\n\npulumi preview/);
    for (const words of [["dritf"], ["drift", "now"], ["constructor"]]) {
      const mistake = await run(withPulumi(...words));
      assert.equal(mistake.exitCode, 1);
      assert.match(
        mistake.output,
        /is none of these:\n[^]*sandbox -- drift .*\n[^]*-- another-owner/,
      );
    }
  });

  it("says that there is no sandbox to publish in", async () => {
    const { exitCode, output } = await run(withPulumi("publish", "Orders", "1.0.0"));
    assert.equal(exitCode, 1);
    assert.match(output, /^No sandbox is running\. Start one .*: npm run sandbox\n$/);
  });

  it("says which port is taken, and leaves what it holds as it is", async () => {
    await interrupt(await start());
    const state = read(".sandbox/1/state.json");
    const { port } = new URL(variable(".sandbox/1", "WSO2_URL"));
    const other = createServer().listen(Number(port), "127.0.0.1");
    try {
      const { exitCode, output } = await run(withPulumi());
      assert.equal(exitCode, 1);
      assert.match(output, new RegExp(`Another program listens on port ${port}.*--state`));
    } finally {
      other.close();
    }
    assert.equal(read(".sandbox/1/state.json"), state);
  });

  it("says what is missing where there is neither pulumi nor Go, and ends", async () => {
    mkdirSync(join(machine.path, "empty"));
    const { exitCode, output } = await run(command(join(machine.path, "empty")));
    assert.equal(exitCode, 1);
    assert.match(output, /^There is no pulumi on PATH, and no Go to build it with: install Go/m);
    assert.equal(existsSync(join(machine.path, ".sandbox")), false);
  });

  it("tells its options", async () => {
    const { exitCode, output } = await run(withPulumi("--help"));
    assert.equal(exitCode, 0);
    for (const option of ["publish", "--release", "4.7", "--state", "--context"]) {
      assert.ok(output.includes(option), option);
    }
  });
});
