import assert from "node:assert/strict";
import { install, type Clock } from "@sinonjs/fake-timers";
import { RememberedList } from "../../../../components/wso2/provider/rememberedList";
import { Turns } from "../../../../components/wso2/provider/turns";

describe("turns", () => {
  /** Work that notes when it begins, and ends when it is told to. */
  const workOf = (name: string, begun: string[]) => {
    let resolve: (value: string) => void = () => assert.fail();
    let reject: (error: Error) => void = () => assert.fail();
    const promise = new Promise<string>((...ends) => {
      [resolve, reject] = ends;
    });
    const work = () => {
      begun.push(name);
      return promise;
    };
    return { work, resolve, reject };
  };

  it("let work with the same key begin when the work before it has ended, however it did", async () => {
    const begun: string[] = [];
    const turns = new Turns();
    const [first, second, third] = ["first", "second", "third"].map((name) => workOf(name, begun));
    assert.ok(first && second && third);
    const results = [first, second, third].map(({ work }) => turns.take("key", work));
    const outcomes = Promise.allSettled(results);
    await settled();
    assert.deepEqual(begun, ["first"]);
    first.reject(new Error("failed"));
    await settled();
    assert.deepEqual(begun, ["first", "second"]);
    second.resolve("done");
    third.resolve("done, too");
    assert.deepEqual(
      (await outcomes).map((each) => (each.status === "fulfilled" ? each.value : each.status)),
      ["rejected", "done", "done, too"],
    );
  });

  it("keep nobody waiting who has another key", async () => {
    const begun: string[] = [];
    const turns = new Turns();
    for (const key of ["one", "other"]) void turns.take(key, workOf(key, begun).work);
    await settled();
    assert.deepEqual(begun, ["one", "other"]);
  });
});

describe("a list that is remembered", () => {
  let clock: Clock;
  let asked: number;
  let list: RememberedList<string>;

  beforeEach(() => {
    clock = install({ toFake: ["Date"], now: 1_000_000 });
    asked = 0;
    list = new RememberedList(() => {
      asked += 1;
      return Promise.resolve([`item of question ${asked}`]);
    });
  });

  afterEach(() => {
    clock.uninstall();
  });

  it("is asked for once in a run, and again where only that will do or it is old", async () => {
    await Promise.all([list.get(), list.get()]);
    clock.tick(30_000);
    assert.deepEqual(await list.get(), ["item of question 1"]);
    assert.deepEqual(await list.getAfresh(), ["item of question 2"]);
    assert.deepEqual(await list.get(), ["item of question 2"]);
    clock.tick(30_001);
    assert.deepEqual(await list.get(), ["item of question 3"]);
  });

  it("knows what is written, and nothing after a write that failed", async () => {
    await list.get();
    const add = (items: string[], item: string) => [...items, item];
    assert.equal(await list.write(Promise.resolve("new"), add), "new");
    assert.deepEqual(await list.get(), ["item of question 1", "new"]);
    const failure = new Error("no answer");
    await assert.rejects(list.write(Promise.reject<string>(failure), add), failure);
    assert.deepEqual(await list.get(), ["item of question 2"]);
  });

  it("asks nobody for a list because of a write", async () => {
    await list.write(Promise.resolve("new"), (items) => items);
    assert.equal(asked, 0);
  });

  it("asks again after a question that failed", async () => {
    const answers = [Promise.reject(new Error("out")), Promise.resolve(["item"])];
    const failing = new RememberedList(() => answers.shift() ?? assert.fail());
    await assert.rejects(failing.get(), /out/);
    await settled();
    assert.deepEqual(await failing.get(), ["item"]);
  });
});

const settled = () => new Promise((resolve) => setImmediate(resolve));
