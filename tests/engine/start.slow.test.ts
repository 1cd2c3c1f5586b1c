import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const program = join(__dirname, "../../tools/demo/run.ts");

describe("npm start, on the real engine", () => {
  it("sees in all its steps what it expects", async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ["-r", "tsx/cjs", program], {
      cwd: join(__dirname, "../.."),
    });
    const [, table = ""] = stdout.split(/^step +expected +seen +time$/m);
    assert.equal(table.match(/^\d .* s$/gm)?.length, 9, stdout);
    assert.match(stdout, /^That was the whole life of a stack\./m);
  });
});
