import assert from "node:assert/strict";
import { differences } from "../../components/wso2/provider/fieldTable";
import { fields } from "../../components/wso2/keyManager/fields";
import { AdminPortal } from "auth0-wso2-sandbox/consoles";
import {
  declarationFor,
  type KeyManagerInputs,
  type KeyManagerState,
} from "../support/declaration";
import { trust } from "../support/trust";
import { effectOf, promptFaults, type FaultCase } from "./faultTable";
import { addDeployer, deployer, hurryAuth0, newRun, patienceFor, secretsOf } from "./impatience";
import { changed, operations, type Call, type Entry, type Operation } from "./operations";
import { sandboxForTests } from "../support/sandboxForTests";

/** Injects each of the faults into each call of operations that start with it, once and for good. */
export function keyManagerFaults(startsWith: Operation["startsWith"], faults = promptFaults): void {
  describe(`faults at each call of a Key Manager's life, from ${startsWith} on`, () => {
    const sandbox = sandboxForTests();
    let portal: AdminPortal;
    let declaration: KeyManagerInputs;
    let beUsual: () => void;

    before(async () => {
      trust(sandbox);
      addDeployer(sandbox);
      portal = new AdminPortal(sandbox);
      declaration = {
        ...(await declarationFor(sandbox, "faults")),
        description: "Declared",
      };
      beUsual = hurryAuth0();
    });

    after(() => {
      beUsual();
    });

    const clearFaults = () => {
      sandbox.wso2.faults.clear();
      sandbox.auth0.faults.clear();
    };

    afterEach(async () => {
      clearFaults();
      for (const { name } of await portal.keyManagers())
        await portal.deleteKeyManager(String(name));
    });

    const createEntry = async (): Promise<Entry> => {
      const { id, outs = declaration } = await newRun(sandbox).create(declaration);
      return { id, state: outs };
    };

    const assertCase = async (
      operation: Operation,
      call: Call,
      fault: FaultCase,
      times: number,
    ) => {
      const { startsWith, run, first, endsWith } = operation;
      const entry =
        startsWith === "entry" ? await createEntry() : { id: "none", state: declaration };
      const server = sandbox[call.server];
      sandbox.wso2.requests.clear();
      if (first !== undefined) sandbox.wso2.faults.inject(first);
      const { method, url, skip = 0 } = call;
      server.faults.inject({ method, url, skip, times, effect: effectOf(fault, times) });

      const provider = newRun(sandbox, patienceFor(fault.effect));
      let state: KeyManagerState | undefined;
      let error: Error | undefined;
      try {
        state = await run(provider, entry, declaration);
      } catch (reason) {
        error = reason as Error;
      }
      const harmless = first === undefined ? 0 : 1;
      assert.ok(server.faults.count > harmless, "the fault did not strike");
      clearFaults();

      if (times === 1 && isWorthRepeating(call, fault)) assert.equal(error, undefined);
      if (error !== undefined) assertHelpful(error, call);
      assertCreatedOnce(operation, call, fault);

      if (error !== undefined) state = await run(newRun(sandbox), entry, declaration);
      const entries = await portal.keyManagers();
      assert.deepEqual(
        entries.map(({ description }) => description),
        endsWith,
      );
      for (const { id } of entries) await assertQuiet(String(id), state, endsWith);
    };

    /** A creation is repeated after 429 alone; otherwise the entry is looked for. */
    const isWorthRepeating = ({ server, method }: Call, fault: FaultCase) => {
      if (fault.isTemporary === undefined) return false;
      const isThrottled = "status" in fault.effect && fault.effect.status === 429;
      return method !== "POST" || server === "auth0" || fault.mayHaveWorked === true || isThrottled;
    };

    /** Names server and call, says what to do, and shows no secret. */
    const assertHelpful = ({ message }: Error, { server, method }: Call) => {
      const called =
        server === "wso2"
          ? `${method} ${sandbox.wso2.url}/api/am/admin/v4/key-managers`
          : `${method} https://${sandbox.auth0.domain}/`;
      assert.ok(message.includes(called), message);
      assert.match(message, /Check |Look into|Correct|run pulumi up again/, message);
      for (const secret of secretsOf(deployer, declaration.clientSecret)) {
        assert.ok(!message.includes(secret), message);
      }
    };

    /** A creation is repeated only if the server has surely not seen it. */
    const assertCreatedOnce = ({ first }: Operation, { method }: Call, fault: FaultCase) => {
      const posts = sandbox.wso2.requests.all.filter((request) => request.method === "POST");
      const isUncertain =
        first !== undefined || (method === "POST" && fault.mayHaveWorked === true);
      if (isUncertain) assert.ok(posts.length <= 1, `${posts.length} times POST`);
    };

    /** The next preview sees no change: every field is as declared, and so is the mark. */
    const assertQuiet = async (
      id: string,
      state: KeyManagerState | undefined,
      endsWith: string[],
    ) => {
      const declared = endsWith.includes("Changed") ? changed(declaration) : declaration;
      assert.ok(state);
      const { props = state } = await newRun(sandbox).read(id, state);
      assert.deepEqual(differences(fields, props, declared), []);
      assert.deepEqual((await newRun(sandbox).diff(id, props, declared)).changes, false);
      assert.deepEqual(props.ownership, declared.ownership);
    };

    for (const operation of operations.filter((each) => each.startsWith === startsWith)) {
      for (const call of operation.calls) {
        describe(`${operation.title}: ${call.method} of ${call.target}`, () => {
          for (const fault of faults) {
            it(`${fault.title}, once`, () => assertCase(operation, call, fault, 1));
            it(`${fault.title}, for good`, () => assertCase(operation, call, fault, Infinity));
          }
        });
      }
    }
  });
}
