import { globalAgent } from "node:https";
import { claimsOf, fetchDiscoveryDocument } from "../../auth0/rest/authenticationApi";
import { Auth0Error } from "../../auth0/rest/auth0Http";
import type { ManagementApi } from "../../auth0/rest/managementApi";
import { describeOtherTenant } from "../../auth0/rest/tenants";
import { deployerFailure } from "../../auth0/rest/deployerFailure";
import { tenantEndpoints } from "../../auth0/tenant";
import { connectionFault } from "../../http/connectionFault";
import { laterPermissions, neededPermissions } from "../../settings/neededPermissions";
import { failed, notSeen, ok, warning, type Reply, type Question } from "./question";
import { reachability, type Called } from "./reached";

const section = "Auth0";

/** A tenant, and how it is asked. */
export interface AskedTenant {
  readonly domain: string;
  readonly customDomain?: string | undefined;
  /** The tenant that the state's objects are in. */
  readonly inState?: string | undefined;
  /** What the stack declares; a whole Key Manager where nothing says. */
  readonly declared: Parameters<typeof neededPermissions>[0];
  readonly clientId: string;
  readonly api: ManagementApi;
  /** Why that login is not used. */
  readonly otherLogin?: string | undefined;
}

/** Those of the questions to Auth0 that others build on. */
export interface Auth0Questions {
  readonly all: Question[];
  readonly own: Question;
  readonly listing: Question;
}

const authority =
  "NODE_EXTRA_CA_CERTS, and for the Auth0 provider in the system's list (on Linux also SSL_CERT_FILE)";

/** What can be told of a tenant and of what its deployer may do there. */
export function questionsToAuth0(tenant: AskedTenant): Auth0Questions {
  const { domain, customDomain } = tenant;
  const { reached, others } = reachabilityOf(domain, {
    name: "Auth0",
    address: "AUTH0_DOMAIN (or auth0:domain, which wins)",
  });
  const own: Question = {
    section,
    question: "tenant",
    needs: [reached],
    ask: () => tenantAnswer(tenant),
  };
  const login: Question = {
    section,
    question: "login of the deployer",
    needs: [own],
    ask: () => loginAnswer(tenant),
  };
  const permissions: Question = {
    section,
    question: "permissions of the deployer",
    needs: [login],
    ask: () => permissionAnswers(tenant),
  };
  const listing: Question = {
    section,
    question: "Management API",
    needs: [login],
    ask: () => listingAnswer(tenant),
  };
  const limits: Question = {
    section,
    question: "rate limit",
    needs: [listing],
    ask: () => limitAnswer(tenant.api),
  };
  const custom = customDomain === undefined ? [] : customDomainQuestions(customDomain);
  const all = [reached, ...others, own, ...custom, login, permissions, listing, limits];
  return { all, own, listing };
}

/** @param address where the host is set */
function reachabilityOf(
  host: string,
  { address, ...named }: Pick<Called, "name" | "prefix"> & { address: string },
) {
  const url = tenantEndpoints(host).wellKnownEndpoint;
  const explain = (error: unknown) => {
    const fault = connectionFault(error, { address, authority });
    return new Error(
      `GET ${url}${fault === undefined ? ` got no answer (${codeOf(error)})` : `: ${fault}`}`,
    );
  };
  return reachability({ section, ...named, url, authorities: globalAgent.options.ca, explain });
}

const codeOf = (error: unknown) => (error as { code?: string }).code ?? (error as Error).message;

/** What a domain says that it is. */
async function issuerAt(domain: string): Promise<{ issuer: string | undefined; own: string }> {
  const { issuer: own, wellKnownEndpoint } = tenantEndpoints(domain);
  return { issuer: (await fetchDiscoveryDocument(wellKnownEndpoint)).issuer, own };
}

async function tenantAnswer({ domain, inState }: AskedTenant): Promise<Reply> {
  const { issuer, own } = await issuerAt(domain);
  if (issuer !== own) {
    return failed(
      `${domain} says that it is ${issuer ?? "nothing"}`,
      "Set AUTH0_DOMAIN (or auth0:domain, which wins) to <tenant>.<region>.auth0.com.",
    );
  }
  if (inState !== undefined && inState !== domain)
    return failed(describeOtherTenant(inState, domain));
  return ok(domain);
}

function customDomainQuestions(customDomain: string): Question[] {
  const { reached, others } = reachabilityOf(customDomain, {
    name: "the custom domain",
    prefix: "custom domain ",
    address: "customDomain",
  });
  return [
    reached,
    ...others,
    {
      section,
      question: "custom domain",
      needs: [reached],
      async ask() {
        const { issuer, own } = await issuerAt(customDomain);
        if (issuer === own) return [ok(customDomain)];
        const found = `${customDomain} says that it is ${issuer ?? "nothing"}`;
        return [
          failed(found, "Correct customDomain, or set it up in Auth0: Branding, Custom Domains."),
        ];
      },
    },
  ];
}

async function loginAnswer({ api, clientId, domain, otherLogin }: AskedTenant): Promise<Reply> {
  if (otherLogin !== undefined) return notSeen(otherLogin);
  try {
    await api.requestToken();
    return ok(`application ${clientId}`);
  } catch (error) {
    if (!(error instanceof Auth0Error)) throw error;
    return failed(deployerFailure(error.message, domain, `application "${clientId}"`));
  }
}

async function permissionAnswers({ api, declared, clientId }: AskedTenant): Promise<Reply[]> {
  const { scope = "" } = (claimsOf(await api.requestToken()) ?? {}) as { scope?: string };
  const granted = scope.split(" ");
  const lacking = (needed: ReturnType<typeof neededPermissions>) =>
    needed
      .filter((anyOf) => !anyOf.some((name) => granted.includes(name)))
      .map(([name = ""]) => name);
  const reading = lacking(neededPermissions(declared, true));
  const creating = lacking(neededPermissions(declared, false)).filter(
    (name) => !reading.includes(name),
  );
  const later = lacking(laterPermissions(declared));
  const writes = (name: string) => !name.startsWith("read:");
  // Whoever has none of them is a login for previews.
  const isReader = !granted.some(writes);
  const grant =
    `Grant them to ${clientId} in Auth0's dashboard: Applications, APIs, Auth0 Management API, ` +
    "Application Access.";
  const lines = [
    ...(reading.length > 0 ? [failed(`lacks ${reading.join(", ")}: no preview`, grant)] : []),
    ...(creating.length > 0
      ? [(isReader ? warning : failed)(`lacks ${creating.join(", ")}: no up`, grant)]
      : []),
    ...(later.length > 0
      ? [warning(`lacks ${later.join(", ")}: no later change, no destroy`, grant)]
      : []),
  ];
  return lines.length > 0 ? lines : [ok("all that it takes")];
}

async function listingAnswer({ api }: AskedTenant): Promise<Reply> {
  try {
    const clients = await api.listClients();
    return ok(`takes the token; ${clients.length} applications`);
  } catch (error) {
    // The token is taken then; what it may do is another question.
    if (!(error instanceof Auth0Error) || error.status !== 403) throw error;
    return notSeen(`the login may not list applications: ${error.message}`);
  }
}

/** From so small a part on a run may have to wait. */
const few = 0.1;

async function limitAnswer({ room }: ManagementApi): Promise<Reply> {
  const left = await room.left();
  if (left === undefined) return notSeen("the answer does not say it");
  const { limit, remaining } = left;
  const found = `${remaining} of ${limit} calls left at this moment`;
  if (remaining > limit * few) return ok(found);
  return warning(found, "Somebody else uses the tenant: a run waits as Auth0 asks it to.");
}
