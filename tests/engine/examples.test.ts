import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ExampleRun } from "../../tools/demo/examples/exampleRun";
import { stories } from "../../tools/demo/examples/stories";
import { Screen } from "../../tools/demo/screen";
import manifest from "../../package.json";

/** Keeps what would be shown, until a test has failed. */
class Transcript extends Screen {
  private lines: string[] = [];

  override line(text = ""): void {
    this.lines.push(text);
  }

  tell(): void {
    console.log(this.lines.join("\n"));
  }
}

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

for (const [example, story] of Object.entries(stories)) {
  describe(`the example ${example}, on the real engine`, function () {
    const screen = new Transcript();
    const run = new ExampleRun(example, screen, new AbortController().signal);

    let isBroken = false;

    afterEach(function () {
      if (this.currentTest?.state !== "failed") return;
      isBroken = true;
      screen.tell();
    });
    after(() => run.close());

    for (const step of story(run)) {
      it(`${step.title}: ${step.expected}`, async function () {
        // A step goes on from where the one before has left off.
        if (isBroken) this.skip();
        assert.equal(await step.run(), step.expected);
      });
    }
  });
}
