import { startSandbox } from "auth0-wso2-sandbox";
import type { RefereeRelease } from "./builtReferee";
import { play, type Answer, type Contestant, type Step } from "./exchange";
import { oneByOne, type JudgedApi } from "./judged";
import { emptyReferee } from "./referee";
import { rows, sequences, withoutFields } from "./requests";
import { sendTrusting } from "./sendTrusting";

/** The admin API of one release. */
export type AdminApi = JudgedApi<Step> & { release: RefereeRelease };

/** How a release is asked. */
interface Asked {
  release: RefereeRelease;
  /** Where both serve the admin API. */
  adminPath: string;
  /** Fields that came later: only requests about them send them. */
  laterFields?: readonly string[];
}

export const adminApis: readonly AdminApi[] = [
  adminApi({ release: "4.7", adminPath: "/api/am/admin/v4" }),
  adminApi({
    release: "4.1",
    adminPath: "/api/am/admin/v3",
    laterFields: ["permissions", "allowedOrganizations"],
  }),
];

function adminApi({ release, adminPath, laterFields = [] }: Asked): AdminApi {
  const playAt = (url: string, send: Contestant["send"], steps: readonly Step[]) => {
    const contestant: Contestant = {
      url: url + adminPath,
      send: (to, init) => send(to, authorized(init)),
    };
    return play(contestant, withoutFields(steps, laterFields));
  };
  return {
    release,
    title: `the admin API of ${release}`,
    recording: `admin-${release}`,
    cases: {
      "Key Managers": rows,
      "the connector": [
        { title: "describes the connector", steps: [{ method: "GET", path: "/settings" }] },
      ],
      ...oneByOne(sequences),
    },
    sandbox: async () => {
      const sandbox = await startSandbox({ release });
      const send = sendTrusting(sandbox.certificateAuthority.certificate);
      return {
        play: async (steps) => {
          sandbox.wso2.state.keyManagers.length = 0;
          const answers = await playAt(sandbox.wso2.url, send, steps);
          return answers.map(withoutResident).map(withConnectorsAlone);
        },
        close: () => sandbox.close(),
      };
    },
    referee: async () => {
      const referee = await emptyReferee(release);
      return {
        play: async (steps) => {
          await referee.reset();
          return (await playAt(referee.url, fetch, steps)).map(withConnectorsAlone);
        },
        close: () => referee.reset(),
      };
    },
  };
}

const authorization = `Basic ${Buffer.from("admin:admin").toString("base64")}`;

function authorized(init: RequestInit): RequestInit {
  return { ...init, headers: { Authorization: authorization, ...(init.headers as object) } };
}

/** The rest of the settings is about scopes and gateways. */
function withConnectorsAlone(answer: Answer): Answer {
  const { keyManagerConfiguration } = (answer.body ?? {}) as { keyManagerConfiguration?: unknown };
  return keyManagerConfiguration === undefined
    ? answer
    : { ...answer, body: keyManagerConfiguration };
}

/** The Key Manager that every server has; the referee is set up without it. */
export function withoutResident(answer: Answer): Answer {
  const body = answer.body as { count?: unknown; list?: { type?: unknown }[] } | null;
  if (!Array.isArray(body?.list)) return answer;
  const list = body.list.filter(({ type }) => type !== "default");
  return { ...answer, body: { ...body, list, count: { written: String(list.length) } } };
}
