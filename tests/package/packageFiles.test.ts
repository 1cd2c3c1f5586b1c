import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { satisfies, subset } from "semver";
import manifest from "../../package.json";
import sandbox from "auth0-wso2-sandbox/package.json";
import toolchain from "auth0-wso2-toolchain/package.json";
import { oldestNode } from "auth0-wso2-toolchain/versions";

const project = join(__dirname, "../..");

describe("the package files", () => {
  it("name what the product imports, and no more", async () => {
    const { folders, packages } = await importsOf("components");
    assert.deepEqual(folders, ["components"]);
    assert.deepEqual(packages, namesIn(manifest.dependencies, manifest.peerDependencies));
  });

  it("name what the sandbox imports, and no more; it needs nothing else of this project", async () => {
    const { folders, packages } = await importsOf("packages/sandbox");
    assert.deepEqual(folders, ["packages/lock", "packages/sandbox"]);
    assert.deepEqual(packages, namesIn(sandbox.dependencies));
  });

  it("name what the toolchain imports, and no more; it needs nothing else of this project", async () => {
    const { folders, packages } = await importsOf("packages/toolchain");
    assert.deepEqual(folders, ["packages/lock", "packages/toolchain"]);
    assert.deepEqual(packages, namesIn(toolchain.peerDependencies));
  });

  it("let this project run the sources of the sandbox, whatever was built of them once", () => {
    // An import of a folder follows "main", which a package with "exports" can do without.
    assert.equal(require.resolve("auth0-wso2-sandbox"), join(project, "packages/sandbox/index.ts"));
  });

  it("leave to the sandbox what the sandbox alone needs", () => {
    const development = Object.keys(manifest.devDependencies);
    assert.deepEqual(
      Object.keys(sandbox.dependencies).filter((name) => development.includes(name)),
      [],
    );
  });

  it("ask for one version of each package, from whichever registry", () => {
    const packages = lockedBy("package-lock.json");
    const copies = Object.keys(packages).filter((path) =>
      /^packages\/\w+\/node_modules\//.test(path),
    );
    assert.deepEqual(copies, []);
    const folders = Object.values(manifest.devDependencies).filter((at) => at.startsWith("file:"));
    assert.deepEqual(
      addressesOf(packages).map((folder) => `file:${folder}`),
      folders,
    );
  });

  it("let npm warn of no package on the Node.js versions that they name (EBADENGINE)", () => {
    assert.ok(satisfies(oldestNode, manifest.engines.node), "the toolchain gets one where it must");
    const others = Object.entries(lockedBy("package-lock.json")).filter(
      ([, { engines }]) =>
        engines?.node !== undefined && !subset(manifest.engines.node, engines.node),
    );
    assert.deepEqual(
      others.map(([path, { engines }]) => `${path}: ${engines?.node}`),
      [],
    );
  });

  for (const folder of ["tests/browser/installed", "tests/mutants", "tests/package/auth0Clients"]) {
    it(`leave to ${folder} what it alone needs, from whichever registry`, () => {
      const packages = lockedBy(`${folder}/package-lock.json`);
      assert.deepEqual(addressesOf(packages), []);
      const { dependencies = {}, devDependencies = {} } = packages[""] ?? {};
      const names = namesIn(dependencies, devDependencies);
      assert.ok(names.length > 0);
      const shared = Object.keys(lockedBy("package-lock.json"));
      assert.deepEqual(
        names.filter((name) => shared.includes(`node_modules/${name}`)),
        [],
      );
    });
  }
});

type Locked = Record<
  string,
  {
    resolved?: string;
    engines?: { node?: string };
    dependencies?: object;
    devDependencies?: object;
  }
>;

function lockedBy(file: string): Locked {
  const { packages } = JSON.parse(readFileSync(join(project, file), "utf8")) as {
    packages: Locked;
  };
  return packages;
}

/** Where the packages of a lock file come from, if it says so. */
const addressesOf = (packages: Locked) =>
  Object.values(packages)
    .flatMap(({ resolved = [] }) => resolved)
    .sort();

/** Of a folder's sources: the folders of this project and the packages that they import from. */
async function importsOf(folder: string): Promise<{ folders: string[]; packages: string[] }> {
  const sources = readdirSync(join(project, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.startsWith("dist"))
    .map((file) => join(folder, file));
  const { metafile } = await build({
    absWorkingDir: project,
    entryPoints: sources,
    bundle: true,
    packages: "external",
    platform: "node",
    outdir: "unused",
    metafile: true,
    write: false,
    logLevel: "silent",
  });
  const packages = Object.values(metafile.inputs)
    .flatMap(({ imports }) => imports)
    .filter(({ path, external }) => external && !path.startsWith("node:"))
    .map(({ path }) => /^(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? path);
  const folders = Object.keys(metafile.inputs).map(
    (file) => /^(?:packages\/)?[^/]+/.exec(file)?.[0] ?? file,
  );
  return { folders: sorted(folders), packages: sorted(packages) };
}

/** Packages that hold types alone are left out, as compilers leave out their imports. */
function namesIn(...dependencies: readonly object[]): string[] {
  return sorted(dependencies.flatMap(Object.keys).filter((name) => !name.startsWith("@types/")));
}

const sorted = (names: readonly string[]) => [...new Set(names)].sort();
