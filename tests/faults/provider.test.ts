import assert from "node:assert/strict";
import { AdminApi } from "../../components/wso2/client/adminApi";
import { Transport } from "../../components/wso2/client/transport";
import type { KeyManagerInputs } from "../../components/wso2/keyManager/args";
import { KeyManagerProvider } from "../../components/wso2/keyManager/provider";
import { startSandbox, type Sandbox } from "../../sandbox";
import { AdminPortal } from "../../sandbox/consoles";
import { declarationFor } from "../support/declaration";
import { trust } from "../support/trust";
import { callsOf, faultCases, type Call, type FaultCase } from "./faultTable";

type Operation = keyof typeof callsOf;

describe("faults at each call of a Key Manager's life", () => {
  let sandbox: Sandbox;
  let portal: AdminPortal;
  let declaration: KeyManagerInputs;
  let cases = 0;

  before(async () => {
    sandbox = await startSandbox();
    trust(sandbox);
    portal = new AdminPortal(sandbox);
    declaration = await declarationFor(sandbox, "faults");
  });

  after(async () => {
    console.log(`      ${cases} cases`);
    await sandbox.close();
  });

  afterEach(async () => {
    sandbox.wso2.faults.clear();
    for (const { name } of await portal.keyManagers()) await portal.deleteKeyManager(String(name));
  });

  /** A provider as each run of the engine has one: nothing in memory, little patience. */
  const newRun = () => {
    const connection = {
      url: sandbox.wso2.url,
      certificateAuthority: sandbox.certificateAuthority.certificate,
      login: { kind: "basic", ...sandbox.wso2.administrator } as const,
    };
    const transport = new Transport(connection, { timeout: 200, firstDelay: 1 });
    const api = new AdminApi(connection, transport);
    return new KeyManagerProvider(() => api);
  };

  /** What there is before an operation, the operation, and what the next run has to bring about. */
  const operations: Record<
    Operation,
    { prepare: () => Promise<string>; run: (id: string) => Promise<unknown>; expected: string[] }
  > = {
    create: {
      prepare: () => Promise.resolve(""),
      run: () => newRun().create(declaration),
      expected: ["Declared"],
    },
    read: {
      prepare: async () => (await newRun().create(declaration)).id,
      run: (id) => newRun().read(id, declaration),
      expected: ["Declared"],
    },
    update: {
      prepare: async () => (await newRun().create(declaration)).id,
      run: (id) => newRun().update(id, declaration, { ...declaration, description: "Updated" }),
      expected: ["Updated"],
    },
    delete: {
      prepare: async () => (await newRun().create(declaration)).id,
      run: (id) => newRun().delete(id, declaration),
      expected: [],
    },
  };

  const assertCase = async (operation: Operation, call: Call, fault: FaultCase, times: number) => {
    cases += 1;
    declaration = { ...declaration, description: "Declared" };
    const { prepare, run, expected } = operations[operation];
    const id = await prepare();
    sandbox.wso2.requests.clear();
    sandbox.wso2.faults.inject({ ...call, times, effect: fault.effect });

    const outcome = await run(id).then(
      (result) => ({ result, error: undefined }),
      (error: unknown) => ({ result: undefined, error: error as Error }),
    );
    assert.ok(sandbox.wso2.faults.count > 0, "the fault did not strike");
    sandbox.wso2.faults.clear();

    if (outcome.error !== undefined) assertHelpful(outcome.error, call);
    // An entry that is there must never be taken for gone: it would be created once more.
    if (operation === "read" && outcome.error === undefined) {
      assert.equal((outcome.result as { id?: string }).id, id);
    }
    assertCreatedOnce(fault);

    if (outcome.error !== undefined) await run(id);
    const entries = await portal.keyManagers();
    assert.deepEqual(
      entries.map(({ description }) => description),
      expected,
    );
  };

  /** Names server and call, says what to do, and shows no secret. */
  const assertHelpful = ({ message }: Error, { method }: Call) => {
    assert.ok(
      message.includes(`${method} ${sandbox.wso2.url}/api/am/admin/v4/key-managers`),
      message,
    );
    assert.match(message, /Check |Look into|Correct|run pulumi up again|Try again/, message);
    const { password, username } = sandbox.wso2.administrator;
    const secrets = [
      declaration.clientSecret,
      Buffer.from(`${username}:${password}`).toString("base64"),
    ];
    for (const secret of secrets) assert.ok(!message.includes(secret));
  };

  /** A creation is repeated only if the server has surely not seen it. */
  const assertCreatedOnce = ({ mayHaveWorked }: FaultCase) => {
    const posts = sandbox.wso2.requests.all.filter(({ method }) => method === "POST");
    if (mayHaveWorked) assert.ok(posts.length <= 1, `${posts.length} times POST`);
  };

  for (const operation of Object.keys(callsOf) as Operation[]) {
    for (const call of callsOf[operation]) {
      for (const fault of faultCases) {
        const where = `${operation}, ${call.method} ${call.url.source.includes("36") ? "entry" : "list"}`;
        it(`${where}: ${fault.title}, once`, () => assertCase(operation, call, fault, 1));
        it(`${where}: ${fault.title}, for good`, () =>
          assertCase(operation, call, fault, Infinity));
      }
    }
  }
});
