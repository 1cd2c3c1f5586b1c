import assert from "node:assert/strict";
import { startSandbox, type Sandbox } from "auth0-wso2-sandbox";
import { AdminPortal } from "auth0-wso2-sandbox/consoles";
import { declarationFor, providerFor, type KeyManagerInputs } from "../../../support/declaration";
import { ownershipOf, type KeyManagerLifeCycle } from "../../../support/lifeCycles";
import { sandboxForTests } from "../../../support/sandboxForTests";
import { trust } from "../../../support/trust";

describe("a Key Manager among what is there already", () => {
  let sandbox: Sandbox;
  let portal: AdminPortal;
  let provider: KeyManagerLifeCycle;
  let declaration: KeyManagerInputs;

  beforeEach(async () => {
    sandbox = await startSandbox();
    trust(sandbox);
    portal = new AdminPortal(sandbox);
    provider = providerFor(sandbox);
    declaration = await declarationFor(sandbox, "auth0");
  });

  afterEach(() => sandbox.close());

  const reasonsFor = async (news: KeyManagerInputs, olds: Partial<KeyManagerInputs> = {}) => {
    const { failures = [] } = await provider.check(olds, news);
    return failures.map(({ reason }) => reason);
  };
  const createByHand = async () => {
    const foreign = await declarationFor(sandbox, "by hand");
    const { id } = await provider.create({ ...foreign, name: "auth0", description: "by hand" });
    const { additionalProperties } = await portal.keyManager("auth0");
    const { managed_by, ...properties } = additionalProperties as Record<string, unknown>;
    assert.ok(managed_by);
    await portal.editKeyManager("auth0", { additionalProperties: properties });
    provider = providerFor(sandbox);
    return id;
  };
  const use = (keyManagerId: string, application: string) => {
    sandbox.wso2.state.applications.push({
      uuid: "0d5e",
      name: application,
      owner: "admin",
      organization: "carbon.super",
      keyMappings: [{ keyManager: keyManagerId }],
    } as (typeof sandbox.wso2.state.applications)[number]);
  };

  it("fails for an entry that somebody else made, and leaves it alone", async () => {
    const id = await createByHand();
    const before = await portal.keyManager("auth0");
    const [reason] = await reasonsFor(declaration);
    assert.match(
      reason ?? "",
      new RegExp(`id ${id}.*no mark of this stack.*adopt: true.*another name`),
    );
    await assert.rejects(provider.create(declaration), /adopt: true/);
    assert.deepEqual(await portal.keyManager("auth0"), before);
  });

  it("takes an entry over when it is told to", async () => {
    const id = await createByHand();
    const adopting = { ...declaration, adopt: true };
    assert.deepEqual(await reasonsFor(adopting), []);
    assert.equal((await provider.create(adopting)).id, id);
    const entry = await portal.keyManager("auth0");
    assert.equal(entry["description"], null);
    assert.equal(
      (entry["additionalProperties"] as { client_id: string }).client_id,
      declaration.clientId,
    );
  });

  it("continues an entry of its own that a broken run has left", async () => {
    const { id } = await provider.create(declaration);
    const changed = { ...declaration, description: "changed since" };
    assert.deepEqual(await reasonsFor(changed), []);
    assert.equal((await provider.create(changed)).id, id);
    assert.equal((await portal.keyManager("auth0"))["description"], "changed since");
    assert.equal((await portal.keyManagers()).length, 1);
  });

  it("fails to delete an entry in use, and lists what uses it", async () => {
    const { id } = await provider.create(declaration);
    use(id, "Orders client");
    await assert.rejects(
      provider.delete(id, declaration),
      /in use and was not deleted\. Used by: application Orders client of admin\. Remove its keys/,
    );
    assert.equal((await portal.keyManagers()).length, 1);
  });

  it("says why an entry was not deleted for another reason", async () => {
    const { id } = await provider.create(declaration);
    use(id, "Orders client");
    const body = { code: 902013, message: "Forbidden", description: "not yours" };
    const effect = { kind: "answer", status: 403, body } as const;
    sandbox.wso2.faults.inject({ method: "DELETE", effect });
    await assert.rejects(provider.delete(id, declaration), /answered 403: not yours/);
  });

  it("fails to rename an entry in use before anything is replaced", async () => {
    const { id } = await provider.create(declaration);
    use(id, "Orders client");
    const [reason] = await reasonsFor({ ...declaration, name: "renamed" }, declaration);
    assert.match(reason ?? "", /cannot change from "auth0": it is in use.*Orders client of admin/);
  });

  it("saves no entry of another issuer when one goes", async () => {
    const { id } = await provider.create(declaration);
    const other = await declarationFor(sandbox, "other");
    await provider.create({ ...other, issuer: "https://other.example.com/" });
    sandbox.wso2.requests.clear();
    await provider.delete(id, declaration);
    const writes = sandbox.wso2.requests.writes().map(({ method }) => method);
    assert.deepEqual(writes, ["DELETE"]);
  });

  it("deletes an entry that is gone already", async () => {
    const { id } = await provider.create(declaration);
    await portal.deleteKeyManager("auth0");
    await provider.delete(id, declaration);
  });

  it("imports endpoints from the discovery document, once", async () => {
    const { name, issuer, audience, clientId, clientSecret, wellKnownEndpoint } = declaration;
    for (const importEndpoints of ["directly", "byWso2"] as const) {
      const importing = {
        ...{ name, issuer, audience, clientId, clientSecret },
        ...(wellKnownEndpoint !== undefined && { wellKnownEndpoint }),
        tokenEndpoint: declaration.tokenEndpoint,
        ownership: ownershipOf("auth0", importEndpoints),
        importEndpoints,
      } as KeyManagerInputs;
      const { inputs = importing, failures } = await provider.check({}, importing);
      assert.deepEqual(failures, []);
      const { id, outs = inputs } = await provider.create(inputs);
      const entry = await portal.keyManager("auth0");
      assert.equal(entry["revokeEndpoint"], declaration.revokeEndpoint);
      assert.equal(entry["authorizeEndpoint"], declaration.authorizeEndpoint);
      assert.deepEqual(entry["certificates"], declaration.certificates);

      const { props } = await provider.read(id, outs);
      assert.deepEqual(props, outs);
      sandbox.auth0.requests.clear();
      const again = await provider.check(inputs, importing);
      assert.deepEqual(again.inputs, inputs);
      assert.equal(sandbox.auth0.requests.matching(/well-known/).length, 0);
      const from = `${String(wellKnownEndpoint)}?another`;
      const moved = await provider.check(inputs, { ...importing, wellKnownEndpoint: from });
      assert.deepEqual([moved.failures, moved.inputs?.imported?.from], [[], from]);

      await portal.editKeyManager("auth0", { userInfoEndpoint: null });
      const drifted = await provider.read(id, outs);
      const { changes } = await provider.diff(id, drifted.props ?? outs, inputs);
      assert.equal(changes, true);
      await provider.delete(id, outs);
    }
  });

  it("fails to import the document of another issuer", async () => {
    const [reason] = await reasonsFor({
      ...declaration,
      issuer: "https://login.example.com/",
      importEndpoints: "directly",
    });
    assert.match(
      reason ?? "",
      /is that of issuer https:\/\/localhost.*but issuer is https:\/\/login/,
    );
  });

  it("fails to import a document without an issuer", async () => {
    sandbox.auth0.faults.inject({
      url: /openid-configuration/,
      effect: { kind: "answer", status: 200, body: {} },
    });
    const [reason] = await reasonsFor({ ...declaration, importEndpoints: "directly" });
    assert.match(reason ?? "", /is that of issuer none, but issuer is https/);
  });

  it("imports nothing that could not be declared, and sends the secret to no other host", async () => {
    const document = {
      issuer: declaration.issuer,
      token_endpoint: "http://elsewhere.example.com/oauth/token",
      authorization_endpoint: "no URL",
      jwks_uri: "https://elsewhere.example.com/jwks.json",
    };
    sandbox.auth0.faults.inject({
      url: /openid-configuration/,
      effect: { kind: "answer", status: 200, body: document },
    });
    sandbox.auth0.requests.clear();
    const [reason = ""] = await reasonsFor({ ...declaration, importEndpoints: "directly" });
    assert.match(reason, /tokenEndpoint must be an https URL/);
    assert.match(reason, /authorizeEndpoint must be an http\(s\) URL/);
    assert.match(reason, /http:\/\/elsewhere\S+ is not on a host of the tenant \(localhost/);
    assert.match(reason, /https:\/\/elsewhere\.example\.com\/jwks\.json is not on a host/);
    assert.deepEqual(sandbox.auth0.requests.writes(), []);
  });
});

describe("a Key Manager on a release that does not protect what is in use", () => {
  const sandbox = sandboxForTests({ release: "4.2" });

  before(() => {
    trust(sandbox);
  });

  it("fails to be deleted, and is deleted when told so", async () => {
    const provider = providerFor(sandbox);
    const declaration = await declarationFor(sandbox, "auth0");
    const { id } = await provider.create(declaration);
    await assert.rejects(
      provider.delete(id, declaration),
      /before 4\.3 delete a Key Manager even if.*deleteUnchecked: true/,
    );
    await provider.delete(id, { ...declaration, deleteUnchecked: true });
    assert.deepEqual(await new AdminPortal(sandbox).keyManagers(), []);
  });

  it("fails to be renamed before anything is created", async () => {
    const provider = providerFor(sandbox);
    const declaration = await declarationFor(sandbox, "before");
    const { id } = await provider.create(declaration);
    const { failures = [] } = await provider.check(declaration, { ...declaration, name: "after" });
    assert.match(failures[0]?.reason ?? "", /cannot change from "before": releases.*before 4\.3/);
    await provider.delete(id, { ...declaration, deleteUnchecked: true });
  });

  it("fails for a field that the release lacks, naming the release that brought it", async () => {
    const provider = providerFor(sandbox);
    const declaration = await declarationFor(sandbox, "fields");
    const { failures = [] } = await provider.check(
      {},
      {
        ...declaration,
        permissions: { permissionType: "ALLOW", roles: ["admin"] },
        // Its default, which is not sent where a release lacks it.
        allowedOrganizations: ["ALL"],
        displayTokenEndpoint: declaration.tokenEndpoint,
      },
    );
    assert.deepEqual(failures, [
      {
        property: "",
        reason:
          "permissions exists from WSO2 API Manager 4.3 on, and this server is older. Remove it",
      },
    ]);
  });
});
