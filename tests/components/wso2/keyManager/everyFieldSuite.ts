import assert from "node:assert/strict";
import type { FieldValues } from "../../../../components/wso2/keyManager/args";
import { fields, sinceOf, type FieldName } from "../../../../components/wso2/keyManager/fields";
import { isAvailable, type Release } from "../../../../components/wso2/rest/releases";
import { AdminPortal, type AdministeredServer, type Document } from "auth0-wso2-sandbox/consoles";
import {
  providerFor,
  type KeyManagerInputs,
  type KeyManagerState,
} from "../../../support/declaration";
import type { KeyManagerLifeCycle } from "../../../support/lifeCycles";
import { fieldExamples, type FieldExample } from "./fieldExamples";

/** A server on which fields go through their life, and what they are declared with. */
export interface FieldServer {
  server: AdministeredServer;
  /** A declaration that works beside what is tested. */
  declaration: KeyManagerInputs;
  close(): Promise<void>;
}

/**
 * Declares, reads back, changes, drifts and resets each field, on the server that `start` gives.
 *
 * @param options.leftOut fields that mean nothing on that server
 */
export function everyField(
  title: string,
  start: () => Promise<FieldServer>,
  options: { release?: Release; basePath?: string; leftOut?: readonly string[] } = {},
): void {
  const { release = "4.7", basePath, leftOut = [] } = options;
  describe(title, () => {
    let running: FieldServer;
    let portal: AdminPortal;
    let provider: KeyManagerLifeCycle;
    let base: KeyManagerInputs;

    before(async () => {
      running = await start();
      portal = new AdminPortal(running.server, basePath);
      provider = providerFor(running.server);
      // WSO2 need not be able to log in for this.
      base = { ...running.declaration, skipPreflight: ["login", "uniqueIssuer"] };
    });

    after(() => running.close());

    const checked = async (news: KeyManagerInputs, olds: Partial<KeyManagerState> = {}) => {
      const { inputs = news, failures } = await provider.check(olds, news);
      assert.deepEqual(failures, []);
      return inputs;
    };
    const refresh = async (id: string, state: KeyManagerState) => {
      const { props } = await provider.read(id, state);
      assert.ok(props);
      return props;
    };
    /** The fields by which state and declaration differ, as the engine is told. */
    const differs = async (id: string, state: KeyManagerState, news: KeyManagerInputs) =>
      (await provider.diff(id, state, await checked(news, state))).changes;
    /** Brings the server to `news`, after which nothing is left to do. */
    const converge = async (id: string, state: KeyManagerState, news: KeyManagerInputs) => {
      assert.equal(await differs(id, state, news), true);
      const { outs = state } = await provider.update(id, state, await checked(news, state));
      assert.equal(await differs(id, await refresh(id, outs), news), false);
      return outs;
    };

    const isThere = (name: FieldName) =>
      isAvailable(sinceOf(name), release) && !leftOut.includes(name);
    const names = Object.keys(fieldExamples) as (keyof typeof fieldExamples)[];
    for (const field of names.filter(isThere)) {
      const example = fieldExamples[field] as FieldExample<FieldValues[FieldName]>;

      it(`declares, reads back, changes, sees drift of and resets ${field}`, async () => {
        const without = { ...base, ...example.beside };
        const declared = { ...without, [field]: example.declared };
        const { id, outs = declared } = await provider.create(await checked(declared));
        let state = await refresh(id, outs);
        assert.deepEqual(state[field], example.declared);
        assert.equal(await differs(id, state, declared), false);

        const changed = { ...without, [field]: example.changed };
        state = await converge(id, state, changed);
        assert.deepEqual((await refresh(id, state))[field], example.changed);
        state = await converge(id, state, declared);

        // A secret that somebody changes by hand is masked like the one before.
        if (!fields[field].secret) {
          const entry = await portal.keyManager("fields");
          await portal.editKeyManager("fields", byHand(field, example, entry));
          state = await converge(id, await refresh(id, state), declared);
          assert.deepEqual(state[field], example.declared);
        }

        if (fields[field].default !== undefined && field !== "alias") {
          const reset = { ...without };
          if (field === "tokenType") delete reset.alias;
          await converge(id, state, reset);
        }
        await provider.delete(id, { ...state, deleteUnchecked: true });
      });
    }

    it("refuses to rely on introspection, which Auth0 does not have", async () => {
      const news = { ...base, enableSelfValidationJWT: false } as unknown as KeyManagerInputs;
      const { failures = [] } = await provider.check({}, news);
      assert.match(failures[0]?.reason ?? "", /must be true: Auth0 has no introspection endpoint/);
    });
  });
}

/** What a person changes in the portal, in the form that the REST API has it. */
function byHand(
  field: keyof typeof fieldExamples,
  { byHand: value }: { byHand: unknown },
  entry: Document,
): Document {
  if (field === "additionalFields") return value as Document;
  const property = field === "additionalProperties" ? undefined : fields[field].connectorProperty;
  if (field !== "additionalProperties" && property === undefined) return { [field]: value };
  const connectorProperties = entry["additionalProperties"] as Document;
  const change = property === undefined ? (value as Document) : { [property]: value };
  return { additionalProperties: { ...connectorProperties, ...change } };
}
