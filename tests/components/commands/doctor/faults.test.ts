import assert from "node:assert/strict";
import { Auth0Dashboard, DeveloperPortal } from "auth0-wso2-sandbox/consoles";
import { deployersApi } from "../../../../components/auth0/rest/deployersApi";
import { questionsToAuth0 } from "../../../../components/commands/doctor/auth0";
import { answersTo } from "../../../../components/commands/doctor/question";
import { declarationFor, providerFor } from "../../../support/declaration";
import { contentOf } from "../../../support/projectFiles";
import { sandboxForTests } from "../../../support/sandboxForTests";
import { trust } from "../../../support/trust";
import { Patient, type Complaint } from "./patient";
import { plantedFaults, sceneIn, stolen, thief, wordsOf, type Line } from "./plantedFaults";

/** What is said where the deployer lacks one permission; of others nothing is. */
const lacking: Readonly<Record<string, Line>> = {
  "create:clients": /^failed lacks create:clients: no up/,
  "create:client_grants": /^failed lacks create:client_grants: no up/,
  "create:resource_servers": /^failed lacks create:resource_servers: no up/,
  "update:resource_servers": /^failed lacks update:resource_servers: no up/,
  "read:client_grants": /^failed lacks read:client_grants: no preview/,
  "read:resource_servers": /^failed lacks read:resource_servers: no preview/,
  "update:clients": /^warning lacks update:clients: no later change/,
  "delete:clients": /^warning lacks delete:clients: no later change/,
  "update:client_keys": /^warning lacks update:client_keys: no later change/,
  "update:client_grants": /^warning lacks update:client_grants: no later change/,
  "delete:client_grants": /^warning lacks delete:client_grants: no later change/,
  "delete:resource_servers": /^warning lacks delete:resource_servers: no later change/,
};

describe("the doctor, with a fault planted", () => {
  const sandbox = sandboxForTests();
  let patient: Patient;
  let well: { auth0: object; wso2: object };
  const printed: string[] = [];

  before(async () => {
    trust(sandbox);
    patient = await Patient.at(sandbox);
    await providerFor(sandbox).create(await declarationFor(sandbox, "auth0"));
    await new DeveloperPortal(sandbox).createApplication("orders");
    const { auth0, wso2 } = sandbox;
    well = structuredClone({ auth0: auth0.state, wso2: wso2.state });
  });

  afterEach(async () => {
    const { auth0, wso2 } = sandbox;
    const { auth0: ofAuth0, wso2: ofWso2 } = structuredClone(well);
    Object.assign(auth0.state, ofAuth0);
    Object.assign(wso2.state, ofWso2);
    for (const { faults } of [auth0, wso2]) faults.clear();
    for (const rate of [auth0.managementRate, auth0.tokenRate]) rate.limit(undefined);
    await scene.close();
  });

  after(() => patient.remove());

  const scene = sceneIn(sandbox);

  const linesOf = async (complaint: Complaint) => {
    const answers = await patient.answers(complaint);
    printed.push(JSON.stringify(answers));
    return answers
      .filter(({ status }) => status === "failed" || status === "warning")
      .map(({ status, section, question, found }) => `${status} ${section} ${question}: ${found}`);
  };

  const assertLines = (lines: readonly string[], expected: readonly Line[]) => {
    assert.equal(lines.length, expected.length, lines.join("\n"));
    for (const [index, line] of expected.entries()) assert.match(lines[index] ?? "", line);
  };

  it("a deployer that lacks one permission, be it whichever", async () => {
    const { domain, state } = sandbox.auth0;
    const all = state.clientGrants.flatMap(({ scope }) => scope ?? []);
    const names = [...new Set(all)];
    for (const name of Object.keys(lacking)) assert.ok(names.includes(name), name);
    for (const name of names) {
      const rest = names.filter((each) => each !== name);
      const login = await new Auth0Dashboard(sandbox).login(`without ${name}`, rest);
      const { AUTH0_CLIENT_ID: clientId, AUTH0_CLIENT_SECRET: clientSecret } = login;
      const api = deployersApi((key) => ({ domain, clientId, clientSecret })[key]);
      const declared = { auth0KeyManager: { api: { identifier: "" } }, applications: {} };
      const { all: questions } = questionsToAuth0({ domain, declared, clientId, api });
      const lines = (await answersTo(questions))
        .filter(({ status }) => status === "failed" || status === "warning")
        .map(({ status, found }) => `${status} ${found}`);
      const line = lacking[name];
      assertLines(lines, line === undefined ? [] : [line]);
    }
  });

  for (const { fault, plant, says } of plantedFaults) {
    it(`${fault}: ${says.map((line) => line.source.slice(1, 50)).join("; ")}`, async () => {
      assertLines(await linesOf(await plant(scene)), says);
    });
  }

  it("stands in the page with its line, whichever it is, and with what an up says", () => {
    const rows = contentOf("docs/doctor.md")
      .split("\n")
      .map((row) => row.replace(/ +/g, " "));
    for (const planted of plantedFaults) {
      const lines = planted.says.map(({ source }) =>
        source.replace(/^\^(failed|warning) (WSO2|Auth0|both sides) (.*?): .*$/, "$1: $2, $3"),
      );
      const row = `| ${planted.fault} | ${lines.join("; ")} | ${wordsOf(planted)} |`;
      assert.ok(rows.includes(row), row);
    }
  });

  it("a shown endpoint that may be the custom domain, and an audience that is not the tenant's", async () => {
    const { wso2 } = sandbox;
    const url = await scene.serve(thief);
    const [first] = wso2.state.keyManagers.filter(({ name }) => name === "auth0");
    const found = async (complaint: Complaint) =>
      (await patient.answers(complaint))
        .filter(({ question }) => question === "Key Manager can log in to Auth0")
        .map((each) => `${each.status}: ${each.found}`);
    Object.assign(first?.configuration ?? {}, { display_token_endpoint: url });
    assert.deepEqual(await found({}), [
      `not seen: "auth0": its displayTokenEndpoint is ${url}, which is not the tenant's`,
    ]);
    Object.assign(first?.configuration ?? {}, { display_token_endpoint: "", audience: url });
    assert.deepEqual(await found({ stack: scene.stack() }), [
      `failed: "auth0": its audience is ${url}, which is not the tenant's`,
    ]);
  });

  it("sends the login of no Key Manager anywhere but to the tenant", () => {
    assert.deepEqual(stolen, []);
  });

  it("prints no secret, whatever the fault", () => {
    const { auth0 } = sandbox;
    const secrets = [
      auth0.deployer.clientSecret,
      ...["wrong-password", "not-the-secret", "an-old-secret", "unknown-secret", "expired-token"],
      ...auth0.state.clients.map(({ client_secret }) => client_secret),
    ];
    assert.ok(printed.length > 25);
    for (const secret of secrets)
      assert.ok(
        printed.every((text) => !text.includes(secret)),
        secret,
      );
  });
});
