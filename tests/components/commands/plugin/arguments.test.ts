import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { argumentsOf } from "../../../../components/commands/plugin/arguments";
import type { PackageSpec } from "../../../../components/commands/plugin/schema";
import { mockEngine, valueOf } from "../../../support/mocks";

const login = "package:index:Login";
const schema: PackageSpec = {
  name: "package",
  resources: {},
  types: {
    [login]: {
      type: "object",
      properties: {
        id: { type: "string", plain: true },
        secret: { type: "string" },
        scopes: { type: "array", items: { type: "string", plain: true }, plain: true },
        further: {
          type: "object",
          additionalProperties: { $ref: "pulumi.json#/Any", plain: true },
          plain: true,
        },
      },
      required: [],
    },
  },
};
const members = {
  domain: { type: "string", plain: true },
  login: { $ref: `#/types/${login}`, plain: true },
  text: { type: "string" },
} as const;

/** An output of which nothing is known before `pulumi up`, as the engine sends it. */
const notYet = (): unknown =>
  pulumi.runtime.deserializeProperty({
    [pulumi.runtime.specialSigKey]: pulumi.runtime.specialOutputValueSig,
  });

interface Login {
  id: string;
  secret: pulumi.Output<string>;
  scopes: string[];
}

const loginOf = async (given: unknown) =>
  (await argumentsOf({ login: given }, members, schema)).args["login"] as Login;

describe("the arguments of a component in another language", () => {
  beforeEach(() => mockEngine(() => ({}), {}, { isPreview: true }));

  it("are what was given, where nothing of it is an output", async () => {
    const given = { domain: "acme.eu.auth0.com", login: { id: "id", scopes: ["read"] } };
    assert.deepEqual(await argumentsOf(given, members, schema), { args: given, secrets: [] });
  });

  it("keep the one part an output that is a secret, where the engine makes the whole one", async () => {
    const { id, secret, scopes } = await loginOf(
      pulumi.secret({ id: "id", secret: "s3cret", scopes: ["read", "write"] }),
    );
    assert.deepEqual([id, scopes], ["id", ["read", "write"]]);
    assert.equal(await valueOf(secret), "s3cret");
    assert.equal(await pulumi.isSecret(secret), true);
  });

  it("tell which texts of fields without a type may be secret", async () => {
    const login = { id: "id", further: { token: "t0ken", nested: [{ deep: "d33p" }], count: 1 } };
    const plain = await argumentsOf({ login }, members, schema);
    assert.deepEqual(plain.secrets, []);
    const { secrets } = await argumentsOf({ login: pulumi.secret(login) }, members, schema);
    assert.deepEqual([...new Set(secrets)].sort(), ["d33p", "t0ken"]);
  });

  it("are known beside a part that is not", async () => {
    const { id, secret } = await loginOf(
      pulumi.output({ id: "id", secret: pulumi.unknown as unknown as string }),
    );
    assert.equal(id, "id");
    assert.equal(await (secret as unknown as { isKnown: Promise<boolean> }).isKnown, false);
  });

  it("stay outputs where the component takes one", async () => {
    const text = notYet();
    assert.equal((await argumentsOf({ text }, members, schema)).args["text"], text);
  });

  for (const [where, given] of Object.entries({
    domain: { domain: notYet() },
    login: { login: notYet() },
    "login.id": { login: { id: notYet() } },
    "login.scopes[1]": { login: pulumi.output({ scopes: ["read", pulumi.unknown as never] }) },
  })) {
    it(`are refused where the component looks at one that is not known yet: ${where}`, async () => {
      await assert.rejects(argumentsOf(given, members, schema), (error: Error) =>
        error.message.startsWith(`${where} is not known before the resource is there`),
      );
    });
  }
});
