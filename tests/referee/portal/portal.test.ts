import assert from "node:assert/strict";
import { Agent } from "node:https";
import axios from "axios";
import * as fc from "fast-check";
import { startSandbox, type Sandbox } from "auth0-wso2-sandbox";
import { emptyReferee, refereeUnavailable, type Referee } from "../referee";
import { sendTrusting } from "../sendTrusting";
import { keyManager, withoutResident, type Change } from "./portalKeyManagers";
import { playPortal, type PortalContestant, type PortalStep } from "./portalExchange";
import {
  application,
  audience,
  cleanUp,
  create,
  generate,
  keys,
  list,
  listKeys,
  map,
  portalRows,
  portalSequences,
  read,
  readKeys,
  regenerate,
  remove,
  removeKeys,
  subscribe,
  token,
  update,
} from "./portalRequests";

const unavailable = refereeUnavailable();

(unavailable === undefined ? describe : describe.skip)(
  `the sandbox against WSO2's own Developer Portal${unavailable === undefined ? "" : ` (${unavailable})`}`,
  function () {
    let referee: Referee;
    let sandbox: Sandbox;
    let contestants: { sandbox: PortalContestant; referee: PortalContestant };
    const ids = { sandbox: {}, referee: {} } as Record<
      keyof typeof contestants,
      Record<string, string>
    >;

    before(async () => {
      [referee, sandbox] = await Promise.all([emptyReferee(), startSandbox()]);
      const send = sendTrusting(sandbox.certificateAuthority.certificate);
      contestants = {
        referee: {
          url: `${referee.url}/api/am/devportal/v3`,
          adminUrl: `${referee.url}/api/am/admin/v4`,
          send: (url, init) => fetch(url, init),
        },
        sandbox: {
          url: `${sandbox.wso2.url}/api/am/devportal/v3`,
          adminUrl: `${sandbox.wso2.url}/api/am/admin/v4`,
          send,
        },
      };
      await referee.trust(sandbox.certificateAuthority.certificate);
      for (const identifier of [audience, "https://stock.example.com/"]) {
        sandbox.auth0.state.resourceServers.push({
          id: `api-${identifier}`,
          identifier,
          name: identifier,
          scopes: [{ value: "default" }, { value: "read:orders" }],
          signing_alg: "RS256",
          token_lifetime: 86400,
        });
      }
      await Promise.all([prepare("referee", referee.url), prepare("sandbox", sandbox.wso2.url)]);
      await publish("Orders", ["Unlimited"]);
      await publish("Stock", ["Gold", "Unlimited"]);
    });

    after(() => Promise.all([referee.reset(), sandbox.close()]));

    const prepare = async (server: keyof typeof contestants, url: string) => {
      const http = axios.create({
        baseURL: `${url}/api/am/admin/v4`,
        auth: { username: "admin", password: "admin" },
        httpsAgent: new Agent({ ca: sandbox.certificateAuthority.certificate }),
      });
      for (const [name, change, secret] of keyManagers) {
        const document = keyManager(sandbox, name, change, secret);
        const { data } = await http.post<{ id: string }>("/key-managers", document);
        ids[server][`km${name[0]?.toUpperCase() ?? ""}${name.slice(1)}`] = data.id;
      }
    };

    const publish = async (name: string, policies: string[]) => {
      const context = `/${name.toLowerCase()}/1.0.0`;
      const { id } = sandbox.wso2.apis.publish({
        name,
        version: "1.0.0",
        context,
        throttlingPolicies: policies,
      });
      await referee.publish({ id, name, version: "1.0.0", context, policies });
      const key = `api${name === "Orders" ? 0 : 1}`;
      ids.sandbox[key] = ids.referee[key] = id;
    };

    const reset = async () => {
      sandbox.wso2.state.applications.length = 0;
      sandbox.wso2.state.subscriptions.length = 0;
      await referee.resetApplications();
    };

    beforeEach(reset);

    const play = (server: keyof typeof contestants, steps: readonly PortalStep[]) =>
      playPortal(contestants[server], sandbox.auth0, steps, ids[server]);

    const assertSame = async (steps: readonly PortalStep[]) => {
      const actual = await play("sandbox", steps);
      const expected = await play("referee", steps);
      assert.deepEqual(withoutResident(actual), expected);
    };

    for (const [about, rows] of Object.entries(portalRows)) {
      it(`answers ${rows.length} sets of requests alike: ${about}`, async () => {
        const differences: string[] = [];
        for (const { title, steps } of rows) {
          await assertSame(steps).catch((error: unknown) => {
            differences.push(`${title}: ${(error as Error).message}`);
          });
          await reset();
        }
        assert.deepEqual(differences.length, 0, differences.join("\n\n"));
      });
    }

    for (const { title, steps } of portalSequences) {
      it(`answers alike: ${title}`, () => assertSame(steps));
    }

    it("answers random sequences alike", async () => {
      const sequence = fc.array(anyStep, { minLength: 2, maxLength: 8 });
      await fc.assert(
        fc.asyncProperty(sequence, (steps) => assertSame([create(), ...steps])),
        { numRuns: 200, seed: 20261124, plugins: [fc.beforeEach(reset)] },
      );
    });
  },
);

/** Name, fields that differ, and the secret where it is not the right one. */
const keyManagers: readonly (readonly [name: string, change: Change, secret?: string])[] = [
  ["auth0", {}],
  ["disabled", { enabled: false }],
  ["noCreation", { enableOAuthAppCreation: false }],
  ["noMapping", { enableMapOAuthConsumerApps: false }],
  ["noTokens", { enableTokenGeneration: false }],
  ["dead", {}, "wrong"],
  ["denied", { permissions: { permissionType: "DENY", roles: ["admin"] } }],
];

const anyApplication = fc
  .record({
    name: fc.constantFrom("orders", "other", "Orders"),
    throttlingPolicy: fc.constantFrom("Unlimited", "10PerMin", "Nothing"),
    description: fc.constantFrom("d", "", null),
  })
  .map((change) => ({ ...application, ...change }));

const anyKeys = fc
  .record({
    keyType: fc.constantFrom("PRODUCTION", "SANDBOX"),
    keyManager: fc.constantFrom("auth0", "auth0", "noTokens", "noCreation", "dead"),
    grantTypesToBeSupported: fc.constantFrom(
      ["client_credentials"],
      ["client_credentials", "password"],
    ),
  })
  .map((change) => ({ ...keys, ...change }));

const anyMapping = fc.record({
  keyType: fc.constantFrom("PRODUCTION", "SANDBOX"),
  keyManager: fc.constantFrom("auth0", "noMapping"),
  consumerKey: fc.constantFrom("one", "two"),
});

const anyIndex = fc.integer({ min: 0, max: 1 });

const anyStep: fc.Arbitrary<PortalStep> = fc.oneof(
  anyApplication.map((body) => create(body)),
  fc
    .record({ body: anyApplication, index: anyIndex })
    .map(({ body, index }) => update(body, index)),
  fc.record({ body: anyKeys, index: anyIndex }).map(({ body, index }) => generate(body, index)),
  fc.record({ body: anyMapping, index: anyIndex }).map(({ body, index }) => map(body, index)),
  anyIndex.chain((index) =>
    fc.constantFrom(
      read(index),
      remove(index),
      listKeys(index),
      readKeys(index),
      removeKeys(index),
      cleanUp(index),
      regenerate(index),
      token(undefined, index),
      subscribe(),
      list(),
    ),
  ),
);
