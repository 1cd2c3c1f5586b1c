import assert from "node:assert/strict";
import type { FieldValues } from "../../components/wso2/keyManager/args";
import type { Mark } from "../../components/marks/mark";
import { toDocument } from "../../components/wso2/keyManager/conversion";
import { startSandbox, type Sandbox } from "auth0-wso2-sandbox";
import { AdminPortal, type Document } from "auth0-wso2-sandbox/consoles";
import { fieldExamples } from "../components/wso2/keyManager/fieldExamples";
import { declarationFor, type KeyManagerInputs } from "../support/declaration";
import { ownershipOf } from "../support/lifeCycles";
import { AdminOpenApi } from "./openApi";
import { refereeUnavailable } from "./referee";

const mark: Mark = { ...ownershipOf("openapi"), write: 1, adopted: false };
const unavailable = refereeUnavailable();

(unavailable === undefined ? describe : describe.skip)(
  `WSO2's own OpenAPI document${unavailable === undefined ? "" : ` (${unavailable})`}`,
  function () {
    let document: AdminOpenApi;
    let sandbox: Sandbox;
    let declaration: KeyManagerInputs;

    before(async () => {
      [document, sandbox] = await Promise.all([AdminOpenApi.read(), startSandbox()]);
      declaration = await declarationFor(sandbox, "openapi");
    });

    after(() => sandbox.close());

    /** Both examples of every field, all at once. */
    const declarations = () =>
      (["declared", "changed"] as const).map((which): FieldValues => {
        const examples = Object.entries(fieldExamples).map(([field, example]) => [
          field,
          example[which],
        ]);
        return { ...declaration, ...(Object.fromEntries(examples) as Partial<FieldValues>) };
      });

    it("allows every body that we send", () => {
      for (const values of [declaration, ...declarations()]) {
        const body = toDocument(values, mark);
        // The document wants an object there, but a REFERENCE rule has a text, which the code keeps.
        const faults = document
          .faults("KeyManager", body)
          .filter((fault) => !/^\/tokenValidation\/\d\/value /.test(fault));
        assert.deepEqual(faults, []);
        const known = [
          ...document.propertiesOf("KeyManager"),
          // Those of a later release.
          ...Object.keys(values.additionalFields ?? {}),
        ];
        assert.deepEqual(
          Object.keys(body).filter((property) => !known.includes(property)),
          [],
        );
      }
    });

    it("describes what the sandbox answers", async () => {
      const portal = new AdminPortal(sandbox);
      const created = await portal.createKeyManager({
        ...toDocument({ ...declaration, description: "d" }, mark),
      });
      const entry = await portal.keyManager("openapi");
      for (const answer of [created, entry]) {
        // The document does not say that an unset field is null; the code says it with null.
        assert.deepEqual(document.faults("KeyManager", withoutNulls(answer)), []);
      }
      assert.deepEqual(Object.keys(entry).sort(), document.propertiesOf("KeyManager").sort());
      for (const item of await portal.keyManagers()) {
        assert.deepEqual(document.faults("KeyManagerInfo", withoutNulls(item)), []);
      }
    });

    it("does not describe everything", () => {
      const [fault] = document.faults("KeyManager", { ...toDocument(declaration, mark), name: 5 });
      assert.match(fault ?? "", /\/name must be string/);
    });
  },
);

function withoutNulls(answer: Document): Document {
  return Object.fromEntries(Object.entries(answer).filter(([, value]) => value !== null));
}
