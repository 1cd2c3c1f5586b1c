import assert from "node:assert/strict";
import type { KeyManagerInputs } from "../../components/wso2/keyManager/args";
import { startSandbox, type Sandbox } from "../../sandbox";
import { AdminPortal } from "../../sandbox/consoles";
import { declarationFor } from "../support/declaration";
import { trust } from "../support/trust";
import { faultCases, type FaultCase } from "./faultTable";
import { addDeployer, deployer, hurryAuth0, newRun, patienceFor, secretsOf } from "./impatience";
import { changed, operations, type Call, type Operation } from "./operations";

describe("faults at each call of a Key Manager's life", () => {
  let sandbox: Sandbox;
  let portal: AdminPortal;
  let declaration: KeyManagerInputs;
  let beUsual: () => void;

  before(async () => {
    sandbox = await startSandbox();
    trust(sandbox);
    addDeployer(sandbox);
    portal = new AdminPortal(sandbox);
    declaration = {
      ...(await declarationFor(sandbox, "faults")),
      description: "Declared",
    };
    beUsual = hurryAuth0();
  });

  after(async () => {
    beUsual();
    await sandbox.close();
  });

  const clearFaults = () => {
    sandbox.wso2.faults.clear();
    sandbox.auth0.faults.clear();
  };

  afterEach(async () => {
    clearFaults();
    for (const { name } of await portal.keyManagers()) await portal.deleteKeyManager(String(name));
  });

  const assertCase = async (operation: Operation, call: Call, fault: FaultCase, times: number) => {
    const { startsWith, run, first, endsWith } = operation;
    const { id } =
      startsWith === "entry" ? await newRun(sandbox).create(declaration) : { id: "none" };
    const server = sandbox[call.server];
    sandbox.wso2.requests.clear();
    if (first !== undefined) sandbox.wso2.faults.inject(first);
    const { method, url, skip = 0 } = call;
    server.faults.inject({ method, url, skip, times, effect: fault.effect });

    const provider = newRun(sandbox, patienceFor(fault.effect));
    const error = await run(provider, id, declaration).then(
      () => undefined,
      (reason: unknown) => reason as Error,
    );
    const harmless = first === undefined ? 0 : 1;
    assert.ok(server.faults.count > harmless, "the fault did not strike");
    clearFaults();

    if (times === 1 && isWorthRepeating(call, fault)) assert.equal(error, undefined);
    if (error !== undefined) assertHelpful(error, call);
    assertCreatedOnce(operation, call, fault);

    if (error !== undefined) await run(newRun(sandbox), id, declaration);
    const entries = await portal.keyManagers();
    assert.deepEqual(
      entries.map(({ description }) => description),
      endsWith,
    );
    for (const entry of entries) await assertQuiet(String(entry["id"]), endsWith);
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
    const isUncertain = first !== undefined || (method === "POST" && fault.mayHaveWorked === true);
    if (isUncertain) assert.ok(posts.length <= 1, `${posts.length} times POST`);
  };

  /** The next preview sees no change: every field is as declared. */
  const assertQuiet = async (id: string, endsWith: string[]) => {
    const declared = endsWith.includes("Changed") ? changed(declaration) : declaration;
    const { props } = await newRun(sandbox).read(id, declared);
    assert.deepEqual(props, declared);
  };

  let cases = 0;
  for (const operation of operations) {
    for (const call of operation.calls) {
      describe(`${operation.title}: ${call.method} of ${call.target}`, () => {
        for (const fault of faultCases) {
          cases += 2;
          it(`${fault.title}, once`, () => assertCase(operation, call, fault, 1));
          it(`${fault.title}, for good`, () => assertCase(operation, call, fault, Infinity));
        }
      });
    }
  }

  it(`were ${cases}`, () => {
    assert.equal(cases, operations.flatMap(({ calls }) => calls).length * faultCases.length * 2);
  });
});
