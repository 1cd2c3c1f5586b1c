import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TrialFolder } from "../../../../components/commands/trial/folder";
import { trial } from "../../../../components/commands/trial/run";
import { AdminPortal, Auth0Dashboard, DeveloperPortal } from "auth0-wso2-sandbox/consoles";
import { environmentFor } from "auth0-wso2-sandbox/environment";
import { outcomeOf } from "../../../support/command";
import { sandboxForTests } from "../../../support/sandboxForTests";
import { trust } from "../../../support/trust";
import { putBack } from "../../../support/putBack";

/** Long enough on a busy machine, and without a pause. */
const patience = { budget: 60_000, firstPause: 1, longestPause: 1 };

/** No process has it. */
const nobody = 2 ** 22 + 1;

describe("the command for a trial", () => {
  const sandbox = sandboxForTests();
  const earlier = { ...process.env };
  let home: string;

  before(() => {
    trust(sandbox);
  });

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), "auth0-wso2-trial-"));
    Object.assign(process.env, await environmentFor(sandbox, home), { HOME: home });
    sandbox.auth0.requests.clear();
    sandbox.wso2.requests.clear();
  });

  afterEach(async () => {
    putBack(process.env, earlier);
    for (const { faults } of [sandbox.auth0, sandbox.wso2]) faults.clear();
    await rm(home, { recursive: true, force: true });
  });

  const run = (...options: string[]) =>
    outcomeOf(() => trial(options, { code: home, modules: home, known: () => ({}), patience }));
  const servers = () => ["--yes-write-to", sandbox.wso2.url, sandbox.auth0.domain];
  const calls = () => [...sandbox.auth0.requests.all, ...sandbox.wso2.requests.all];

  /** A trial that was killed: its folder, and objects on both sides. */
  const killed = async (processes = [nobody]) => {
    const names = { wso2: sandbox.wso2.url, auth0: sandbox.auth0.domain };
    const folder = TrialFolder.create(names, home, home, processes);
    const { name } = folder;
    const dashboard = new Auth0Dashboard(sandbox);
    await dashboard.create("/clients", { name: `${name} of somebody` });
    await dashboard.create("/resource-servers", { identifier: `https://${name}.invalid/` });
    await new DeveloperPortal(sandbox).createApplication(name);
    return folder;
  };
  const left = async () => [
    ...(await new Auth0Dashboard(sandbox).clients()),
    ...(await new Auth0Dashboard(sandbox).apis()),
    ...(await new DeveloperPortal(sandbox).applications()),
    ...(await new AdminPortal(sandbox).keyManagers()),
  ];

  it("asks nobody anything before the command line names the servers of the environment", async () => {
    const url = sandbox.wso2.url;
    const { domain } = sandbox.auth0;
    const mistakes: [string[], RegExp][] = [
      [[], /^usage: /],
      [["--yes-write-to", url], /^usage: /],
      [["--yes-write-to", url, domain, "more"], /^usage: /],
      [
        ["--yes-write-to", "https://other.example.com", domain],
        /^Nothing was written: .* say: --yes-write-to https:\/\/localhost:\d+ localhost:\d+\n$/,
      ],
      [["--yes-write-to", url, "acme.eu.auth0.com"], /^Nothing was written: /],
      [[...servers(), "--gateway-url", "https://gw.example.com/orders"], /^Name the API: /],
      [[...servers(), "--api", "Orders", "--gateway-url", url], /^Name the API: /],
      [[...servers(), "--api", "", "--gateway-url", url], /^Name the API: /],
      [[...servers(), "--force"], /^Unknown option '--force'/],
    ];
    for (const [options, expected] of mistakes) {
      const { stdout, stderr, exitCode } = await run(...options);
      assert.match(stderr, expected);
      assert.deepEqual([stdout, exitCode], ["", 2], options.join(" "));
    }
    assert.deepEqual(calls(), []);
    assert.equal(existsSync(join(home, ".auth0-wso2-trials")), false);
  });

  it("says which variables are missing", async () => {
    for (const [variable, expected] of [
      ["AUTH0_DOMAIN", /^auth0:domain is missing\. Set AUTH0_DOMAIN/],
      ["AUTH0_CLIENT_SECRET", /^auth0:clientId and auth0:clientSecret are missing/],
      ["WSO2_PASSWORD", /WSO2_PASSWORD/],
    ] as const) {
      const value = process.env[variable];
      Reflect.deleteProperty(process.env, variable);
      const { stderr, exitCode } = await run(...servers());
      assert.match(stderr, expected);
      assert.equal(exitCode, 2);
      process.env[variable] = value;
    }
    Object.assign(process.env, { AUTH0_CLIENT_SECRET: "", AUTH0_API_TOKEN: "a token" });
    assert.match(
      (await run(...servers())).stderr,
      /^A trial logs in to Auth0 with AUTH0_CLIENT_ID and .* run unset AUTH0_API_TOKEN\.$/m,
    );
  });

  it("does not begin where the organization has a Key Manager of the tenant's issuer, and says what can be done", async () => {
    const portal = new AdminPortal(sandbox);
    const issuer = `https://${sandbox.auth0.domain}/`;
    await portal.createKeyManager({
      ...{ name: "theirs", type: "Auth0", issuer, enabled: true, availableGrantTypes: [] },
      ...{ tokenEndpoint: `${issuer}oauth/token`, revokeEndpoint: `${issuer}oauth/revoke` },
      ...{ introspectionEndpoint: "none", clientRegistrationEndpoint: "none" },
      additionalProperties: { client_id: "a", client_secret: "b", audience: `${issuer}api/v2/` },
    });
    sandbox.wso2.requests.clear();
    const { stdout, stderr, exitCode } = await run(...servers());
    assert.match(stderr, new RegExp(`the issuer ${issuer} is that of a Key Manager .*"theirs"`));
    assert.match(stderr, /another tenant .*AUTH0_\*.*another organization or server .*WSO2_\*/);
    assert.doesNotMatch(stderr, /skipPreflight/);
    assert.deepEqual([stdout, exitCode], ["", 2]);
    assert.deepEqual(TrialFolder.all(), []);
    await portal.deleteKeyManager("theirs");
  });

  it("removes what a killed one has left, by its name, and nothing else", async () => {
    const dashboard = new Auth0Dashboard(sandbox);
    await dashboard.create("/clients", { name: "trial-000000000000" });
    const { name } = await killed();
    const { stdout, exitCode } = await run(...servers(), "--clean");
    assert.deepEqual([stdout, exitCode], [`Nothing of ${name} is left.\n`, 0]);
    assert.deepEqual(
      (await left()).map((each) => each["name"]),
      ["trial-000000000000"],
    );
    const [other] = await dashboard.clients();
    await dashboard.remove(`/clients/${String(other?.["client_id"])}`);
    assert.deepEqual(TrialFolder.all(), []);
  });

  it("keeps the folder, and names what is left and why, until it is gone", async () => {
    const { name } = await killed();
    sandbox.auth0.faults.inject({
      ...{ method: "DELETE", url: /resource-servers/ },
      effect: {
        kind: "answer",
        status: 403,
        body: { statusCode: 403, message: "Insufficient scope" },
      },
    });
    const failed = await run(...servers(), "--clean");
    assert.match(
      failed.stdout,
      new RegExp(
        `^Left of ${name}:\\n- Auth0: the API https://${name}.invalid/: DELETE .* answered 403 \\(Insufficient scope\\)\\.\\n`,
      ),
    );
    assert.equal(failed.exitCode, 1);
    assert.deepEqual(
      TrialFolder.all().map((folder) => folder.name),
      [name],
    );
    assert.equal((await run(...servers(), "--clean")).exitCode, 0);
    assert.deepEqual([await left(), TrialFolder.all()], [[], []]);
  });

  it("names what one server shows, removes nothing of it, and says what the other does not show", async () => {
    const { name } = await killed();
    const body = "<html>Sign in</html>";
    const effect = { kind: "answer", status: 200, body } as const;
    sandbox.wso2.faults.inject({ times: Infinity, effect });
    const { stdout, exitCode } = await run(...servers(), "--clean");
    const [title, ...lines] = stdout.split("\n");
    assert.deepEqual([title, exitCode], [`Left of ${name}:`, 1]);
    for (const [index, expected] of [
      new RegExp(`^- Auth0: the application "${name} of somebody" \\(client ID \\w+\\)$`),
      new RegExp(`^- Auth0: the API https://${name}.invalid/$`),
      new RegExp(`^- WSO2: the application "${name}" and its keys, if there: .* not WSO2's JSON`),
      new RegExp(`^- WSO2: the Key Manager "${name}", if there: .* not WSO2's JSON`),
      /^Run this command with --clean to try again\.$/,
    ].entries()) {
      assert.match(lines[index] ?? "", expected);
    }
    assert.deepEqual(
      sandbox.auth0.requests.writes().filter(({ method }) => method === "DELETE"),
      [],
    );
    sandbox.wso2.faults.clear();
    assert.equal((await run(...servers(), "--clean")).exitCode, 0);
  });

  it("waits until a server shows what was removed, and takes what is gone for removed", async () => {
    const { name } = await killed();
    const portal = new DeveloperPortal(sandbox);
    const body = { count: 1, list: await portal.applications() };
    await portal.deleteApplication(name);
    // As lists do that come from a copy that lags: the first look sees it, and two more after the removal.
    const effect = { kind: "answer", status: 200, body } as const;
    sandbox.wso2.faults.inject({ method: "GET", url: /\/applications\?/, times: 3, effect });
    const { stdout, exitCode } = await run(...servers(), "--clean");
    assert.match(stdout, new RegExp(`Nothing of ${name} is left\\.\\n$`));
    assert.equal(exitCode, 0);
    assert.deepEqual([await left(), TrialFolder.all()], [[], []]);
  });

  for (const content of ["", "null", "{}"]) {
    it(`removes the others, but is not content, where it cannot read a journal: "${content}"`, async () => {
      const broken = join(home, ".auth0-wso2-trials", "trial-0123456789ab");
      await mkdir(broken, { recursive: true });
      const file = join(broken, "trial.json");
      await writeFile(file, content);
      const { name } = await killed();
      const { stdout, exitCode } = await run(...servers(), "--clean");
      assert.ok(stdout.includes(`The journal ${file} cannot be read: `), stdout);
      assert.match(stdout, new RegExp(`^Nothing of ${name} is left\\.$`, "m"));
      assert.equal(exitCode, 1);
      assert.deepEqual(await left(), []);
    });
  }

  it("is not kept from it by what else is there, or by a number of a process that is another's now", async () => {
    const place = join(home, ".auth0-wso2-trials");
    await mkdir(place, { recursive: true });
    await writeFile(join(place, ".DS_Store"), "");
    const { name } = await killed([process.pid, 1]);
    const spelled = ["--yes-write-to", `${sandbox.wso2.url.replace("localhost", "LOCALHOST")}/`];
    const { stdout, exitCode } = await run(...spelled, sandbox.auth0.domain, "--clean");
    assert.match(stdout, new RegExp(`^Nothing of ${name} is left\\.$`, "m"));
    assert.equal(exitCode, 0);
    assert.deepEqual(await left(), []);
  });

  it("leaves one that runs, and one on other servers", async () => {
    const other = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)", "trial"]);
    const running = await killed([other.pid ?? 0]);
    const refused = await run(...servers());
    assert.match(
      refused.stderr,
      new RegExp(`^${running.name} is running \\(process ${other.pid ?? 0}\\)\\.`),
    );
    assert.equal(refused.exitCode, 2);
    assert.equal((await left()).length, 3);
    other.kill();
    running.remove();

    const elsewhere = TrialFolder.create(
      { wso2: "https://other.example.com", auth0: "other" },
      home,
      home,
      [nobody],
    );
    const { stdout, exitCode } = await run(...servers(), "--clean");
    assert.equal(
      stdout,
      `${elsewhere.name}, on https://other.example.com and other, did not come to its end, and is left.\n`,
    );
    assert.equal(exitCode, 0);
    assert.equal((await left()).length, 3);
  });
});
