import { actors } from "./actor";
import { exchange, tokenOf, type ClientLogin } from "./exchange";
import { published, type World } from "./world";

/** Somebody who calls the API with the keys of an application. */
export interface Consumer {
  /** Id of the application. */
  application: string;
  server: string;
  token: string;
  domain: string;
  login: ClientLogin;
  audience: string;
}

const consumer = { name: "a consumer" };

/** Those whose calls are answered now. */
export function served(world: World): Promise<Consumer[]> {
  return actors.run(consumer, async () => {
    const found: Consumer[] = [];
    for (const candidate of candidates(world)) {
      const { domain, login, audience } = candidate;
      const token = await tokenOf(world.send, domain, login, audience);
      const each = { ...candidate, token };
      if (await isAnswered(world, each)) found.push(each);
    }
    return found;
  });
}

/** Those who are not answered any more, or whose login gets no token. */
export function cutOff(world: World, before: readonly Consumer[]): Promise<Consumer[]> {
  return actors.run(consumer, async () => {
    const found: Consumer[] = [];
    for (const each of before) {
      const token = await tokenOf(world.send, each.domain, each.login, each.audience);
      if (token === "" || !(await isAnswered(world, each))) found.push(each);
    }
    return found;
  });
}

function candidates({ wso2, hosts, tenants }: World): Omit<Consumer, "token">[] {
  return wso2.flatMap(({ state: { applications, subscriptions } }, index) =>
    applications
      .filter(({ uuid }) => subscriptions.some(({ applicationId }) => applicationId === uuid))
      .flatMap(({ uuid: application, keyMappings }) =>
        keyMappings.flatMap(({ consumerKey }) =>
          [...tenants].flatMap(([domain, { state }]) => {
            const client = state.clients.find(({ client_id }) => client_id === consumerKey);
            const grant = state.clientGrants.find(({ client_id }) => client_id === consumerKey);
            if (client === undefined || grant === undefined) return [];
            const login = { clientId: client.client_id, clientSecret: client.client_secret };
            const server = hosts.wso2[index] ?? "";
            return [{ application, server, domain, login, audience: grant.audience }];
          }),
        ),
      ),
  );
}

async function isAnswered({ send }: World, { server, token }: Consumer): Promise<boolean> {
  const url = `https://gateway.${server}${published.Orders.context}/${published.Orders.version}/`;
  return (await exchange(send, "GET", url, { authorization: `Bearer ${token}` })).status === 200;
}
