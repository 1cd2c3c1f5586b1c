import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import manifest from "../../package.json";
import { Stack } from "../engine/stack";
import { ownProgram } from "./installation";
import { compilerSettings, configOf, installedPackage, projectFile } from "./installedPackage";

const run = promisify(execFile);

interface Manager {
  /** One without dependencies, but for executables of the same version. */
  readonly package: string;
  /** Its command, in a folder of modules. */
  readonly file: string;
  readonly settings?: string;
  readonly install?: readonly string[];
  /** How it starts a command of an installed package. */
  readonly exec?: string;
  /** What Pulumi says where this manager has not started it. */
  readonly refusal?: RegExp;
}

const yarn4 = { package: "@yarnpkg/cli-dist@4.18.1", file: "@yarnpkg/cli-dist/bin/yarn.js" };

const managers: Readonly<Record<string, Manager>> = {
  "yarn-1": { package: "yarn@1.22.22", file: "yarn/bin/yarn.js" },
  "yarn-4": { ...yarn4, settings: "nodeLinker: node-modules\n" },
  "yarn-4-pnp": {
    ...yarn4,
    settings: "nodeLinker: pnp\n",
    refusal: /the Pulumi SDK has not been installed/,
  },
  pnpm: {
    package: "pnpm@12.21.0",
    file: ".bin/pnpm",
    // It ends with 1 where nobody has decided about scripts, and packages of Pulumi have some.
    install: ["--ignore-scripts"],
    exec: "exec",
  },
  bun: { package: "bun@1.4.5", file: ".bin/bun" },
};

describe("the package, installed elsewhere, on the real engine, by", () => {
  const { sandbox, newInstallation, destroy } = installedPackage();
  let home: string;

  before(async () => {
    home = await mkdtemp(join(tmpdir(), "auth0-wso2-managers-"));
  });

  after(() => rm(home, { recursive: true, force: true }));

  for (const [name, manager] of Object.entries(managers)) {
    describe(name, () => {
      let directory: string;

      const start = async (...parameters: readonly string[]): Promise<string> => {
        const file = join(home, name, "node_modules", manager.file);
        const env = {
          ...process.env,
          // The cache of Yarn 1 has the tarball of an earlier run under the same name.
          YARN_CACHE_FOLDER: join(home, "cache"),
          // On a machine for tests, Yarn 4 would refuse to write its lock file.
          YARN_ENABLE_IMMUTABLE_INSTALLS: "false",
        };
        const { stdout, stderr } = await run(file, parameters, { cwd: directory, env });
        return stdout + stderr;
      };
      const exec = (...command: readonly string[]) => start(manager.exec ?? "run", ...command);

      before(async () => {
        // bun and pnpm put their executables in place in a script.
        const options = ["--prefer-offline", "--no-ignore-scripts", "--prefix", join(home, name)];
        await run("npm", ["install", ...options, manager.package]);
        const files = {
          ...(manager.settings && { ".yarnrc.yml": manager.settings }),
          "Pulumi.yaml": projectFile(name),
          "tsconfig.json": compilerSettings,
          "index.ts": await ownProgram(),
        };
        const installation = await newInstallation();
        // The oldest SDK that the package takes.
        directory = await installation.addProgram(".", files, { sdk: "3.249.0" });
      });

      it("is installed without a complaint about it", async () => {
        const said = await start("install", ...(manager.install ?? []));
        const complaints = said.split("\n").filter((line) => /warn|YN0004|YN0086/i.test(line));
        const others = /@pulumi\/|opentelemetry|protobufjs|peer depend|with warnings/;
        assert.deepEqual(
          complaints.filter((line) => !others.test(line)),
          [],
        );
      });

      it("has types that the program compiles with", async () => {
        await exec("tsc", "--noEmit", "--noCheck", "false", "--types", "node");
      });

      it("has its commands", async () => {
        for (const command of Object.keys(manifest.bin)) {
          assert.match(await exec(command, "--help"), /^usage: /m);
        }
      });

      it("previews, creates, finds nothing to do and destroys", async () => {
        const keyManager = `auth0-${name}`;
        const config = {
          ...configOf(keyManager),
          applications: { [`${name}-app`]: { keys: { production: { mode: "map" } } } },
          smokeTest: { enabled: true },
        };
        const stack = await Stack.of(sandbox, name, config, directory, name);
        if (manager.refusal) {
          const { code, output } = await stack.pulumi("preview");
          assert.notEqual(code, 0);
          assert.match(output, manager.refusal);
          const options = await start("exec", "node", "-p", "process.env.NODE_OPTIONS");
          stack.environment["NODE_OPTIONS"] = options.trim();
        }
        await stack.succeed("preview");
        assert.match(await stack.up(), /passed {2}keyManagerLoaded/);
        const { code, output } = await stack.preview();
        assert.equal(code, 0, output);
        await destroy(stack, keyManager);
      });
    });
  }
});
