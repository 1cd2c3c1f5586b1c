import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { stories } from "../../tools/demo/examples/stories";
import manifest from "../../package.json";
import { example, examplesOfOtherHosts, slowExamples } from "./exampleSuite";

describe("the examples", () => {
  const directory = join(__dirname, "../../examples/programs");
  const folders = readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

  it("are the folders that npm run example knows", () => {
    assert.deepEqual(folders, Object.keys(stories).sort());
  });

  it("name this version of the package, and of others those that the tests run with", () => {
    const tested: Record<string, string> = {
      ...manifest.dependencies,
      ...manifest.devDependencies,
      [manifest.name]: `^${manifest.version}`,
    };
    for (const folder of folders) {
      const text = readFileSync(join(directory, folder, "package.json"), "utf8");
      const { dependencies, devDependencies } = JSON.parse(text) as typeof manifest;
      for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
        assert.equal(version, tested[name], `${name} in ${folder}`);
      }
    }
  });
});

for (const [name, story] of Object.entries(stories)) {
  if (![...slowExamples, ...examplesOfOtherHosts].includes(name)) example(name, story);
}
