import type { Auth0KeyManagerArgs } from "../../auth0KeyManager";
import type { ManagementApi } from "../../auth0/rest/managementApi";
import { tenantEndpoints } from "../../auth0/tenant";
import { preflight, preflightFields } from "../../wso2/keyManager/preflight";
import type { Candidate } from "../../wso2/keyManager/preflight/check";
import type { Entries, KeyManagerEntry } from "./keyManagers";
import { failed, notSeen, ok, type Reply, type Question } from "./question";
import { keyManagerOf, type Library, type StackFacts } from "./stack";
import type { Wso2Asked } from "./wso2";

/** Where the login of a Key Manager is found. */
interface Places {
  readonly domain: string;
  readonly tenant: ManagementApi;
  readonly server: Wso2Asked;
  readonly entries: Entries;
  readonly stack: StackFacts | undefined;
  readonly library: () => Library;
}

type Login = Pick<Candidate, "clientId" | "clientSecret">;

/** Whether the Key Managers of the tenant can work: the checks that a run makes before it writes one. */
export function preflightQuestion(places: Places, needs: readonly Question[]): Question {
  return {
    section: "both sides",
    question: "Key Manager can log in to Auth0",
    needs,
    async ask() {
      const declared = keyManagerOf(places.stack);
      const answers = declared
        ? await declaredAnswers(declared, places)
        : (
            await Promise.all(
              (await entriesOfTenant(places)).map((each) => entryAnswers(each, places)),
            )
          ).flat();
      return answers.length > 0 ? answers : [notSeen("WSO2 has no Key Manager of this tenant yet")];
    },
  };
}

async function entriesOfTenant({ domain, entries }: Places): Promise<KeyManagerEntry[]> {
  const { managementApiIdentifier } = tenantEndpoints(domain);
  return (await entries.all()).filter((entry) => audienceOf(entry) === managementApiIdentifier);
}

/** Of the one that the stack declares, with the login of its config, or with that of its entry. */
async function declaredAnswers(declared: Auth0KeyManagerArgs, places: Places): Promise<Reply[]> {
  const { keyManager, domain, customDomain } = declared;
  // Of a config it is plain.
  const name = keyManager.name as string;
  const entry = (await places.entries.all()).find((each) => each.name === name);
  if (places.stack?.management === undefined || keyManager.importEndpoints !== undefined) {
    if (entry !== undefined) return entryAnswers(entry, places);
    return [notSeen(`the first pulumi up makes "${name}" and its login`)];
  }
  const endpoints = tenantEndpoints(domain, customDomain);
  const candidate = { ...places.library().keyManagerEndpoints(endpoints), ...keyManager };
  return checked({ ...(candidate as unknown as Candidate), ...places.stack.management }, places);
}

async function entryAnswers(entry: KeyManagerEntry, places: Places): Promise<Reply[]> {
  const stray = strayEndpoint(entry, places);
  if (stray !== undefined) return [stray];
  const clientId = String(entry.additionalProperties?.["client_id"]);
  const clientSecret = await places.tenant.secretOf(clientId);
  if (clientSecret === undefined) {
    return [notSeen(`"${entry.name}": the deployer cannot read the secret of ${clientId}`)];
  }
  const candidate = { ...entry, audience: audienceOf(entry) } as unknown as Candidate;
  return checked({ ...candidate, clientId, clientSecret }, places);
}

/** Whoever may write Key Managers can name any application and any server: the secret of the one is not for the other. */
function strayEndpoint(entry: KeyManagerEntry, { domain, stack }: Places): Reply | undefined {
  const declared = keyManagerOf(stack);
  const own = [domain, declared?.customDomain ?? domain].map((host) => originOf(`https://${host}`));
  const { name, tokenEndpoint, displayTokenEndpoint } = entry;
  const audience = String(audienceOf(entry));
  for (const [field, url] of Object.entries({ audience, tokenEndpoint, displayTokenEndpoint })) {
    if (!url || own.includes(originOf(url))) continue;
    const found = `"${name}": its ${field} is ${url}, which is not the tenant's`;
    return field === "displayTokenEndpoint" && declared === undefined
      ? notSeen(found, "If it is at the custom domain, name a stack that says so: --stack dev")
      : failed(found, `Correct ${field} in WSO2; until then its login is sent nowhere.`);
  }
  return undefined;
}

const originOf = (url: string) => (URL.canParse(url) ? new URL(url).origin : "");

const audienceOf = ({ additionalProperties }: KeyManagerEntry) =>
  additionalProperties?.["audience"];

/** Whether the issuer is its own is another question. */
async function checked(candidate: Candidate & Login, { server, stack }: Places): Promise<Reply[]> {
  const { skipPreflight = [] } = (keyManagerOf(stack)?.keyManager ?? {}) as {
    skipPreflight?: Parameters<typeof preflight>[3];
  };
  const skipped = [...skipPreflight, "uniqueIssuer" as const];
  const failures = await preflight(candidate, preflightFields, server.keyManagers, skipped);
  if (failures.length > 0) return failures.map((each) => failed(`"${candidate.name}": ${each}`));
  return [ok(`"${candidate.name}", as application ${candidate.clientId}`)];
}
