import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, symlinkSync } from "node:fs";
import { delimiter, join, relative } from "node:path";
import { promisify } from "node:util";
import manifest from "../../package.json";
import { cacheDirectory } from "auth0-wso2-toolchain/cacheDirectory";
import { directoryOf } from "auth0-wso2-toolchain/provide";
import { installationOf, pulumiRelease } from "auth0-wso2-toolchain/pulumiRelease";
import { TemporaryDirectory } from "../packages/toolchain/temporaryDirectory";

/** What whoever runs the tests may have set. */
const unset = { PULUMI_HOME: undefined, AUTH0_WSO2_TOOLCHAIN_PULUMI: undefined };

describe("a command of this folder", () => {
  let machine: TemporaryDirectory;

  beforeEach(() => {
    machine = new TemporaryDirectory();
  });
  afterEach(() => {
    machine.remove();
  });

  /** A folder with Node.js alone, wherever pulumi is. */
  const withoutPulumi = () => {
    const folder = join(machine.path, "node");
    mkdirSync(folder, { recursive: true });
    if (!existsSync(join(folder, "node"))) symlinkSync(process.execPath, join(folder, "node"));
    return folder;
  };
  const cache = () => ({ AUTH0_WSO2_TOOLCHAIN_CACHE: machine.path });

  /** The arguments of a command that is started with that PATH, and where it finds Pulumi. */
  async function seenWith(PATH: string): Promise<unknown> {
    const file = machine.write(
      "command.cjs",
      `const { argv, env: { PATH, PULUMI_HOME } } = process;
      console.log(JSON.stringify({ argv: argv.slice(1), PATH, PULUMI_HOME }));`,
    );
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      // Named as package.json names them.
      [join(__dirname, "../../tools/command.cjs"), relative(machine.path, file), "--fast"],
      { cwd: machine.path, env: { ...process.env, ...cache(), ...unset, PATH } },
    );
    const { argv, ...found } = JSON.parse(stdout) as { argv: string[] };
    assert.deepEqual([argv, stderr], [[file, "--fast"], ""]);
    return found;
  }

  it("is run as it is where pulumi is on PATH", async () => {
    const PATH = [machine.executable("pulumi", "exit 1"), withoutPulumi()].join(delimiter);
    assert.deepEqual(await seenWith(PATH), { PATH });
  });

  it("finds the Pulumi that was installed before, and does not install it", async () => {
    const { PATH } = (await seenWith(withoutPulumi())) as { PATH: string };
    assert.doesNotMatch(PATH, /pulumi-release/);

    const release = directoryOf(pulumiRelease(), cacheDirectory(cache()));
    const { bin, home } = installationOf(release);
    mkdirSync(bin, { recursive: true });
    const found = (await seenWith(withoutPulumi())) as Record<"PATH" | "PULUMI_HOME", string>;
    assert.deepEqual([found.PATH.split(delimiter)[0], found.PULUMI_HOME], [bin, home]);
  });

  for (const [name, file] of Object.entries(manifest.bin)) {
    it(`is what npm runs for ${name}`, () => {
      const script = name.replace("auth0-wso2-", "") as keyof typeof manifest.scripts;
      assert.equal(manifest.scripts[script], `node tools/command.cjs ${file}`);
    });
  }
});
