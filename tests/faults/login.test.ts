import assert from "node:assert/strict";
import type { Wso2Login } from "../../components/wso2/rest/connection";
import { AdminPortal } from "auth0-wso2-sandbox/consoles";
import { declarationFor, type KeyManagerInputs } from "../support/declaration";
import { effectOf, faultCases, type FaultCase } from "./faultTable";
import { addDeployer, deployer, newRun, patienceFor, secretsOf } from "./impatience";
import { sandboxForTests } from "../support/sandboxForTests";

const calls = {
  "the registration of the client": /\/client-registration\/v0\.17\/register$/,
  "the login": /\/oauth2\/token$/,
};

/** Answers to a login are looked at for what they grant, not for whose they are. */
const loginFaults = faultCases.filter(({ title }) => title !== "200 with JSON of somebody else");

describe("faults while logging in to WSO2 with a client that is registered first", () => {
  const login: Wso2Login = { kind: "registeredClient", ...deployer };
  const sandbox = sandboxForTests();
  let portal: AdminPortal;
  let declaration: KeyManagerInputs;

  before(async () => {
    addDeployer(sandbox);
    portal = new AdminPortal(sandbox);
    declaration = await declarationFor(sandbox, "login");
  });

  afterEach(async () => {
    sandbox.wso2.faults.clear();
    for (const { name } of await portal.keyManagers()) await portal.deleteKeyManager(String(name));
  });

  const assertCase = async (url: RegExp, fault: FaultCase, times: number) => {
    const effect = effectOf(fault, times);
    sandbox.wso2.faults.inject({ method: "POST", url, times, effect });
    const error = await newRun(sandbox, { login, ...patienceFor(effect) })
      .create(declaration)
      .then(
        () => undefined,
        (reason: unknown) => reason as Error,
      );
    assert.ok(sandbox.wso2.faults.count > 0, "the fault did not strike");
    sandbox.wso2.faults.clear();
    // Both may be done twice. A time-out that is short may strike a second time on a busy machine.
    const isHealed = times === 1 && fault.isTemporary && effect.kind !== "delayAnswer";
    if (isHealed) assert.equal(error, undefined);
    if (error !== undefined) assertHelpful(error.message, url);
    if (error !== undefined) await newRun(sandbox, { login }).create(declaration);
    assert.equal((await portal.keyManagers()).length, 1);
  };

  const assertHelpful = (message: string, url: RegExp) => {
    const [called = ""] = /POST \S+(?= )/.exec(message) ?? [];
    assert.ok(called.startsWith(`POST ${sandbox.wso2.url}/`), message);
    assert.match(called, url);
    assert.match(message, /Check |Look into|Correct|run pulumi up again/);
    for (const secret of secretsOf(deployer, declaration.clientSecret)) {
      assert.ok(!message.includes(secret), message);
    }
  };

  for (const [title, url] of Object.entries(calls)) {
    for (const fault of loginFaults) {
      it(`${title}: ${fault.title}, once`, () => assertCase(url, fault, 1));
      it(`${title}: ${fault.title}, for good`, () => assertCase(url, fault, Infinity));
    }
  }
});
