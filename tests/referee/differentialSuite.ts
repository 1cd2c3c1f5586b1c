import assert from "node:assert/strict";
import * as fc from "fast-check";
import { startSandbox, type Sandbox } from "auth0-wso2-sandbox";
import type { RefereeRelease } from "./builtReferee";
import { play, type Answer, type Contestant, type Step } from "./exchange";
import { emptyReferee, refereeUnavailable, type Referee } from "./referee";
import { full, minimal, rows, sequences, withoutFields } from "./requests";
import { sendTrusting } from "./sendTrusting";

const authorization = `Basic ${Buffer.from("admin:admin").toString("base64")}`;

/** How a release is asked. */
export interface Differential {
  release: RefereeRelease;
  /** Where both serve the admin API. */
  adminPath: string;
  /** Fields that came later: only requests about them send them. */
  laterFields?: readonly string[];
}

/** The admin API of the sandbox as one release, held against WSO2's own code of it. */
export function differential({ release, adminPath, laterFields = [] }: Differential): void {
  const unavailable = refereeUnavailable(release);
  (unavailable === undefined ? describe : describe.skip)(
    `the sandbox as ${release} against WSO2's own code${unavailable === undefined ? "" : ` (${unavailable})`}`,
    function () {
      let referee: Referee;
      let sandbox: Sandbox;
      let contestants: { sandbox: Contestant; referee: Contestant };

      before(async () => {
        [referee, sandbox] = await Promise.all([emptyReferee(release), startSandbox({ release })]);
        const send = sendTrusting(sandbox.certificateAuthority.certificate);
        contestants = {
          referee: {
            url: referee.url + adminPath,
            send: (url, init) => fetch(url, authorized(init)),
          },
          sandbox: {
            url: sandbox.wso2.url + adminPath,
            send: (url, init) => send(url, authorized(init)),
          },
        };
      });

      after(() => Promise.all([referee.reset(), sandbox.close()]));

      const reset = async () => {
        sandbox.wso2.state.keyManagers.length = 0;
        await referee.reset();
      };

      beforeEach(reset);

      const playBoth = (steps: readonly Step[]) =>
        Promise.all([play(contestants.sandbox, steps), play(contestants.referee, steps)]);

      const assertSame = async (given: readonly Step[]) => {
        const steps = withoutFields(given, laterFields);
        const [actual, expected] = await playBoth(steps);
        assert.deepEqual(actual.map(withoutResident), expected);
      };

      it(`answers ${rows.length} requests alike`, async () => {
        const differences: string[] = [];
        for (const { title, steps } of rows) {
          await assertSame(steps).catch((error: unknown) => {
            differences.push(`${title}: ${(error as Error).message}`);
          });
          await reset();
        }
        assert.deepEqual(differences.length, 0, differences.join("\n\n"));
      });

      it("describes the connector alike", async () => {
        const settings: Step[] = [{ method: "GET", path: "/settings" }];
        const [[actual], [expected]] = await playBoth(settings);
        assert.deepEqual(connectorsIn(actual), connectorsIn(expected));
      });

      for (const { title, steps } of sequences) {
        it(`answers alike: ${title}`, () => assertSame(steps));
      }

      it("answers random sequences alike", async () => {
        const sequence = fc.array(anyStep, { minLength: 2, maxLength: 8 });
        await fc.assert(fc.asyncProperty(sequence, assertSame), {
          numRuns: 150,
          plugins: [fc.beforeEach(reset)],
        });
      });
    },
  );
}

const anyDocument = fc
  .record({
    base: fc.constantFrom(minimal, full),
    name: fc.constantFrom("km", "other"),
    change: fc.constantFrom(
      {},
      { description: "changed" },
      { enabled: false },
      { issuer: "" },
      { tokenEndpoint: "" },
      { availableGrantTypes: ["b", "a"] },
      { permissions: { permissionType: "DENY", roles: ["admin"] } },
      { foo: 1 },
    ),
    secret: fc.constantFrom("s3cr3t", "*****", ""),
  })
  .map(({ base, name, change, secret }) => ({
    ...base,
    name,
    ...change,
    additionalProperties: { client_id: "abc", client_secret: secret, audience: "x" },
  }));

const anyPath = fc.constantFrom("/key-managers/{0}", "/key-managers/{1}");

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  anyDocument.map((body): Step => ({ method: "POST", body })),
  fc.record({ method: fc.constant("PUT" as const), path: anyPath, body: anyDocument }),
  fc.record({ method: fc.constantFrom("GET" as const, "DELETE" as const), path: anyPath }),
  fc.constant<Step>({ method: "GET" }),
);

function authorized(init: RequestInit): RequestInit {
  return { ...init, headers: { Authorization: authorization, ...(init.headers as object) } };
}

/** The rest of the settings is about scopes and gateways. */
function connectorsIn(answer: Answer | undefined): unknown {
  return (answer?.body as { keyManagerConfiguration?: unknown } | undefined)
    ?.keyManagerConfiguration;
}

/** The Key Manager that every server has; the referee is set up without it. */
function withoutResident(answer: Answer): Answer {
  const body = answer.body as { count?: unknown; list?: { type?: unknown }[] } | null;
  if (!Array.isArray(body?.list)) return answer;
  const list = body.list.filter(({ type }) => type !== "default");
  return { ...answer, body: { ...body, list, count: { written: String(list.length) } } };
}
