import assert from "node:assert/strict";
import { execFile, spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { packedTarball, removeTarball } from "../../tools/package/tarball";
import { ended, killed, statusOf, untilReady } from "../support/sandboxProcess";

const run = promisify(execFile);

/** With this Node.js for commands that are scripts. */
const environment = {
  ...process.env,
  PATH: [dirname(process.execPath), process.env["PATH"]].join(delimiter),
};

describe("the package of the sandbox", () => {
  let tarball: string;

  before(async () => {
    tarball = await packedTarball("packages/sandbox");
  });

  after(() => removeTarball("packages/sandbox"));

  it("has what was built, and no sources", async () => {
    const { stdout } = await run("tar", ["--list", "--gzip", "--file", tarball]);
    const files = stdout.trim().split("\n");
    const isExpected = (file: string) =>
      /^package\/dist\/(?:[\w/]+\.d\.ts|(?:index|cli)\.js|LICENSE)$/.test(file) ||
      ["package/package.json", "package/README.md"].includes(file);
    assert.deepEqual(
      files.filter((file) => !isExpected(file)),
      [],
    );
    assert.ok(files.includes("package/dist/LICENSE"));
  });

  it("is as other packages want to find it (publint), with types (attw)", async () => {
    const { buffer } = new Uint8Array(await readFile(tarball));
    const { messages, pkg } = await publint({ pack: { tarball: buffer }, strict: true });
    assert.deepEqual(
      messages.map((message) => formatMessage(message, pkg)),
      [],
    );
    const attw = join(__dirname, "../../node_modules/.bin/attw");
    // It has no "main", by which compilers of the time before "exports" would look.
    await run(attw, [tarball, "--profile", "node16"]);
  });

  describe("installed into an empty folder", () => {
    let directory: string;
    const children: ChildProcess[] = [];

    before(async () => {
      directory = await mkdtemp(join(tmpdir(), "auth0-wso2-sandbox-"));
      const options = ["--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund"];
      await run("npm", ["install", ...options, tarball], { cwd: directory, env: environment });
    });

    after(async () => {
      await Promise.all(children.map(killed));
      await rm(directory, { recursive: true, force: true });
    });

    const start = (file: string, ...parameters: string[]) => {
      const child = spawn(file, parameters, { cwd: directory, env: environment });
      children.push(child);
      return child;
    };

    it("starts both servers, which answer until Ctrl-C", async () => {
      const child = start("node_modules/.bin/auth0-wso2-sandbox");
      const output = await untilReady(child);
      assert.match(output, /npx auth0-wso2-sandbox publish Orders/);
      const authority = await readFile(join(directory, ".sandbox/1/authority.pem"), "utf8");
      const urlOf = (server: string) =>
        new RegExp(`^ *${server} +(https:\\S+)$`, "m").exec(output)?.[1] ?? "";
      const discovery = `${urlOf("Auth0")}.well-known/openid-configuration`;
      assert.equal(await statusOf(discovery, authority), 200);
      assert.equal(await statusOf(urlOf("Admin Portal"), authority), 200);
      child.kill("SIGINT");
      assert.equal(await ended(child), 0);
    });

    it("can be started by a program", async () => {
      const script = `
        const { startSandbox } = require("auth0-wso2-sandbox");
        startSandbox({ release: "4.2" }).then(async (sandbox) => {
          console.log(sandbox.wso2.release);
          await sandbox.close();
        });`;
      const { stdout } = await run(process.execPath, ["--eval", script], { cwd: directory });
      assert.equal(stdout, "4.2\n");
    });
  });
});
