import assert from "node:assert/strict";
import type { dynamic } from "@pulumi/pulumi";
import { z } from "zod";
import {
  atTheEngine,
  type AnyLifeCycle,
} from "../../../../components/wso2/provider/engineBoundary";
import { keyFields } from "../../../../components/wso2/applicationKeys/fields";
import { fields as keyManagerFields } from "../../../../components/wso2/keyManager/fields";
import { secretTextsIn, type Field } from "../../../../components/wso2/provider/fieldTable";
import { Wso2Error } from "../../../../components/wso2/rest/errors";
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
  atTheEngine({ ...quiet, ...lifeCycle }, () => Promise.resolve(), {
    label: "thing",
    secretsOf: (held) => secretTextsIn(table, held, ["before"]),
  });

const schema = z.unknown();
const table: Readonly<Record<string, Field>> = {
  name: { schema },
  key: { schema, secret: true },
  login: { schema, secret: true, secretMembers: ["password"] },
  further: { schema, secretMembers: "any" },
};

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
    const said = "of x at url: k3y, passw0rd, d33p and 3arlier";
    const held = {
      ...{ ...bag, key: "k3y", login: { url: "url", password: "passw0rd" } },
      ...{ further: { api_key: ["d33p"] }, before: { name: "of", key: "3arlier" } },
    };
    const masked = "of x at url: [secret], [secret], [secret] and [secret]";
    const create = () => Promise.reject(new Error(said));
    await assert.rejects(provider({ create }).create(held), { message: `thing "x": ${masked}` });
    const failures = [{ property: "", reason: said }];
    const check = (_olds: Bag, news: Bag) => Promise.resolve({ inputs: news, failures });
    assert.equal((await provider({ check }).check({}, held)).failures?.[0]?.reason, masked);
  });

  it("tells once why a server refuses every call, and names whose message tells it", async () => {
    const said = async (name: string, error: Error) => {
      const read = () => Promise.reject(error);
      const answer = provider({ read }).read("id", { name });
      return answer.then(
        () => "",
        (thrown: unknown) => (thrown as Error).message,
      );
    };
    const refused = (path: string) =>
      new Wso2Error(`GET https://apim${path} answered 401: No. Check it.`, "refused", 401);
    const told = 'thing "one": GET https://apim/1 answered 401: No. Check it.';
    assert.equal(await said("one", refused("/1")), told);
    const other = 'thing "two" failed for the cause that is told of thing "one".';
    assert.equal(await said("two", refused("/2")), other);
    // The engine asks again, and other refusals are about one object.
    assert.equal(await said("one", refused("/1")), told);
    for (const name of ["one", "two"]) {
      const error = new Wso2Error("PUT https://apim/1 answered 400: No.", "refused", 400);
      assert.equal(await said(name, error), `thing "${name}": ${error.message}`);
    }
  });

  it("knows the secrets of keys and Key Managers by their tables", () => {
    const keys = { management: { clientId: "id", clientSecret: "a" }, consumerSecret: "b" };
    assert.deepEqual(secretTextsIn(keyFields, keys, ["consumerSecret"]), ["a", "b"]);
    const before = { clientSecret: "d", name: "n", additionalProperties: { api_key: "e" } };
    const entry = { additionalProperties: { api_key: "a" }, additionalFields: { vault: ["b"] } };
    const all = { ...entry, clientSecret: "c", clientId: "id", before };
    assert.deepEqual(secretTextsIn(keyManagerFields, all, ["before"]).sort(), [
      "a",
      "b",
      "c",
      "d",
      "e",
    ]);
  });
});
