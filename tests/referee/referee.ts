import type { AdministeredServer } from "auth0-wso2-sandbox/consoles";
import { buildReferee, findBuiltReferee, type RefereeRelease } from "./builtReferee";
import { buildToolsMissing, javaMissing } from "./javaTools";
import { RefereeProcess } from "./refereeProcess";

/** WSO2's own Key Manager and Developer Portal code behind plain HTTP on loopback. */
export interface Referee {
  /** Base URL of the server, as `https://<host>:9443` is on a real one. */
  url: string;
  username: string;
  password: string;
  /** Removes Key Managers, APIs, applications and the trusted authority; nothing needs approval. */
  reset(): Promise<void>;
  /** Removes applications with all that they have. */
  resetApplications(): Promise<void>;
  /** And forgets who has been in the Developer Portal. */
  forgetSubscribers(): Promise<void>;
  /**
   * From now on Key Managers are loaded, before the admin API answers, and accept certificates of
   * that authority (PEM). Without it none is loaded.
   */
  trust(authority: string): Promise<void>;
  /** Publishes an API, as the Publisher does. */
  publish(api: RefereeApi): Promise<void>;
  /** From now on an administrator has to approve what these workflows do, until it is reset. */
  needApproval(...workflows: string[]): Promise<void>;
  /** Names of the Key Managers that are loaded. */
  loadedKeyManagers(): Promise<string[]>;
}

/** An API that can be subscribed to. */
export interface RefereeApi {
  id: string;
  name: string;
  version: string;
  context: string;
  policies: readonly string[];
}

/** The one that lives of a whole stack subscribe to. */
export const ordersApi: RefereeApi = {
  ...{ id: "0b0e7a4e-1111-4000-8000-000000000000", name: "Orders", version: "1.0.0" },
  ...{ context: "/orders/1.0.0", policies: ["Unlimited"] },
};

/** Why the referee cannot run here and what would enable it; undefined when it can. */
export function refereeUnavailable(release: RefereeRelease = "4.7"): string | undefined {
  const missing = javaMissing() ?? (findBuiltReferee(release) ? undefined : buildToolsMissing());
  return missing && `No referee: ${missing}. Install a JDK of version 17 or later and Maven 3.8.`;
}

const shared = new Map<RefereeRelease, Promise<Referee>>();

/**
 * The referee of a release that all test files of a process share, empty; it ends with the process. Whoever has
 * used it resets it, which fails where something was asked that it cannot judge. The first start on
 * a machine builds it (a minute or two, from the network); later ones take two seconds.
 */
export async function emptyReferee(release: RefereeRelease = "4.7"): Promise<Referee> {
  const started = shared.get(release) ?? start(release);
  shared.set(release, started);
  const referee = await started;
  await referee.reset();
  return referee;
}

async function start(release: RefereeRelease): Promise<Referee> {
  const unavailable = refereeUnavailable(release);
  if (unavailable) throw new Error(unavailable);
  const server = new RefereeProcess(findBuiltReferee(release) ?? (await buildReferee(release)));
  const url = await server.ready();
  const control = async (action: string, body = "") => {
    server.assertSound();
    const path = new URL(`/referee/${action}`, url);
    const headers = { "Content-Type": "text/plain" };
    const answer = await fetch(path, { method: "POST", headers, body });
    if (!answer.ok) throw new Error(`The referee's ${action} answered ${answer.status}.`);
    return answer.text();
  };
  const tell = async (action: string, body?: string): Promise<void> => {
    await control(action, body);
  };
  return {
    url,
    username: "admin",
    password: "admin",
    reset: () => tell("reset"),
    needApproval: (...workflows) => tell("approvals", workflows.join("\n")),
    resetApplications: () => tell("reset-applications"),
    forgetSubscribers: () => tell("forget-subscribers"),
    trust: (authority) => tell("trust", authority),
    publish: (api) => tell("apis", JSON.stringify(api)),
    loadedKeyManagers: async () => (await control("loaded")).split("\n").filter(Boolean),
  };
}

/** Lets a stack log in to a referee instead of the sandbox's WSO2, and gives it as the consoles take it. */
export function pointTo(
  environment: Record<string, string>,
  { url, username, password }: Referee,
): AdministeredServer {
  Object.assign(environment, {
    WSO2_URL: url,
    WSO2_USERNAME: username,
    WSO2_PASSWORD: password,
  });
  return {
    wso2: { url, administrator: { username, password } },
    certificateAuthority: { certificate: "" },
  };
}
