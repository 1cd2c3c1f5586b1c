import assert from "node:assert/strict";
import { clientMarkText } from "../../../../components/marks/clientMark";
import { AdminPortal, Auth0Dashboard, type Document } from "auth0-wso2-sandbox/consoles";
import { declarationFor, providerFor, type KeyManagerInputs } from "../../../support/declaration";
import { sandboxForTests } from "../../../support/sandboxForTests";
import { trust } from "../../../support/trust";

describe("a Key Manager that was adopted, with a login that goes with the stack", () => {
  const sandbox = sandboxForTests();
  let portal: AdminPortal;
  /** The login that it has before. */
  let theirs: KeyManagerInputs;
  let declared: KeyManagerInputs;

  before(async () => {
    trust(sandbox);
    portal = new AdminPortal(sandbox);
    theirs = await declarationFor(sandbox, "auth0");
    const ours = await declarationFor(sandbox, "auth0");
    declared = { ...ours, adopt: true, loginGrant: "cgr_1" };
  });

  beforeEach(async () => {
    const { id } = await providerFor(sandbox).create({ ...theirs, description: "Clicked" });
    const { managed_by, ...additionalProperties } = await properties();
    assert.ok(managed_by, id);
    await portal.editKeyManager("auth0", { additionalProperties, allowedOrganizations: ["ALL"] });
  });

  afterEach(async () => {
    sandbox.wso2.faults.clear();
    await portal.deleteKeyManager("auth0");
  });

  const properties = async () =>
    (await portal.keyManager("auth0"))["additionalProperties"] as Document;
  /** What a run of the engine does. */
  const adopt = async () => {
    const run = providerFor(sandbox);
    const { inputs = declared } = await run.check({}, declared);
    const { id, outs } = await run.create(inputs);
    assert.ok(outs);
    return { id, state: outs };
  };
  const assertNotReleased = async ({ id, state }: Awaited<ReturnType<typeof adopt>>) => {
    const before = await portal.keyManager("auth0");
    await assert.rejects(
      providerFor(sandbox).delete(id, state),
      /the login that it had before is not known.*login of its own in the Admin Portal/,
    );
    assert.deepEqual(await portal.keyManager("auth0"), before);
  };

  it("goes back to what it was", async () => {
    const before = await portal.keyManager("auth0");
    const { id, state } = await adopt();
    assert.equal((await properties())["client_id"], declared.clientId);
    await providerFor(sandbox).delete(id, state);
    assert.deepEqual(await portal.keyManager("auth0"), before);
  });

  describe("which a program makes by itself, beside the entry", () => {
    const released = async (mark: Document) => {
      const { loginGrant, ...alone } = declared;
      assert.ok(loginGrant);
      const run = providerFor(sandbox);
      const { inputs = alone } = await run.check({}, alone);
      const { id, outs } = await run.create(inputs);
      const metadata = { client_metadata: mark };
      await new Auth0Dashboard(sandbox).change(`/clients/${alone.clientId}`, metadata);
      assert.ok(outs);
      await providerFor(sandbox).delete(id, outs);
      return portal.keyManager("auth0");
    };
    const markOf = (owner: string) => {
      const of = { owner, stack: "dev", resource: "management" };
      return { managed_by: clientMarkText(of, "auth0:index/client:Client::management") };
    };

    it("goes back to what it was where the application carries the stack's mark", async () => {
      const before = await portal.keyManager("auth0");
      assert.deepEqual(await released(markOf(declared.ownership?.owner ?? "")), before);
    });

    it("keeps a login that carries none, or another stack's", async () => {
      for (const mark of [{ managed_by: "" }, markOf("another")]) {
        const { additionalProperties } = await released(mark);
        assert.equal((additionalProperties as Document)["client_id"], declared.clientId);
      }
    });

    it("keeps it where Auth0 cannot be asked, so that the login cannot be deleted either", async () => {
      const effect = { kind: "answer", status: 400, body: {} } as const;
      sandbox.auth0.faults.inject({ method: "GET", url: /\/clients\//, times: Infinity, effect });
      const { additionalProperties } = await released(markOf(declared.ownership?.owner ?? ""));
      sandbox.auth0.faults.clear();
      assert.equal((additionalProperties as Document)["client_id"], declared.clientId);
    });
  });

  it("is not released where a run that broke off has adopted it, so that no state knows its login", async () => {
    await adopt();
    await assertNotReleased(await adopt());
  });

  it("is not released where WSO2 did not take it as it was, and so did not show its secret", async () => {
    const body = { code: 900400, message: "Bad Request", description: "" };
    const effect = { kind: "answer", status: 400, body } as const;
    sandbox.wso2.faults.inject({ method: "PUT", url: /\/key-managers\//, times: 1, effect });
    await assertNotReleased(await adopt());
  });

  it("is left with another login that somebody has given it", async () => {
    const { id, state } = await adopt();
    const { clientId: client_id, clientSecret: client_secret } = theirs;
    await portal.editKeyManager("auth0", {
      additionalProperties: { ...(await properties()), client_id, client_secret },
      description: "Given another login",
    });
    await providerFor(sandbox).delete(id, state);
    assert.equal((await properties())["client_id"], client_id);
    assert.equal((await portal.keyManager("auth0"))["description"], "Given another login");
  });
});
