import assert from "node:assert/strict";
import { Auth0Dashboard, DeveloperPortal } from "auth0-wso2-sandbox/consoles";
import { apiIdentifier, ByHand } from "../../../../tools/demo/examples/byHand";
import { declarationFor, providerFor } from "../../../support/declaration";
import { sandboxForTests } from "../../../support/sandboxForTests";
import { contentOf } from "../../../support/projectFiles";
import { trust } from "../../../support/trust";
import { textOf } from "../../../../components/commands/doctor/text";
import { Patient } from "./patient";

describe("the doctor, on a pair that is well", () => {
  const sandbox = sandboxForTests();
  let patient: Patient;

  before(async () => {
    trust(sandbox);
    patient = await Patient.at(sandbox);
  });

  after(() => patient.remove());

  /** What is printed, as the page has it: hosts, ids and dates are an example's. */
  const example = async () => {
    const { stdout } = await patient.run([]);
    return stdout
      .replaceAll(new URL(sandbox.wso2.url).host, "apim.example.com:9443")
      .replaceAll(sandbox.auth0.domain, "acme.eu.auth0.com")
      .replace(/Sandbox CA .*/g, "Example CA")
      .replace(/\d{4}-\d\d-\d\d/g, "2027-11-30")
      .replace(/in \d+ days/g, "in 364 days")
      .replace(/(?<=application )\w{32}/g, "Vd3…")
      .replace(process.versions.node, "24.21.0");
  };
  const block = () => /```text\n(.*?)```/s.exec(contentOf("docs/doctor.md"))?.[1] ?? "no example";

  it("finds nothing wrong where there is nothing, and writes nothing", async () => {
    const answers = await patient.answers();
    assert.deepEqual(
      answers.filter(({ status }) => status !== "ok").map(({ question }) => question),
      ["Key Manager can log in to Auth0"],
    );
    assert.deepEqual(sandbox.auth0.requests.writes(), []);
    assert.deepEqual(sandbox.wso2.requests.writes(), []);
  });

  it("finds nothing wrong where there is all that a stack has", async () => {
    const byHand = new ByHand(sandbox);
    await byHand.api();
    const declaration = await declarationFor(sandbox, "auth0");
    await providerFor(sandbox).create(declaration);
    const portal = new DeveloperPortal(sandbox);
    await portal.createApplication("orders");
    const dashboard = new Auth0Dashboard(sandbox);
    const client = await dashboard.machineApplication("mapped", apiIdentifier, ["default"]);
    await portal.mapKeys("orders", "auth0", client);
    const { owner = "" } = declaration.ownership ?? {};
    const stack = {
      config: {
        api: { identifier: apiIdentifier },
        keyManager: { name: "auth0" },
        applications: { orders: { attributes: {}, throttlingPolicy: "10PerMin" } },
      },
      resources: [{ urn: "", type: "pulumi-nodejs:dynamic/wso2:Owner", id: owner }],
    };
    for (const complaint of [{}, { stack }]) {
      const answers = await patient.answers(complaint);
      assert.deepEqual(
        answers.filter(({ status }) => status !== "ok"),
        [],
      );
    }
    assert.equal(await example(), block());
    const answers = await patient.answers({ stack });
    const [whose] = answers.filter(({ question }) => question.startsWith("Key Managers,"));
    assert.match(whose?.found ?? "", /^"auth0" \(Auth0\), this stack's, issuer https:/);
  });
});

describe("the command of the doctor", () => {
  const sandbox = sandboxForTests({ release: "4.1" });
  let patient: Patient;

  before(async () => {
    trust(sandbox);
    patient = await Patient.at(sandbox);
  });

  after(() => patient.remove());

  const config = { api: { identifier: apiIdentifier }, keyManager: { name: "auth0" } };

  it("ends with 0 where nothing failed, and with 1 where something did, which it says with what to do", async () => {
    assert.equal((await patient.run([])).exitCode, 0);
    const environment = { WSO2_URL: "https://localhost:1" };
    const { stdout, exitCode } = await patient.run([], { environment });
    assert.match(stdout, /^failed +WSO2 +reached, TLS .* nothing listens there/m);
    assert.match(stdout, /^not seen +WSO2 +login +it takes an answer to "reached, TLS" of WSO2$/m);
    assert.match(stdout, /\n\n1 failed, 0 warning, \d+ not seen, \d+ ok\. More: /);
    assert.equal(stdout.match(/ECONNREFUSED/g)?.length, 1);
    assert.equal(exitCode, 1);
  });

  it("ends with 2 where it could not begin, and says why", async () => {
    const without = (prefix: RegExp) =>
      Object.fromEntries(
        Object.keys(patient.environment).flatMap((name) =>
          prefix.test(name) ? [[name, undefined]] : [],
        ),
      );
    const stack = { config: { ...config, applications: { orders: { tier: "Gold" } } } };
    for (const [args, complaint, said] of [
      [["--fast"], {}, /Unknown option '--fast'/],
      [["--upgrade-to", "5.0"], {}, /^--upgrade-to must be one of 4\.0, .*, but is "5\.0"\.$/m],
      [[], { environment: without(/^(WSO2|AUTH0)_/) }, /names neither WSO2 nor Auth0/],
      [
        [],
        { environment: { ...without(/^(WSO2|AUTH0)_/), AUTH0_WSO2_TOOLCHAIN_PULUMI: "build" } },
        /names neither WSO2 nor Auth0/,
      ],
      [[], { environment: { WSO2_PASSWORD: undefined } }, /password is missing/],
      [
        [],
        { environment: { WSO2_PASSWORD: undefined, AUTH0_CLIENT_ID: undefined } },
        /auth0:clientId[^]*password is missing[^]*\nThe environment alone was asked\..*--stack dev\n$/,
      ],
      [[], { environment: { AUTH0_CLIENT_ID: undefined } }, /auth0:clientId/],
      [["--stack", "none"], {}, /pulumi (config|stack) failed/],
      [["--stack", "dev"], { stack }, /mistake.*\n.*applications\.orders/],
    ] as const) {
      const { stdout, stderr, exitCode } = await patient.run(args, complaint);
      assert.match(stderr, said);
      assert.deepEqual([stdout, exitCode], ["", 2]);
    }
    const one = await patient.answers({ environment: without(/^AUTH0_/) });
    assert.deepEqual(
      one.filter(({ section }) => section === "Auth0").map(({ status }) => status),
      ["not seen"],
    );
  });

  it("says that nobody can tell where there is nothing to look at, and asks on", async () => {
    const { faults } = sandbox.wso2;
    faults.inject({
      url: /\/devportal\/v\d\/applications\?/,
      times: Infinity,
      effect: { kind: "answer", status: 200, body: { count: 0, list: [] } },
    });
    const answers = await patient.answers();
    faults.clear();
    const found = (question: string) =>
      answers
        .filter((each) => each.question === question)
        .map(({ status, found }) => `${status}: ${found}`);
    assert.deepEqual(found("may manage applications and keys"), [
      "ok: may list them",
      "not seen: whether it may change them: there is none to look at",
    ]);
    assert.deepEqual(found("clients that nobody uses"), ["ok: none was made by a stack"]);
  });

  it("says that nobody can tell where the server is like no release", async () => {
    const { faults } = sandbox.wso2;
    const answering = (url: RegExp, body: object) => {
      faults.inject({ url, times: Infinity, effect: { kind: "answer", status: 200, body } });
    };
    answering(/\/key-managers$/, { count: 1, list: [{ id: "one", name: "one", type: "default" }] });
    answering(/\/key-managers\/one$/, {
      id: "one",
      name: "one",
      allowedOrganizations: [],
      additionalProperties: {},
    });
    const { stdout } = await patient.run(["--upgrade-to", "4.7"]);
    faults.clear();
    assert.match(stdout, /^not seen +WSO2 +release, REST APIs +none that this module knows, at /m);
    assert.match(stdout, /^not seen +WSO2 +upgrade to 4\.7 +it takes an answer to "release/m);
  });

  it("names a key that is not JSON, and not its value", async () => {
    for (const key of ["wso2", "managementApplication"]) {
      const stack = { config: { ...config, [key]: "s3cret-clientSecret" } };
      const { stderr, exitCode } = await patient.run(["--stack", "dev"], { stack });
      assert.match(stderr, new RegExp(`config key ${key} is not JSON`));
      assert.doesNotMatch(stderr, /s3cret/);
      assert.equal(exitCode, 2);
    }
  });

  it("says what an upgrade changes, as far as it is known", async () => {
    const wso2 = { url: sandbox.wso2.url, release: "4.1" };
    const stack = { config: { ...config, wso2 } };
    const { stdout } = await patient.run(["--upgrade-to", "4.7", "--stack", "dev"], { stack });
    for (const line of [
      /another base path, which is found out: \/api\/am\/admin\/v4, \/api\/am\/devportal\/v3/,
      /fields of a Key Manager that come, with their defaults: permissions \(4\.3\), allowedOrganizations \(4\.5\)/,
      /→ Right after the upgrade: pulumi config set --path wso2\.release 4\.7/,
    ]) {
      assert.match(stdout, line);
    }
    assert.match((await patient.run(["--upgrade-to", "4.0"])).stdout, /is 4\.1 or later already/);
  });

  it("shows what others have written so that it is only seen", () => {
    const found = "a\u001b[2J\n::error::b \u202ec ##[group]";
    const answer = { section: "WSO2", question: "Key Managers", status: "ok", found } as const;
    const lines = textOf([answer]).split("\n");
    assert.match(lines[1] ?? "", /a\\u001b\[2J ::error::b \\u202ec #\\u0023\[group\]$/);
    assert.equal(lines.length, 4);
  });

  it("explains itself", async () => {
    const { stdout, exitCode } = await patient.run(["--help"]);
    assert.match(stdout, /^usage: npm run -s doctor/);
    assert.equal(exitCode, 0);
  });
});
