import assert from "node:assert/strict";
import { AdminPortal } from "auth0-wso2-sandbox/consoles";
import { CertificateAuthority } from "auth0-wso2-sandbox/http/certificateAuthority";
import { listen, type RunningServer } from "auth0-wso2-sandbox/http/httpsServer";
import { declarationFor, type KeyManagerInputs } from "../support/declaration";
import { trust } from "../support/trust";
import { addDeployer, deployer, hurryAuth0, newRun, secretsOf } from "./impatience";
import { operations } from "./operations";
import { sandboxForTests } from "../support/sandboxForTests";

const oneDay = 24 * 60 * 60 * 1000;
const daysFromNow = (days: number) => new Date(Date.now() + days * oneDay);

/** Servers to which no request gets through. */
const failures: Record<string, { code: RegExp; remedy: RegExp }> = {
  "nothing listens": { code: /ECONNREFUSED/, remedy: /Check WSO2_URL .* that the server runs/ },
  "the certificate has expired": { code: /certificate has expired/, remedy: /Renew it/ },
  "the certificate is not valid yet": { code: /is not valid yet/, remedy: /Check the clocks/ },
  "nobody trusts the certificate": { code: /is not trusted/, remedy: /WSO2_CA_FILE/ },
};

describe("a server to which no request gets through", () => {
  const sandbox = sandboxForTests();
  let portal: AdminPortal;
  let declaration: KeyManagerInputs;
  let beUsual: () => void;
  const urls: Record<string, string> = { "nothing listens": "https://localhost:1" };
  const servers: RunningServer[] = [];
  let requests = 0;

  const serve = async (name: string, certificate: Parameters<typeof listen>[1]) => {
    const server = await listen((_request, response) => {
      requests += 1;
      response.end("{}");
    }, certificate);
    servers.push(server);
    urls[name] = `https://${server.host}`;
  };

  before(async () => {
    trust(sandbox);
    addDeployer(sandbox);
    beUsual = hurryAuth0();
    portal = new AdminPortal(sandbox);
    const issue = (notBefore: Date, notAfter: Date) =>
      sandbox.certificateAuthority.issueServerCertificate({ notBefore, notAfter });
    await serve("the certificate has expired", await issue(daysFromNow(-2), daysFromNow(-1)));
    await serve("the certificate is not valid yet", await issue(daysFromNow(1), daysFromNow(2)));
    const stranger = await CertificateAuthority.create();
    await serve("nobody trusts the certificate", await stranger.issueServerCertificate());
    declaration = { ...(await declarationFor(sandbox, "unreachable")), description: "Declared" };
  });

  after(async () => {
    beUsual();
    for (const server of servers) await server.close();
  });

  afterEach(async () => {
    for (const { name } of await portal.keyManagers()) await portal.deleteKeyManager(String(name));
  });

  const assertNoSecret = (message: string) => {
    for (const secret of secretsOf(deployer, declaration.clientSecret)) {
      assert.ok(!message.includes(secret), message);
    }
  };

  for (const [failure, { code, remedy }] of Object.entries(failures)) {
    for (const { title, startsWith, run, endsWith } of operations) {
      it(`${title}: ${failure} at WSO2`, async () => {
        const { id, outs: state = declaration } =
          startsWith === "entry"
            ? await newRun(sandbox).create(declaration)
            : { id: "0dd6ea52-1f6d-4f1c-8b0e-8f2f1c1f7a11" };
        const entry = { id, state };
        const url = urls[failure] ?? "";
        await assert.rejects(run(newRun(sandbox, { url }), entry, declaration), ({ message }) => {
          assert.match(message as string, new RegExp(`GET ${url}/api/am/admin`));
          assert.match(message as string, code);
          assert.match(message as string, remedy);
          assertNoSecret(message as string);
          return true;
        });
        assert.equal(requests, 0);

        await run(newRun(sandbox), entry, declaration);
        const descriptions = (await portal.keyManagers()).map(({ description }) => description);
        assert.deepEqual(descriptions, endsWith);
      });
    }

    it(`check: ${failure} at Auth0`, async () => {
      const url = urls[failure] ?? "";
      const wrong = { ...declaration, tokenEndpoint: `${url}/oauth/token` };
      const { failures: found = [] } = await newRun(sandbox).check({}, wrong);
      const [{ reason } = { reason: "" }] = found;
      assert.match(reason, new RegExp(`POST ${url}/oauth/token got no answer \\(\\w+\\)`));
      assert.match(reason, /Check that .* reachable from here/);
      assertNoSecret(reason);
    });
  }
});
