import assert from "node:assert/strict";
import { Agent } from "node:https";
import axios from "axios";
import { startSandbox, type Sandbox } from "auth0-wso2-sandbox";
import type { RefereeRelease } from "../builtReferee";
import { emptyReferee, refereeUnavailable, type Referee } from "../referee";
import { sendTrusting } from "../sendTrusting";
import { ownerRows, ownerRowsWithKeys, users } from "./ownerRequests";
import { playPortal, type PortalContestant, type PortalStep } from "./portalExchange";
import { keyManager, withoutResident } from "./portalKeyManagers";
import { audience, type PortalRow } from "./portalRequests";

interface Asked {
  release: RefereeRelease;
  admin: string;
  portal: string;
  rows: readonly PortalRow[];
}

const all: readonly Asked[] = [
  {
    release: "4.7",
    admin: "admin/v4",
    portal: "devportal/v3",
    rows: [...ownerRows, ...ownerRowsWithKeys],
  },
  { release: "4.1", admin: "admin/v3", portal: "devportal/v2", rows: ownerRows },
];

for (const { release, admin, portal, rows } of all) {
  const unavailable = refereeUnavailable(release);
  (unavailable === undefined ? describe : describe.skip)(
    `the sandbox as ${release} against WSO2's own code, owners and organizations${unavailable === undefined ? "" : ` (${unavailable})`}`,
    function () {
      let referee: Referee;
      let sandbox: Sandbox;
      let contestants: Record<"sandbox" | "referee", PortalContestant>;
      const ids: Record<keyof typeof contestants, Record<string, string>> = {
        sandbox: {},
        referee: {},
      };

      before(async () => {
        const logins = users.flatMap((user) => [user, `${user}@tenant1.com`]);
        [referee, sandbox] = await Promise.all([
          emptyReferee(release),
          startSandbox({
            release,
            users: logins.map((login) => ({ login, roles: ["admin"] })),
          }),
        ]);
        const at = (url: string) => ({
          url: `${url}/api/am/${portal}`,
          adminUrl: `${url}/api/am/${admin}`,
        });
        const { certificate } = sandbox.certificateAuthority;
        contestants = {
          referee: { ...at(referee.url), send: (url, init) => fetch(url, init) },
          sandbox: { ...at(sandbox.wso2.url), send: sendTrusting(certificate) },
        };
        if (release === "4.7") await prepare();
        // The first visit brings an application, which would be in the way of the lists.
        const visits = logins.map(
          (user) => ({ method: "GET", path: "/applications", user }) as const,
        );
        await Promise.all([play("sandbox", visits), play("referee", visits)]);
      });

      after(() => Promise.all([referee.reset(), sandbox.close()]));

      const play = (server: keyof typeof contestants, steps: readonly PortalStep[]) =>
        playPortal(contestants[server], sandbox.auth0, steps, ids[server]);

      /** A Key Manager of one name in each organization, and what its keys are for. */
      const prepare = async () => {
        const { certificate } = sandbox.certificateAuthority;
        await referee.trust(certificate);
        sandbox.auth0.state.resourceServers.push({
          id: "api",
          identifier: audience,
          name: audience,
          scopes: [{ value: "default" }],
          signing_alg: "RS256",
          token_lifetime: 86400,
        });
        for (const server of ["sandbox", "referee"] as const) {
          for (const [name, username] of [
            ["kmAuth0", "admin"],
            ["kmTenant", "admin@tenant1.com"],
          ] as const) {
            const { data } = await axios.post<{ id: string }>(
              `${contestants[server].adminUrl}/key-managers`,
              keyManager(sandbox, "auth0", {}),
              { auth: { username, password: "admin" }, httpsAgent: new Agent({ ca: certificate }) },
            );
            ids[server][name] = data.id;
          }
        }
        const orders = { name: "Orders", version: "1.0.0", context: "/orders/1.0.0" };
        const { id } = sandbox.wso2.apis.publish(orders);
        await referee.publish({ ...orders, id, policies: ["Unlimited"] });
        ids.sandbox["api0"] = ids.referee["api0"] = id;
      };

      beforeEach(async () => {
        sandbox.wso2.state.applications.length = 0;
        sandbox.wso2.state.subscriptions.length = 0;
        await referee.resetApplications();
      });

      for (const { title, steps } of rows) {
        it(`answers alike: ${title}`, async () => {
          const actual = await play("sandbox", steps);
          const expected = await play("referee", steps);
          assert.deepEqual(withoutResident(actual), expected);
        });
      }
    },
  );
}
