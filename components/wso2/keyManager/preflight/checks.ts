import {
  Auth0Error,
  claimsOf,
  fetchKeySet,
  signatureFault,
} from "../../../auth0/authenticationApi";
import { connectorPermissions } from "../../../auth0/connectorPermissions";
import { parseMark } from "../../kernel/ownership";
import { ownerProperty, type KeyManagerDocument } from "../document";
import type { Candidate, Finding, PreflightCheck } from "./check";
import type { PreflightCheckName } from "./checkNames";

/** What the checks of a token are about. */
const tokenConcerns = [
  "issuer",
  "tokenEndpoint",
  "clientId",
  "clientSecret",
  "audience",
  "certificates",
] as const;

/** Can WSO2 log in to Auth0? Nothing else works without, so the other checks build on it. */
const login: PreflightCheck = {
  question: "Does Auth0 give WSO2 a token for the Management API?",
  concerns: tokenConcerns,
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
    };
  },
};

const issuer: PreflightCheck = {
  question: "Is issuer what Auth0 puts into its tokens, letter by letter?",
  concerns: tokenConcerns,
  needsToken: true,
  async run(candidate, { managementToken }) {
    const found = claimsOf(await managementToken())?.iss ?? "no JWT";
    if (found === candidate.issuer) return undefined;
    return {
      found: `iss of a token from ${candidate.tokenEndpoint} is ${found}`,
      expected: `issuer, which is ${candidate.issuer}`,
      remedy: "Correct issuer, or name the custom domain that tokens are requested at.",
    };
  },
};

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
  async run(candidate, { otherKeyManagers }): Promise<Finding | undefined> {
    const others = (await otherKeyManagers()).filter(
      (other) => other.issuer === candidate.issuer && !isPredecessor(other, candidate),
    );
    if (others.length === 0) return undefined;
    return {
      found: others
        .map(({ name, id }) => `"${name}" (id ${id ?? "unknown"}) has it too`)
        .join(", "),
      expected: `only "${candidate.name}" with issuer ${candidate.issuer}`,
      remedy:
        "WSO2's gateway knows one Key Manager for an issuer, and removing either breaks both. " +
        "Delete the other one first.",
    };
  },
};

/** Whether an entry is the one that the candidate replaces: it has the same owner and resource. */
function isPredecessor(other: KeyManagerDocument, { ownership }: Candidate): boolean {
  const mark = parseMark(other.additionalProperties?.[ownerProperty]);
  return (
    mark?.owner === ownership?.owner && mark?.resource === ownership?.resource && mark !== undefined
  );
}

/** The preflight checks by the names with which they can be skipped, in the order of their run. */
export const preflightChecks = {
  login,
  permissions,
  issuer,
  signingKeys,
  uniqueIssuer,
} as const satisfies Record<PreflightCheckName, PreflightCheck>;
