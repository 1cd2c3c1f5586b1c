import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { startSandbox, type Sandbox } from "auth0-wso2-sandbox";
import { AdminPortal, Auth0Dashboard, DeveloperPortal } from "auth0-wso2-sandbox/consoles";
import { environmentFor } from "auth0-wso2-sandbox/environment";
import { emptyReferee, ordersApi, pointTo, refereeUnavailable, type Referee } from "./referee";

const command = join(__dirname, "../../load/trial.cjs");

for (const [release, adminPath, portalPath] of [
  ["4.7", "/api/am/admin/v4", "/api/am/devportal/v3"],
  ["4.1", "/api/am/admin/v3", "/api/am/devportal/v2"],
] as const) {
  const unavailable = refereeUnavailable(release);

  (unavailable === undefined ? describe : describe.skip)(
    `a trial on WSO2's own code of ${release}${unavailable === undefined ? "" : ` (${unavailable})`}`,
    () => {
      let referee: Referee;
      let sandbox: Sandbox;
      let home: string;

      before(async () => {
        home = await mkdtemp(join(tmpdir(), "auth0-wso2-trial-"));
        [referee, sandbox] = await Promise.all([emptyReferee(release), startSandbox({ release })]);
        await referee.trust(sandbox.certificateAuthority.certificate);
        await referee.publish(ordersApi);
      });

      after(async () => {
        await Promise.all([referee.reset(), sandbox.close()]);
        await rm(home, { recursive: true, force: true });
      });

      it("proves the whole life but for calls, sees the sandbox's answers, and leaves nothing", async () => {
        const environment = { ...(await environmentFor(sandbox, home)), HOME: home };
        const server = pointTo(environment, referee);
        const servers = ["--yes-write-to", referee.url, sandbox.auth0.domain];
        // It fails where the exit code is another than 0.
        const { stdout } = await promisify(execFile)(
          process.execPath,
          [command, ...servers, "--api", "Orders/1.0.0"],
          { env: { ...process.env, ...environment } },
        );
        const name = /trial-[0-9a-f]{12}/.exec(stdout)?.[0] ?? "";
        const seen = stdout
          .replaceAll(name, "<name>")
          .replace(/ \(\d+\.\d s\)$/gm, "")
          .replace(/(?<=^The answers to )\d+/m, "<count>");
        assert.deepEqual(seen.split("\n"), [
          `All objects of this trial are called <name>; its state is in ${join(home, ".auth0-wso2-trials", "<name>")}`,
          "ok      1/9 Look at both servers, and write nothing: exit code 0",
          "ok      2/9 Create both sides: exit code 0",
          "ok      3/9 Prove it with tokens: all checks passed",
          "ok      4/9 Preview: nothing to do: exit code 0",
          "ok      5/9 Change both sides by hand, and find it: 2 changes found",
          "ok      6/9 Heal: exit code 0, then exit code 0",
          "ok      7/9 Refuse a wrong secret, which WSO2 would take: refused, Key Manager as it was",
          "ok      8/9 Rotate the secret of the generated keys: exit code 0",
          "ok      9/9 Destroy: exit code 0, 0 objects left",
          // The referee has no gateway.
          "skipped Call an API through the gateway: --gateway-url names none",
          "Nothing of <name> is left.",
          `The answers to <count> kinds of calls look like those of the sandbox (WSO2 ${release}).`,
          "",
        ]);
        const dashboard = new Auth0Dashboard(sandbox);
        const left = [
          await dashboard.clients(),
          await dashboard.apis(),
          await dashboard.grants(),
          await new AdminPortal(server, adminPath).keyManagers(),
          await new DeveloperPortal(server, portalPath).applications(),
          await referee.loadedKeyManagers(),
          await readdir(join(home, ".auth0-wso2-trials")),
        ];
        assert.deepEqual(left.flat(), []);
      });
    },
  );
}
