import { fetchDiscoveryDocument } from "../../auth0/rest/authenticationApi";
import { explain } from "../../validation/validation";
import { hasUnknown } from "../provider/unknown";
import type { KeyManagersApi } from "./api";
import type { FieldValues, Imported, KeyManagerDeclaration } from "./args";
import { fields } from "./fields";

/** Fields that a discovery document can fill. */
export const importableFields = [
  "tokenEndpoint",
  "revokeEndpoint",
  "userInfoEndpoint",
  "authorizeEndpoint",
  "clientRegistrationEndpoint",
  "certificates",
] as const;

type Found = Partial<FieldValues>;

/**
 * What the discovery document says, where `importEndpoints` asks for it. What was imported before
 * stays as it is until `wellKnownEndpoint` changes, so that a run without changes asks nobody.
 *
 * @throws Error where the document cannot be had, is one of another issuer, or says what could not
 *   be declared
 */
export async function importFromDocument(
  olds: Partial<KeyManagerDeclaration>,
  { importEndpoints, wellKnownEndpoint, issuer, audience }: KeyManagerDeclaration,
  api: () => KeyManagersApi,
): Promise<Imported | undefined> {
  if (importEndpoints === undefined) return undefined;
  if (wellKnownEndpoint === undefined) {
    throw new Error("importEndpoints needs wellKnownEndpoint, the URL of the document.");
  }
  if (hasUnknown(wellKnownEndpoint)) return undefined;
  const imported =
    olds.imported?.from === wellKnownEndpoint
      ? olds.imported
      : await importNow(
          wellKnownEndpoint,
          hostsOf(wellKnownEndpoint, audience),
          api,
          importEndpoints,
        );
  // States of version 0.1 do not hold the issuer: it was compared when they were made.
  if (hasUnknown(issuer) || (imported.issuer ?? issuer) === issuer) return imported;
  throw new Error(
    `the document at ${wellKnownEndpoint} is that of issuer ${imported.issuer || "none"}, but issuer ` +
      `is ${issuer}. Tokens of another issuer are refused; correct one of the two.`,
  );
}

/**
 * @param hosts the tenant's: the management application's secret is sent to the token endpoint, so a
 *   document must not lead it elsewhere
 */
async function importNow(
  from: string,
  hosts: readonly string[],
  api: () => KeyManagersApi,
  how: "directly" | "byWso2",
): Promise<Imported> {
  const { issuer = "", ...found } = await (how === "byWso2"
    ? readByWso2(from, api())
    : readDirectly(from));
  const mistakes = importableFields.flatMap((field) =>
    found[field] === undefined
      ? []
      : explain(fields[field].schema, found[field]).map(({ reason }) => `${field} ${reason}`),
  );
  const { tokenEndpoint = from, certificates } = found;
  for (const url of [tokenEndpoint, certificates?.value ?? from]) {
    if (URL.canParse(url) && !hosts.includes(new URL(url).host)) {
      mistakes.push(`${url} is not on a host of the tenant (${hosts.join(", ")})`);
    }
  }
  if (mistakes.length === 0) return { from, issuer, fields: found };
  throw new Error(
    `the document at ${from} has values that cannot be used: ${mistakes.join("; ")}. Declare ` +
      "these fields, or correct wellKnownEndpoint.",
  );
}

function hostsOf(...urls: readonly string[]): string[] {
  return [...new Set(urls.filter((url) => URL.canParse(url)).map((url) => new URL(url).host))];
}

async function readDirectly(url: string): Promise<Found> {
  const document = await fetchDiscoveryDocument(url);
  return withoutMissing({
    issuer: document.issuer,
    tokenEndpoint: document.token_endpoint,
    revokeEndpoint: document.revocation_endpoint,
    userInfoEndpoint: document.userinfo_endpoint,
    authorizeEndpoint: document.authorization_endpoint,
    clientRegistrationEndpoint: document.registration_endpoint,
    certificates: document.jwks_uri && { type: "JWKS", value: document.jwks_uri },
  });
}

async function readByWso2(url: string, api: KeyManagersApi): Promise<Found> {
  const { valid, value } = await api.discover(url);
  if (!valid || value === null) {
    throw new Error(
      `WSO2 could not read the document at ${url}. It must be reachable from the server; ` +
        "importEndpoints: directly reads it from here.",
    );
  }
  const found = ["issuer" as const, ...importableFields].map((field) => [field, value[field]]);
  return withoutMissing(Object.fromEntries(found) as Record<string, unknown>);
}

function withoutMissing(values: Record<string, unknown>): Found {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== null),
  );
}
