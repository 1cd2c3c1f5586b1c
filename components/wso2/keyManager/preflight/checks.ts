import {
  Auth0Error,
  claimsOf,
  fetchKeySet,
  signatureFault,
} from "../../../auth0/rest/authenticationApi";
import { connectorPermissions } from "../../../auth0/rest/connectorPermissions";
import { markOfEntry } from "../conversion";
import { isLoadable, type KeyManagerDocument } from "../document";
import { shownEndpoint, type Candidate, type Finding, type PreflightCheck } from "./check";
import type { PreflightCheckName } from "../preflightCheckNames";

/** What the checks of a token are about. */
const tokenConcerns = [
  "issuer",
  "tokenEndpoint",
  "displayTokenEndpoint",
  "clientId",
  "clientSecret",
  "audience",
  "certificates",
] as const;

/** Can WSO2 log in to Auth0? Nothing else works without, so the other checks build on it. */
const login: PreflightCheck = {
  question: "Does Auth0 give WSO2 a token for the Management API?",
  concerns: tokenConcerns,
  atEveryWrite: true,
  needsToken: false,
  async run({ clientId, audience, tokenEndpoint }, { managementToken }) {
    try {
      await managementToken();
      return undefined;
    } catch (error) {
      if (!(error instanceof Auth0Error)) throw error;
      return {
        found: error.message,
        expected: `a token for client ${clientId} and audience ${audience}`,
        remedy: loginRemedy(error, tokenEndpoint),
        isOfApplication: error.status === 401 || error.status === 403,
      };
    }
  },
};

function loginRemedy({ status, code }: Auth0Error, tokenEndpoint: string): string {
  if (status === 401) return "Correct clientId and clientSecret of the management application.";
  if (code === "unauthorized_client") {
    return "Allow the grant type client_credentials for the management application in Auth0.";
  }
  if (status === 403) {
    return (
      "Authorize the management application for the Management API in Auth0 (a client grant), and " +
      "spell audience as https://<tenant's own domain>/api/v2/, with the slash."
    );
  }
  return `Check that ${tokenEndpoint} is the tenant's token endpoint and reachable from here.`;
}

/** Auth0 gives tokens for its Management API that it does not take there. */
const managementApi: PreflightCheck = {
  question: "Does the Management API take that token at the address that WSO2 will call?",
  concerns: tokenConcerns,
  needsToken: true,
  async run({ audience, tokenEndpoint, clientId }, { useManagementToken }) {
    const expected = `an answer from ${audience} to a token from ${tokenEndpoint}`;
    const remedy = `Check that ${audience} is the tenant's Management API and reachable from here.`;
    try {
      if ((await useManagementToken()) !== undefined) return undefined;
      // The tenant has just given that client a token.
      return { found: `GET ${audience}clients/${clientId} answered 404`, expected, remedy };
    } catch (error) {
      if (!(error instanceof Auth0Error)) throw error;
      // The token is taken then; what it may do is another question.
      if (error.status === 403) return undefined;
      return {
        found: error.message,
        expected,
        remedy: error.status === 401 ? atOneDomain : remedy,
      };
    }
  },
};

const atOneDomain =
  "Auth0 accepts a token for its Management API only at the domain that issued it. Correct " +
  "tokenEndpoint: it must be at the tenant's own domain, as audience is. A custom domain " +
  "goes into displayTokenEndpoint (from WSO2 API Manager 4.1 on) and issuer.";

const permissions: PreflightCheck = {
  question: "Does the token carry the permissions that WSO2's connector needs?",
  concerns: tokenConcerns,
  needsToken: true,
  async run(_candidate, { managementToken }) {
    const { scope } = (claimsOf(await managementToken()) ?? {}) as { scope?: string };
    const granted = (scope ?? "").split(" ");
    const missing = connectorPermissions.filter(({ name }) => !granted.includes(name));
    if (missing.length === 0) return undefined;
    return {
      found: `these are missing: ${missing.map(({ name, reason }) => `${name} (${reason})`).join(", ")}`,
      expected: connectorPermissions.map(({ name }) => name).join(", "),
      remedy: "Add them to the management application's grant on the Management API.",
      isOfApplication: true,
    };
  },
};

const issuer: PreflightCheck = {
  question: "Is issuer what Auth0 puts into its tokens, letter by letter?",
  concerns: tokenConcerns,
  needsToken: true,
  async run({ issuer: expected, ...candidate }, { shownToken }) {
    const found = await issuerOf(shownEndpoint(candidate), shownToken);
    if (found.issuer === expected) return undefined;
    return {
      found: found.text,
      expected: `issuer, which is ${expected}`,
      remedy:
        "Correct issuer; with a custom domain, displayTokenEndpoint must be at the domain that " +
        "issuer names.",
    };
  },
};

async function issuerOf(
  endpoint: string,
  shownToken: () => Promise<string>,
): Promise<{ issuer?: string; text: string }> {
  try {
    const { iss: issuer = "missing" } = claimsOf(await shownToken()) ?? {};
    return { issuer, text: `iss of a token from ${endpoint} is ${issuer}` };
  } catch (error) {
    if (!(error instanceof Auth0Error)) throw error;
    return { text: error.message };
  }
}

const signingKeys: PreflightCheck = {
  question: "Do the certificates have the RSA key that tokens are signed with?",
  concerns: tokenConcerns,
  needsToken: true,
  async run({ certificates: { type, value } }, { managementToken }) {
    // A PEM certificate is deliberate; WSO2 asks nobody about it.
    if (type === "PEM") return undefined;
    const found = await keyFault(value, managementToken);
    if (found === undefined) return undefined;
    return {
      found,
      expected: "an answer with the RSA key of the tenant's tokens",
      remedy: "Correct certificates; Auth0's JWKS is at https://<domain>/.well-known/jwks.json.",
    };
  },
};

async function keyFault(
  url: string,
  managementToken: () => Promise<string>,
): Promise<string | undefined> {
  try {
    const keySet = await fetchKeySet(url);
    if (!keySet.keys.some(({ kty }) => kty === "RSA")) return `${url} has no RSA key`;
    const fault = await signatureFault(await managementToken(), keySet);
    return fault && `the keys at ${url} do not fit a token of the tenant: ${fault}`;
  } catch (error) {
    if (!(error instanceof Auth0Error)) throw error;
    return error.message;
  }
}

const uniqueIssuer: PreflightCheck = {
  question: "Is this the only Key Manager of the organization with this issuer?",
  concerns: ["name", "issuer"],
  needsToken: false,
  atEveryWrite: true,
  async run(candidate, { otherKeyManagers }): Promise<Finding | undefined> {
    if (candidate.enabled === false) return undefined;
    const others = (await otherKeyManagers()).filter(
      (other) =>
        other.issuer === candidate.issuer && isLoadable(other) && !isLeaving(other, candidate),
    );
    if (others.length === 0) return undefined;
    return {
      found: others
        .map(({ name, id }) => `"${name}" (id ${id ?? "unknown"}) has it too`)
        .join(", "),
      expected: `only "${candidate.name}" with issuer ${candidate.issuer}`,
      remedy:
        "WSO2's gateway has one Key Manager for each issuer, and knows none once one of the two is " +
        "deleted or disabled. So delete or disable the other one, and run pulumi up right after it.",
    };
  },
};

/** Whether an entry goes once the candidate is there. */
function isLeaving(other: KeyManagerDocument, { ownership, leaving }: Candidate): boolean {
  const mark = markOfEntry(other);
  if (mark === undefined || mark.owner !== ownership?.owner) return false;
  return mark.resource === ownership.resource || leaving.includes(mark.creation);
}

/** The preflight checks by the names with which they can be skipped, in the order of their run. */
export const preflightChecks = {
  login,
  managementApi,
  permissions,
  issuer,
  signingKeys,
  uniqueIssuer,
} as const satisfies Record<PreflightCheckName, PreflightCheck>;
