import assert from "node:assert/strict";
import type { dynamic } from "@pulumi/pulumi";
import { atTheEngine, type Lifecycle } from "../../../../components/wso2/dynamic/engineBoundary";
import { Incomplete } from "../../../../components/wso2/dynamic/incomplete";

interface Inputs {
  name: string;
  clientSecret?: string;
}

const quiet: Lifecycle<Inputs> = {
  check: (_olds, news) => Promise.resolve({ inputs: news }),
  diff: () => Promise.resolve({ changes: false }),
  create: (inputs) => Promise.resolve({ id: "id", outs: inputs }),
  read: (id, props) => Promise.resolve({ id, props, inputs: { ...props } }),
  update: (_id, _olds, news) => Promise.resolve({ outs: news }),
  delete: () => Promise.resolve(),
};

const provider = (lifecycle: Partial<Lifecycle<Inputs>> = {}): Required<dynamic.ResourceProvider> =>
  atTheEngine("thing", { ...quiet, ...lifecycle }, () => Promise.resolve());

const bag = { name: "x", __provider: "text" };

describe("the border between providers and the engine", () => {
  it("counts the writes, so that dependents see them", async () => {
    const created = await provider().create(bag);
    assert.deepEqual(created.outs, { name: "x", revision: 1 });
    const updated = await provider().update("id", { ...bag, revision: 1 }, bag);
    assert.deepEqual(updated.outs, { name: "x", revision: 2 });
    const read = await provider().read("id", { ...bag, revision: 2 });
    assert.deepEqual(read, { id: "id", props: { name: "x", revision: 2 }, inputs: { name: "x" } });
  });

  it("counts on from a state of an earlier version, which has no count", async () => {
    const read = await provider().read("id", bag);
    assert.deepEqual(read.props, { name: "x", revision: 0 });
    const updated = await provider().update("id", bag, bag);
    assert.deepEqual(updated.outs, { name: "x", revision: 1 });
  });

  it("shows providers the declaration alone", async () => {
    let seen: object = {};
    const create = (inputs: Inputs) => {
      seen = inputs;
      return Promise.resolve({ id: "id", outs: inputs });
    };
    await provider({ create }).create({ ...bag, revision: 7 });
    assert.deepEqual(seen, { name: "x" });
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
      properties: { name: "x", __provider: "text", revision: 1 },
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
