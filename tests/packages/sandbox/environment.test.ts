import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AdminPortal } from "auth0-wso2-sandbox/consoles";
import { CertificateAuthority } from "auth0-wso2-sandbox/http/certificateAuthority";
import { listen } from "auth0-wso2-sandbox/http/httpsServer";
import { sandboxForTests } from "../../support/sandboxForTests";
import { statusOf } from "../../support/sandboxProcess";

describe("the environment for a sandbox, on a machine that has settings of its own", () => {
  const sandbox = sandboxForTests();
  let directory: string;
  let others: Record<"node" | "system", CertificateAuthority>;
  let variables: Record<string, string>;

  /** What a shell gets in which the given variables are set already. */
  function environmentIn(shell: NodeJS.ProcessEnv): Record<string, string> {
    const { auth0, wso2, certificateAuthority } = sandbox;
    const description = {
      auth0: { domain: auth0.domain, deployer: auth0.deployer },
      wso2: { url: wso2.url, administrator: wso2.administrator },
      certificateAuthority: { certificate: certificateAuthority.certificate },
    };
    const script = `
      require("auth0-wso2-sandbox/environment")
        .environmentFor(${JSON.stringify(description)}, ${JSON.stringify(directory)})
        .then((variables) => console.log(JSON.stringify(variables)));`;
    const parameters = ["-r", "tsx/cjs", "--eval", script];
    const env = { ...process.env, ...shell };
    const output = execFileSync(process.execPath, parameters, { env, encoding: "utf8" });
    return JSON.parse(output) as Record<string, string>;
  }

  before(async () => {
    directory = mkdtempSync(join(tmpdir(), "sandbox-environment-"));
    others = {
      node: await CertificateAuthority.create(),
      system: await CertificateAuthority.create(),
    };
    const fileOf = (name: keyof typeof others): string => {
      const file = join(directory, `${name} of the machine.pem`);
      writeFileSync(file, others[name].certificate);
      return file;
    };
    variables = environmentIn({
      NODE_EXTRA_CA_CERTS: fileOf("node"),
      SSL_CERT_FILE: fileOf("system"),
      NO_PROXY: "intranet.example.com",
    });
  });

  after(() => {
    rmSync(directory, { recursive: true });
  });

  for (const [variable, place] of [
    ["NODE_EXTRA_CA_CERTS", "node"],
    ["SSL_CERT_FILE", "system"],
  ] as const) {
    it(`trusts in ${variable} what the machine trusted, and the sandbox`, async () => {
      const bundle = readFileSync(variables[variable] ?? "", "utf8");
      const server = await listen(
        (_request, response) => response.end(),
        await others[place].issueServerCertificate(),
      );
      try {
        assert.equal(await statusOf(`https://${server.host}/`, bundle), 200);
        assert.equal(await statusOf(`${sandbox.wso2.url}/admin/`, bundle), 200);
      } finally {
        await server.close();
      }
    });
  }

  it("leads past the machine's proxies to the sandbox alone", () => {
    const expected = "intranet.example.com,localhost,127.0.0.1";
    assert.equal(variables["NO_PROXY"], expected);
    assert.equal(variables["no_proxy"], expected);
  });

  it("is the same in a shell that has it already", () => {
    const bundles = ["NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE"].map((name) => variables[name] ?? "");
    const before = bundles.map((file) => readFileSync(file, "utf8"));
    assert.deepEqual(environmentIn(variables), variables);
    assert.deepEqual(
      bundles.map((file) => readFileSync(file, "utf8")),
      before,
    );
  });

  it("is no matter for the sandbox's own consoles, which use no proxy", async () => {
    const { HTTPS_PROXY } = process.env;
    process.env["HTTPS_PROXY"] = "http://127.0.0.1:9";
    try {
      assert.deepEqual(await new AdminPortal(sandbox).keyManagers(), []);
    } finally {
      if (HTTPS_PROXY === undefined) delete process.env["HTTPS_PROXY"];
      else process.env["HTTPS_PROXY"] = HTTPS_PROXY;
    }
  });
});
