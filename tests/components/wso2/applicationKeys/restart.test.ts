import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { KeysValues } from "../../../../components/wso2/applicationKeys/args";
import type { Inputs, State } from "../../../../components/wso2/provider/kind";
import type { KeysAddition } from "../../../../components/wso2/applicationKeys/args";
import { startSandbox, type Sandbox } from "auth0-wso2-sandbox";
import { AdminPortal, Auth0Dashboard } from "auth0-wso2-sandbox/consoles";
import { declarationFor, type KeyManagerInputs } from "../../../support/declaration";
import { audience } from "../../../support/developerPortal";
import { lifeCyclesFor, ownershipOf } from "../../../support/lifeCycles";
import { trust } from "../../../support/trust";
import { until } from "../../../support/until";

/** In the order in which WSO2 loads them. */
const names = ["first", "second"] as const;

describe("keys after a restart of WSO2 at which a Key Manager could not log in", () => {
  let directory: string;
  let sandbox: Sandbox;
  let declarations: Record<(typeof names)[number], KeyManagerInputs>;
  let keys: {
    id: string;
    inputs: Inputs<KeysValues>;
    state: State<KeysValues, KeysAddition>;
  };
  let said: string[];

  const newRun = () =>
    lifeCyclesFor(sandbox, { patience: { budget: 2_000, firstPause: 20, longestPause: 50 } });
  const start = async () => {
    sandbox = await startSandbox({ stateFile: join(directory, "state.json") });
    trust(sandbox);
  };
  const loaded = () => sandbox.wso2.loadedKeyManagers();

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), "restart-"));
    await start();
    const dashboard = new Auth0Dashboard(sandbox);
    await dashboard.create("/resource-servers", { identifier: audience });
    const entries = await Promise.all(names.map((name) => declarationFor(sandbox, name)));
    declarations = { first: entries[0], second: entries[1] } as typeof declarations;
    for (const each of entries) await newRun().keyManagers.create(each);
    await until(() => names.every((name) => loaded().includes(name)));
    const ownership = ownershipOf("keys");
    const { id: applicationId } = await newRun().applications.create({ name: "app", ownership });
    const { tokenEndpoint, clientId, clientSecret, audience: api } = declarations.second;
    const declared = {
      applicationId,
      applicationName: "app",
      keyManager: "second",
      audience,
      management: { tokenEndpoint, clientId, clientSecret, audience: api },
      ownership,
    };
    const { inputs = declared } = await newRun().keys.check({}, declared);
    const { id, outs } = await newRun().keys.create(inputs);
    assert.ok(outs);
    keys = { id, inputs, state: outs };

    await dashboard.rotateSecret(declarations.first.clientId);
    await sandbox.close();
    await start();
  });

  after(async () => {
    await sandbox.close();
    await rm(directory, { recursive: true });
  });

  const { log } = console;
  beforeEach(() => {
    said = [];
    console.log = (text: string) => said.push(text);
  });
  afterEach(() => {
    console.log = log;
  });

  const refresh = async () => {
    const { props, inputs } = await newRun().keys.read(keys.id, keys.state);
    assert.ok(props);
    assert.deepEqual(inputs, keys.inputs);
    return props;
  };

  it("are shown as keys of a Key Manager that is out, though its own login is right", async () => {
    const props = await refresh();
    assert.deepEqual(loaded(), []);
    assert.equal(props.condition, "notLoaded");
    assert.equal((await newRun().keys.diff(keys.id, props, keys.inputs)).changes, true);
    assert.ok(said.some((text) => text.includes('WSO2 has not loaded the Key Manager "second"')));
    // It is looked at, not waited for: a part of the patience, of whose looks there would be dozens.
    const looks = sandbox.wso2.requests.matching(/oauth-keys/).length;
    assert.ok(looks > 0 && looks < 15, String(looks));
  });

  it("work again after one update, which names the other one that is out", async () => {
    const before = await new AdminPortal(sandbox).keyManager("second");
    const { outs } = await newRun().keys.update(keys.id, await refresh(), keys.inputs);
    assert.equal(outs?.condition, "complete");
    assert.deepEqual(loaded(), ["second"]);
    assert.ok(
      said.some((text) => /may not be loaded, either.*: "first"\./.test(text)),
      said.join("\n"),
    );
    // Saved as it was: secret, mark and all.
    assert.deepEqual(await new AdminPortal(sandbox).keyManager("second"), before);
    keys.state = outs;
    const seen = await refresh();
    assert.equal((await newRun().keys.diff(keys.id, seen, keys.inputs)).changes, false);
  });

  it("are left alone where the Key Manager is switched off, which is no fault", async () => {
    await new AdminPortal(sandbox).editKeyManager("second", { enabled: false });
    await until(() => loaded().length === 0);
    assert.equal((await refresh()).condition, "complete");
    await new AdminPortal(sandbox).editKeyManager("second", { enabled: true });
    await until(() => loaded().includes("second"));
  });

  it("say whose the Key Manager is that is out, and leave it, where it is another stack's", async () => {
    await sandbox.close();
    await start();
    const props = await refresh();
    assert.equal(props.condition, "notLoaded");
    const others = { ...keys.inputs, ownership: { ...ownershipOf("keys"), owner: "another" } };
    sandbox.wso2.requests.clear();
    await assert.rejects(
      newRun().keys.update(keys.id, { ...props, ownership: others.ownership }, others),
      /"second", which belongs to resource "second" of stack .*Run pulumi up there/,
    );
    assert.deepEqual(sandbox.wso2.requests.writes(), []);
  });

  it("tell that a client is missing, which only a Key Manager that is loaded can see", async () => {
    const before = await refresh();
    assert.equal(before.condition, "notLoaded");
    await new Auth0Dashboard(sandbox).remove(`/clients/${String(keys.state.consumerKey)}`);
    const run = newRun().keys.update(keys.id, before, keys.inputs);
    await assert.rejects(run, /client of the application's keys is missing in Auth0.*pulumi up/);
    assert.equal((await refresh()).condition, "clientMissing");
    await sandbox.close();
    await start();
  });

  it("tell that a Key Manager cannot log in, where saving it does not help", async () => {
    await new Auth0Dashboard(sandbox).rotateSecret(declarations.second.clientId);
    const run = newRun().keys.update(keys.id, await refresh(), keys.inputs);
    await assert.rejects(run, /does not load the Key Manager "second": it cannot log in to Auth0/);
  });
});
