import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assertInstalled } from "../../../../components/commands/plugin/installation";
import { name, version } from "../../../../package.json";

describe("the folder of a program in another language", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "auth0-wso2-folder-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** Puts a package there as npm does. */
  const install = async (installed: string, itsVersion: string) => {
    const directory = join(folder, "node_modules", installed);
    await mkdir(directory, { recursive: true });
    await writeFile(join(directory, "package.json"), JSON.stringify({ version: itsVersion }));
  };
  const told = `run npm install ${name}@${version} @pulumi/pulumi there`;
  const said = () => {
    try {
      assertInstalled(folder, name, version);
      return "";
    } catch (error) {
      return (error as Error).message;
    }
  };

  it("is told in one sentence what to install, until it is there", async () => {
    assert.equal(said(), `The program's folder ${folder} has no @pulumi/pulumi: ${told}.`);
    await install("@pulumi/pulumi", "3.249.0");
    assert.equal(said(), `The program's folder ${folder} has no ${name}: ${told}.`);
    await install(name, version);
    assert.equal(said(), "");
  });

  it("is refused where the package is of another version than the plugin", async () => {
    await install("@pulumi/pulumi", "3.249.0");
    await install(name, "0.0.1");
    assert.equal(
      said(),
      `The program's folder ${folder} has ${name} 0.0.1, and its plugin is ${version}: ${told}, and run ` +
        "the plugin from there.",
    );
  });
});
