import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { BuildContext, Part } from "auth0-wso2-toolchain/part";
import { Progress } from "auth0-wso2-toolchain/progress";
import { directoryOf, provide } from "auth0-wso2-toolchain/provide";
import { TemporaryDirectory } from "./temporaryDirectory";

describe("a part of the toolchain", () => {
  let cache: TemporaryDirectory;
  let screen: string;
  let builds: number;

  beforeEach(() => {
    cache = new TemporaryDirectory();
    screen = "";
    builds = 0;
  });
  afterEach(() => {
    cache.remove();
  });

  const progress = new Progress({ write: (text) => (screen += text) });

  function part(build: (directory: string, context: BuildContext) => Promise<void>): Part {
    return {
      name: "engine",
      verb: "Building",
      title: "the engine",
      reason: "a test needs one",
      usualTime: "no time",
      fingerprint: "1234",
      check: () => Promise.resolve(),
      build: async (directory, context) => {
        builds += 1;
        await build(directory, context);
      },
    };
  }

  const quickPart = part((directory) => {
    writeFileSync(join(directory, "engine"), "finished");
    return Promise.resolve();
  });

  const provideIt = async (
    wanted: Part,
    signal = new AbortController().signal,
  ): Promise<string> => {
    await provide([wanted], cache.path, progress, signal);
    return directoryOf(wanted, cache.path);
  };

  function content(directory: string): string {
    return readFileSync(join(directory, "engine"), "utf8");
  }

  function processThatEnded(): number {
    return spawnSync(process.execPath, ["--version"]).pid;
  }

  it("is built once, and says what, why and for how long", async () => {
    assert.equal(content(await provideIt(quickPart)), "finished");
    assert.match(
      screen,
      /^Building the engine: a test needs one \(usually no time\)\.\n {2}done in 0 s\n$/,
    );
  });

  it("says which of several it is, of those that are not there yet", async () => {
    await provideIt(quickPart);
    screen = "";
    const others = ["5678", "9012"].map((fingerprint) => ({ ...quickPart, fingerprint }));
    await provide([quickPart, ...others], cache.path, progress, new AbortController().signal);
    assert.deepEqual(screen.match(/^Building .*?:/gm), [
      "Building the engine, part 1 of 2:",
      "Building the engine, part 2 of 2:",
    ]);
  });

  it("is not announced where the machine lacks what the last one needs", async () => {
    const lacking = { ...quickPart, check: () => Promise.reject(new Error("no compiler")) };
    const parts = [{ ...quickPart, fingerprint: "5678" }, lacking];
    const { signal } = new AbortController();
    await assert.rejects(provide(parts, cache.path, progress, signal), /no compiler/);
    assert.equal(screen, "");
    assert.equal(builds, 0);
  });

  it("is taken from the cache without a build or a word", async () => {
    const built = await provideIt(quickPart);
    screen = "";
    assert.equal(await provideIt(quickPart), built);
    assert.equal(builds, 1);
    assert.equal(screen, "");
  });

  it("is built again for another fingerprint, and the old one stays", async () => {
    const old = await provideIt(quickPart);
    const changed = await provideIt({ ...quickPart, fingerprint: "5678" });
    assert.notEqual(changed, old);
    assert.equal(builds, 2);
    assert.ok(existsSync(old));
  });

  it("is built once by two runs at the same time, and the second says whom it waits for", async () => {
    const slowPart = part(async (directory) => {
      await delay(300);
      writeFileSync(join(directory, "engine"), "finished");
    });
    const [first, second] = await Promise.all([provideIt(slowPart), provideIt(slowPart)]);
    assert.equal(first, second);
    assert.equal(builds, 1);
    assert.match(
      screen,
      new RegExp(`Waiting for process ${process.pid}, which is building the engine\\.`),
    );
  });

  it("is not taken for done when its build was killed", async () => {
    cache.write(`engine-1234.unfinished-${processThatEnded()}/engine`, "half");
    cache.write("engine-1234.lock", JSON.stringify({ host: hostname(), pid: processThatEnded() }));
    assert.equal(content(await provideIt(quickPart)), "finished");
    assert.deepEqual(readdirSync(cache.path), ["engine-1234"]);
    assert.doesNotMatch(screen, /Waiting/);
  });

  it("leaves nothing behind when its build fails, and can be built after that", async () => {
    const failing = part((directory) => {
      writeFileSync(join(directory, "engine"), "half");
      return Promise.reject(new Error("no luck"));
    });
    await assert.rejects(provideIt(failing), /no luck/);
    assert.deepEqual(readdirSync(cache.path), []);
    assert.equal(content(await provideIt(quickPart)), "finished");
  });

  it("is not put in place when it was interrupted at its very end", async () => {
    const interruption = new AbortController();
    const interrupted = part(() => {
      interruption.abort();
      return Promise.resolve();
    });
    await assert.rejects(provideIt(interrupted, interruption.signal), { name: "AbortError" });
    assert.deepEqual(readdirSync(cache.path), []);
  });
});
