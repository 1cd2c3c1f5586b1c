import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { runtime } from "@pulumi/pulumi";
import { shim } from "../../../../components/wso2/kernel/shim";

const project = join(__dirname, "../../../..");

/** The text that Pulumi keeps in the state. */
async function serialized(): Promise<string> {
  const provider = shim("KeyManager");
  const { text } = await runtime.serializeFunction(() => provider);
  return text;
}

describe("the shim of the dynamic providers", () => {
  it("is all that is serialized: no code of a provider, the client or a library", async () => {
    const text = await serialized();
    assert.ok(text.length < 5_000, `${text.length} characters`);
    for (const foreign of ["axios", "zod", "keyManagerKind", "mistakesIn", "/key-managers"]) {
      assert.ok(!text.includes(foreign), foreign);
    }
  });

  it("names no path of the machine that it was serialized on", async () => {
    assert.ok(!(await serialized()).includes(project));
  });

  it("loads the provider in plain Node, started in the program's directory", async () => {
    const directory = await mkdtemp(join(tmpdir(), "auth0-wso2-shim-"));
    try {
      const script = join(directory, "provider.cjs");
      await writeFile(
        script,
        `${await serialized()}
         exports.handler().check({}, { name: "", __provider: "text" }).then(
           (result) => console.log(JSON.stringify(result)));`,
      );
      const { stdout } = await promisify(execFile)(process.execPath, [script], { cwd: project });
      const { failures } = JSON.parse(stdout) as { failures: { reason: string }[] };
      assert.ok(
        failures.some(({ reason }) => reason.startsWith("name must be a text of 1 to 100")),
      );
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});
