import assert from "node:assert/strict";
import { join } from "node:path";
import type { Sandbox } from "auth0-wso2-sandbox";
import { assertConverged, assertSays } from "./assertions";
import { restore } from "./earlierStates/restore";
import type { Stack } from "./stack";

interface PreviewStep {
  op: string;
  urn: string;
}

/** A mark, wherever it is kept. */
const mark = /heritage=pulumi,[^"\\]*/g;

const typeOf = ({ urn }: PreviewStep) => urn.split("::")[2]?.split("$").at(-1) ?? "";

describe("a stack of the version that marked nothing (a2b8ba3), on the real engine", () => {
  let sandbox: Sandbox;
  let stack: Stack;

  before(async () => {
    ({ sandbox, stack } = await restore("a2b8ba3"));
  });

  after(async () => {
    await stack.remove();
    await sandbox.close();
  });

  /** Ids of everything that either server has, and how it was made. */
  const identities = () => {
    const { wso2, auth0 } = sandbox;
    return {
      keyManagers: wso2.state.keyManagers.map(({ uuid, name }) => [uuid, name]),
      applications: wso2.state.applications.map(({ uuid, name, keyMappings }) => [
        uuid,
        name,
        keyMappings.map((keys) => [keys.uuid, keys.consumerKey, keys.mode]),
      ]),
      subscriptions: wso2.state.subscriptions.map(({ uuid }) => uuid),
      clients: auth0.state.clients.map(({ client_id, client_secret }) => [
        client_id,
        client_secret,
      ]),
      grants: auth0.state.clientGrants.map(({ id, scope }) => [id, scope]),
      apis: auth0.state.resourceServers.map(({ id }) => id),
    };
  };
  const marked = () => {
    const { keyManagers, applications } = sandbox.wso2.state;
    const generated = sandbox.auth0.state.clients.filter(({ name }) =>
      name.endsWith("generated_PRODUCTION"),
    );
    return [
      ...keyManagers.filter(({ type }) => type === "Auth0"),
      ...applications.filter(({ name }) => name !== "DefaultApplication"),
      ...generated,
    ].map((each) => JSON.stringify(each).match(mark)?.length ?? 0);
  };

  it("previews updates, what is in the state alone and the proof, and nothing that is replaced or deleted", async () => {
    const output = await stack.succeed("preview", "--json");
    const { steps } = JSON.parse(output.slice(output.indexOf("{\n"))) as { steps: PreviewStep[] };
    const created = ["Owner", "ApiDeletionProtection"].map(
      (kind) => `pulumi-nodejs:dynamic/wso2:${kind}`,
    );
    const unexpected = steps.filter(
      (step) =>
        !["same", "refresh", "read", "update"].includes(step.op) &&
        !(step.op === "create" && [...created, "pulumi:providers:auth0"].includes(typeOf(step))) &&
        typeOf(step) !== "command:local:Command",
    );
    assert.deepEqual(
      unexpected.map((step) => `${step.op} ${step.urn}`),
      [],
    );
  });

  it("keeps every object and marks those that can hold a mark, in one up", async () => {
    const before = identities();
    await stack.up();
    assert.deepEqual(identities(), before);
    await assertConverged(stack);
    assert.deepEqual(marked(), [1, 1, 1, 1]);
  });

  it("goes on with them where its state of before that up is restored, as the messages say", async () => {
    const before = identities();
    const said = (output: string, command: RegExp) => command.exec(output)?.[1]?.split(" ") ?? [];
    await stack.succeed("stack", "import", "--file", join(stack.directory, "exported.json"));
    const { output: refusal } = await stack.pulumi("up", "--yes", "--skip-preview");
    assertSays(refusal, ["import everything again: npm run -s import-list"]);
    const lost = await stack.importList();
    const owner = said(lost.output, /run this again with (--owner \w+)/);
    const { output } = await stack.importList(...owner);
    const forget = said(output, /pulumi (state delete --target-dependents) 'urn/);
    if (forget.length > 0) await stack.succeed(...forget, await stack.urnOf("owner"), "--yes");
    const { code, output: listed } = await stack.importList(...owner);
    assert.equal(code, 0, `${lost.output}\n${output}\n${listed}`);
    await stack.import();
    await stack.up();
    assert.deepEqual(identities(), before);
    await assertConverged(stack);
    assert.deepEqual(marked(), [1, 1, 1, 1]);
  });

  it("leaves nothing behind when it is destroyed", async () => {
    await stack.destroy();
    const { keyManagers, applications, subscriptions } = sandbox.wso2.state;
    const { clients, clientGrants, deployerClientId } = sandbox.auth0.state;
    assert.deepEqual(
      keyManagers.filter(({ type }) => type === "Auth0"),
      [],
    );
    assert.deepEqual(
      applications.filter(({ name }) => name !== "DefaultApplication"),
      [],
    );
    assert.deepEqual(subscriptions, []);
    const isOfOthers = (id: unknown) => id === deployerClientId;
    assert.deepEqual(
      clients.filter(({ client_id, global }) => !isOfOthers(client_id) && !global),
      [],
    );
    assert.deepEqual(
      clientGrants.filter(({ client_id }) => !isOfOthers(client_id)),
      [],
    );
  });
});
