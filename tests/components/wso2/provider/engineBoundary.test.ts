import assert from "node:assert/strict";
import type { dynamic } from "@pulumi/pulumi";
import {
  atTheEngine,
  type AnyLifeCycle,
} from "../../../../components/wso2/provider/engineBoundary";
import { Incomplete } from "../../../../components/wso2/provider/incomplete";

type Bag = Record<string, unknown>;

const quiet: AnyLifeCycle = {
  check: (_olds, news) => Promise.resolve({ inputs: news }),
  diff: () => Promise.resolve({ changes: false }),
  create: (inputs) => Promise.resolve({ id: "id", outs: inputs }),
  read: (id, props) => Promise.resolve({ id, props, inputs: props }),
  update: (_id, _olds, news) => Promise.resolve({ outs: news }),
  delete: () => Promise.resolve(),
};

const provider = (lifeCycle: Partial<AnyLifeCycle> = {}): Required<dynamic.ResourceProvider> =>
  atTheEngine("thing", { ...quiet, ...lifeCycle }, () => Promise.resolve());

const bag = { name: "x", __provider: "text" };

describe("the border between providers and the engine", () => {
  it("shows life cycles the declaration without the text that Pulumi keeps with it", async () => {
    let seen: object = {};
    const create = (inputs: Bag) => {
      seen = inputs;
      return Promise.resolve({ id: "id", outs: inputs });
    };
    await provider({ create }).create({ ...bag, revision: 7 });
    assert.deepEqual(seen, { name: "x", revision: 7 });
  });

  it("names no property of a mistake, because the engine would print its value", async () => {
    const failures = [{ property: "clientSecret", reason: "is too long" }];
    const check = (_olds: Bag, news: Bag) => Promise.resolve({ inputs: news, failures });
    assert.deepEqual((await provider({ check }).check({}, bag)).failures, [
      { property: "", reason: "clientSecret is too long" },
    ]);
  });

  it("leaves what is gone gone", async () => {
    assert.deepEqual(await provider({ read: () => Promise.resolve({}) }).read("id", bag), {});
  });

  it("hands what is incomplete to the state, with the text that later calls need", async () => {
    const create = () =>
      Promise.reject(new Incomplete("wait", "id", { name: "x", none: undefined }));
    await assert.rejects(provider({ create }).create(bag), {
      message: 'thing "x": wait',
      id: "id",
      properties: { name: "x", __provider: "text" },
      reasons: ['thing "x": wait'],
    });
  });

  it("takes secrets of the declaration out of every message", async () => {
    const create = () => Promise.reject(new Error("no s3cret and no n3sted please"));
    await assert.rejects(
      provider({ create }).create({
        ...bag,
        clientSecret: "s3cret",
        management: { clientSecret: "n3sted" },
      }),
      { message: 'thing "x": no [secret] and no [secret] please' },
    );
  });
});
