import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { keptSecret } from "../../../components/settings/keptSecret";
import { mockEngine, valueOf } from "../../support/mocks";

const secrets = ["s3cret", "4711", 'with "quotes"'];
const kept = (value: unknown) => keptSecret(value, secrets);

describe("values that are kept secret", () => {
  before(() => mockEngine());

  const isSecret = async (value: unknown) =>
    pulumi.Output.isInstance(value) && (await pulumi.isSecret(value));

  it("are texts that hold one and numbers that are one, as they are and as they stand in JSON", async () => {
    for (const value of ["s3cret", "a s3cret b", 4711, JSON.stringify({ a: 'with "quotes"' })]) {
      const output = kept(value);
      assert.ok(await isSecret(output), String(value));
      assert.equal(await valueOf(output as pulumi.Output<unknown>), value);
    }
    for (const value of ["secret", "", 471, 47_110, true, null, undefined]) {
      assert.equal(kept(value), value);
    }
  });

  it("are found wherever they stand in plain data, which stays as it is", async () => {
    const nothing = Object.assign(Object.create(null) as object, { deep: ["s3cret", "plain"] });
    const value = kept({ list: [nothing], number: 4711, plain: { text: "plain" } }) as {
      list: { deep: unknown[] }[];
      number: unknown;
      plain: object;
    };
    const [secret, plain, ...others] = value.list[0]?.deep ?? [];
    assert.deepEqual([await isSecret(secret), plain, others], [true, "plain", []]);
    assert.ok(await isSecret(value.number));
    assert.deepEqual(value.plain, { text: "plain" });
  });

  it("are found in what is known later", async () => {
    for (const later of [Promise.resolve("s3cret"), pulumi.output({ deep: "s3cret" })]) {
      assert.ok(await isSecret(kept(later)));
    }
    assert.equal(await isSecret(kept(Promise.resolve("plain"))), false);
  });

  it("are not looked for in what is no plain data", () => {
    const asset = new pulumi.asset.StringAsset("s3cret");
    assert.equal(kept(asset), asset);
    const date = new Date(4711);
    assert.equal(kept(date), date);
  });
});
