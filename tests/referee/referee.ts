import { buildReferee, findBuiltReferee } from "./builtReferee";
import { buildToolsMissing, javaMissing } from "./javaTools";
import { RefereeProcess } from "./refereeProcess";

/** WSO2's own key-manager code behind plain HTTP on loopback. */
export interface Referee {
  /** Base URL of the admin API, as `https://<host>:9443/api/am/admin/v4` is on a real server. */
  url: string;
  username: string;
  password: string;
  /** Removes every key manager. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** Why the referee cannot run here and what would enable it; undefined when it can. */
export function refereeUnavailable(): string | undefined {
  const missing = javaMissing() ?? (findBuiltReferee() ? undefined : buildToolsMissing());
  return missing && `No referee: ${missing}. Install a JDK of version 17 or later and Maven 3.8.`;
}

/** The first start builds it (a minute or two, from the network); later ones take two seconds. */
export async function startReferee(): Promise<Referee> {
  const unavailable = refereeUnavailable();
  if (unavailable) throw new Error(unavailable);
  const server = new RefereeProcess(findBuiltReferee() ?? (await buildReferee()));
  const url = await server.ready();
  return {
    url,
    username: "admin",
    password: "admin",
    async reset() {
      server.assertSound();
      const { status } = await fetch(new URL("/referee/reset", url), { method: "POST" });
      if (status !== 204) throw new Error(`The referee's reset answered ${status}.`);
    },
    close: () => server.stop(),
  };
}
