import assert from "node:assert/strict";
import { mock } from "node:test";
import { fieldNames, fields } from "../../../../components/wso2/keyManager/fields";
import { mistakesInKeyManager } from "../../../../components/wso2/keyManager/mistakes";
import { AdminPortal } from "auth0-wso2-sandbox/consoles";
import { declarationFor, providerFor, type KeyManagerInputs } from "../../../support/declaration";
import { sandboxForTests } from "../../../support/sandboxForTests";
import { trust } from "../../../support/trust";

const mistakes = (additionalFields: unknown) =>
  mistakesInKeyManager({ additionalFields }, fieldNames).map(({ path, reason }) =>
    [path.join("."), reason].join(" "),
  );

describe("fields of a Key Manager that are not known here", () => {
  const sandbox = sandboxForTests();
  let declaration: KeyManagerInputs;

  before(async () => {
    trust(sandbox);
    sandbox.wso2.state.furtherFields = ["colour", "shape"];
    declaration = await declarationFor(sandbox, "later");
  });

  const checked = async (additionalFields: Record<string, unknown>) =>
    (await providerFor(sandbox).check({}, { ...declaration, additionalFields })).inputs;

  it("have no name of one that is", () => {
    for (const name of Object.keys(fields)) {
      assert.deepEqual(mistakes({ [name]: "x" }), [
        `additionalFields.${name} is the field ${name}`,
      ]);
    }
    assert.deepEqual(mistakes(JSON.parse('{"id": "x", "__proto__": "x"}')), [
      "additionalFields.id is a name that is taken",
      "additionalFields.__proto__ is a name that is taken",
    ]);
    assert.deepEqual(mistakes({ constructor: "x", colour: { deep: [1] } }), []);
    assert.deepEqual(mistakes("colour"), ["additionalFields must be an object"]);
  });

  it("are refused in the preview where the server does not know them", async () => {
    const declared = { ...declaration, additionalFields: { colour: "green", size: 5 } };
    const { failures = [] } = await providerFor(sandbox).check({}, declared);
    assert.deepEqual(
      failures.map(({ reason }) => reason),
      [
        "additionalFields.size is not a field of a Key Manager on this server, which would refuse it. " +
          "Correct the name, or remove it",
      ],
    );
  });

  it("are told of once in a run", async () => {
    const log = mock.method(console, "log", () => undefined);
    const provider = providerFor(sandbox);
    const declared = { ...declaration, additionalFields: { colour: "green" } };
    await provider.check({}, declared);
    await provider.check({}, declared);
    const said = log.mock.calls.map(({ arguments: [text] }) => String(text));
    log.mock.restore();
    assert.equal(said.filter((text) => /does not know .* "later": colour\./.test(text)).length, 1);
  });

  it("are left as they are unless they are, or were, declared", async () => {
    const portal = new AdminPortal(sandbox);
    const provider = () => providerFor(sandbox);
    const inputs = await checked({ colour: "green" });
    assert.ok(inputs);
    const { id, outs } = await provider().create(inputs);
    assert.ok(outs);
    await portal.editKeyManager("later", { shape: "round" });
    const { props } = await provider().read(id, outs);
    assert.ok(props);
    assert.equal((await provider().diff(id, props, inputs)).changes, false);

    const none = await checked({});
    assert.ok(none);
    const { outs: after } = await provider().update(id, props, none);
    const { colour, shape } = await portal.keyManager("later");
    assert.deepEqual({ colour, shape }, { colour: null, shape: "round" });
    await provider().delete(id, after ?? props);
  });
});
