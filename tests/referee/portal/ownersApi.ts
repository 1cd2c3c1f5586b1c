import { Agent } from "node:https";
import axios from "axios";
import { startSandbox, type Sandbox } from "auth0-wso2-sandbox";
import { until } from "../../support/until";
import { withoutResident } from "../adminApi";
import type { RefereeRelease } from "../builtReferee";
import { oneByOne, type Case, type JudgedApi } from "../judged";
import { emptyReferee, type RefereeApi } from "../referee";
import { sendTrusting } from "../sendTrusting";
import { ownerCases, ownerCasesWithKeys, users } from "./ownerRequests";
import { idsOf, keyManager, publish } from "./portalApi";
import { playPortal, type PortalContestant, type PortalStep } from "./portalExchange";

/** Owners of applications in both APIs, asked by several users of two organizations. */
export type OwnersApi = JudgedApi<PortalStep> & { release: RefereeRelease };

interface Asked {
  release: RefereeRelease;
  paths: PortalContestant["paths"];
  /** Whether the referee has a Developer Portal with keys. */
  keys: boolean;
}

export const ownersApis: readonly OwnersApi[] = [
  ownersApi({
    release: "4.7",
    paths: {
      portal: "/api/am/devportal/v3",
      admin: "/api/am/admin/v4",
      publisher: "/api/am/publisher/v4",
    },
    keys: true,
  }),
  ownersApi({
    release: "4.1",
    paths: {
      portal: "/api/am/devportal/v2",
      admin: "/api/am/admin/v3",
      publisher: "/api/am/publisher/v2",
    },
    keys: false,
  }),
];

const organizations = ["carbon.super", "tenant1.com"];
const logins = users.flatMap((user) => [user, `${user}@tenant1.com`]);
/** The first visit brings an application, which would be in the way of lists. */
const visits = logins.map((user): PortalStep => ({ method: "GET", path: "/applications", user }));

function ownersApi({ release, paths, keys }: Asked): OwnersApi {
  const cases: readonly Case<PortalStep>[] = keys
    ? [...ownerCases, ...ownerCasesWithKeys]
    : ownerCases;
  const startTenant = () =>
    startSandbox({ release, users: logins.map((login) => ({ login, roles: ["admin"] })) });
  const idsAt = async (sandbox: Sandbox, url: string, apis: readonly RefereeApi[]) =>
    idsOf(sandbox, apis, keys ? await createKeyManagers(sandbox, url + paths.admin) : {});

  return {
    release,
    title: `owners of applications in ${release}`,
    recording: `owners-${release}`,
    cases: oneByOne(cases),
    sandbox: async () => {
      const sandbox = await startTenant();
      const { url, state } = sandbox.wso2;
      const ids = await idsAt(sandbox, url, publish(sandbox));
      await until(() => !keys || sandbox.wso2.loadedKeyManagers().length === organizations.length);
      const send = sendTrusting(sandbox.certificateAuthority.certificate);
      const contestant = { url, paths, send };
      return {
        play: async (steps) => {
          state.subscribers.length = 0;
          await playPortal(contestant, sandbox.auth0, visits, ids);
          state.applications.length = 0;
          state.subscriptions.length = 0;
          const { answers, clients } = await playPortal(contestant, sandbox.auth0, steps, ids);
          return [...answers.map(withoutResident), { clients }];
        },
        close: () => sandbox.close(),
      };
    },
    referee: async () => {
      const [referee, sandbox] = await Promise.all([emptyReferee(release), startTenant()]);
      await referee.trust(sandbox.certificateAuthority.certificate);
      const published = publish(sandbox);
      const ids = await idsAt(sandbox, referee.url, published);
      if (keys) for (const api of published) await referee.publish(api);
      const contestant = { url: referee.url, paths, send: fetch };
      return {
        play: async (steps) => {
          await referee.forgetSubscribers();
          await playPortal(contestant, sandbox.auth0, visits, ids);
          await referee.resetApplications();
          const { answers, clients } = await playPortal(contestant, sandbox.auth0, steps, ids);
          return [...answers, { clients }];
        },
        close: () => Promise.all([referee.reset(), sandbox.close()]),
      };
    },
  };
}

/** One of the same name in each organization. */
async function createKeyManagers(
  sandbox: Sandbox,
  adminUrl: string,
): Promise<Record<string, string>> {
  const ids: Record<string, string> = {};
  for (const organization of organizations) {
    const { data } = await axios.post<{ id: string }>(
      `${adminUrl}/key-managers`,
      keyManager(sandbox, "auth0"),
      {
        auth: { username: `admin@${organization}`, password: "admin" },
        httpsAgent: new Agent({ ca: sandbox.certificateAuthority.certificate }),
      },
    );
    ids[organization] = data.id;
  }
  return ids;
}
