import type { Auth0Client, ManagementApi } from "../../auth0/rest/managementApi";
import { clientMarkIn, ownerOfClient } from "../../marks/clientMark";
import { isBirthUrl } from "../../wso2/applicationKeys/birth";
import { ok, warning, type Reply, type Question } from "./question";
import type { StateFacts } from "./stack";
import type { Wso2Asked } from "./wso2";

/** Who knows what is used. */
interface Sides {
  readonly tenant: ManagementApi;
  readonly server: Wso2Asked;
  readonly state: StateFacts | undefined;
}

/** Which clients WSO2, or a stack of ours, has made, and nobody uses. */
export function orphanQuestion(sides: Sides, needs: readonly Question[]): Question {
  return {
    section: "both sides",
    question: "clients that nobody uses",
    needs,
    ask: () => orphanAnswers(sides),
  };
}

async function orphanAnswers({ tenant, server, state }: Sides): Promise<Reply[]> {
  const marked = (await tenant.listClients()).filter(isMade);
  if (marked.length === 0) return [ok("none was made by a stack")];
  const [inWso2, granted] = await Promise.all([clientsIn(server), clientsWithGrants(tenant)]);
  const orphans = marked.flatMap((client) => {
    const { client_id, client_metadata } = client;
    if (inWso2.has(client_id)) return [];
    const why = isOfState(client, state)
      ? state?.clients.has(client_id) === false &&
        "has the mark of this stack, whose state does not have it"
      : isBorn(client)
        ? "is of a generation of keys that did not come to its end"
        : clientMarkIn(client_metadata) !== undefined &&
          !granted.has(client_id) &&
          "has the mark of a stack, and no grant";
    return why === false ? [] : [orphan(client, why)];
  });
  if (orphans.length > 0) return orphans;
  return [ok(`none is seen among the ${marked.length} that stacks have made`)];
}

function orphan({ name, client_id }: Auth0Client, why: string): Reply {
  return warning(
    `"${name}" (client ID ${client_id}) ${why}; no application that this login sees in WSO2 has it`,
    "If nobody uses it, delete it in Auth0's dashboard (Applications).",
  );
}

const isBorn = ({ callbacks = [] }: Auth0Client) => callbacks.some(isBirthUrl);

const isMade = (client: Auth0Client) =>
  isBorn(client) || ownerOfClient(client.client_metadata) !== undefined;

function isOfState({ client_metadata }: Auth0Client, state: StateFacts | undefined): boolean {
  return state?.owner !== undefined && ownerOfClient(client_metadata) === state.owner;
}

/** Those of the keys that the login sees. */
async function clientsIn({ applications, keys }: Wso2Asked): Promise<Set<unknown>> {
  const all = (await applications.list()).map(({ applicationId }) => keys.list(applicationId));
  return new Set((await Promise.all(all)).flat().map(({ consumerKey }) => consumerKey));
}

async function clientsWithGrants(tenant: ManagementApi): Promise<Set<string>> {
  const grants = await tenant.listAllGrants();
  return new Set(grants.flatMap(({ client_id }) => client_id ?? []));
}
