import { unknownRate } from "../../components/wso2/rest/connectorRate";
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runtime } from "@pulumi/pulumi";
import { tenantEndpoints } from "../../components/auth0/tenant";
import { keyManagerEndpoints } from "../../components/auth0KeyManager";
import { resolveConnection } from "../../components/wso2/rest/connection";
import { Transport } from "../../components/wso2/rest/transport";
import { serverAt } from "../../components/wso2/server";
import { LifeCycle } from "../../components/wso2/provider/lifeCycle";
import { keyManagerKind } from "../../components/wso2/keyManager/kind";
import { serverConfig, wso2Mistakes } from "../../tools/docs/mistakes/serverMistakes";
import { startSandbox, type Sandbox } from "auth0-wso2-sandbox";
import { environmentFor } from "auth0-wso2-sandbox/environment";
import { ownershipOf } from "../support/lifeCycles";

/** Those with a command are pasted in tests/engine/mistakes.test.ts. */
const mistakes = Object.entries(wso2Mistakes).filter(([, { command }]) => !command);

describe("a mistake that WSO2 knows of", () => {
  let sandbox: Sandbox;
  let directory: string;
  let environment: Record<string, string>;

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), "auth0-wso2-mistakes-"));
    sandbox = await startSandbox();
    environment = await environmentFor(sandbox, directory);
  });

  after(async () => {
    await sandbox.close();
    await rm(directory, { recursive: true });
  });

  /** What the Key Manager's provider says in a preview, for which the engine calls `check` first. */
  const said = async (variables: Record<string, string> = {}): Promise<string> => {
    const connection = resolveConnection({}, { ...environment, ...variables });
    const impatient = new Transport(connection, { timeout: 30_000, firstDelay: 1 });
    const server = serverAt(connection, unknownRate, impatient);
    const { failures = [] } = await new LifeCycle(keyManagerKind(() => server))
      .check(
        {},
        {
          ...serverConfig.keyManager,
          ...keyManagerEndpoints(tenantEndpoints(sandbox.auth0.domain)),
          clientId: runtime.unknownValue,
          clientSecret: runtime.unknownValue,
          ownership: ownershipOf("auth0-key-manager"),
        },
      )
      .catch((error: unknown) => ({ failures: [{ reason: (error as Error).message }] }));
    return failures.map(({ reason }) => reason).join("\n");
  };

  for (const [title, { made, environment: variables, message, remedy }] of mistakes) {
    it(`is found before anything is written, and gone after its remedy: ${title}`, async () => {
      const undo = await made?.(sandbox);
      sandbox.wso2.requests.clear();
      const mistaken = variables?.(sandbox);
      const output = await said(mistaken);
      for (const text of [message, remedy]) {
        assert.ok(output.includes(text), `${output}\ndoes not say: ${text}`);
      }
      assert.doesNotMatch(output, /not-the-|password-of-/);
      undo?.();
      // A user who was given the role stays the user.
      assert.equal(await said(undo && mistaken), "");
      assert.deepEqual(sandbox.wso2.requests.writes(), []);
    });
  }
});
