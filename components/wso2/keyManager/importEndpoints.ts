import { fetchDiscoveryDocument } from "../../auth0/authenticationApi";
import type { AdminApi } from "../client/adminApi";
import type { FieldValues, KeyManagerInputs } from "./args";
import { changedFields } from "./convergence";

/** Fields that a discovery document can fill. */
export const importableFields = [
  "tokenEndpoint",
  "revokeEndpoint",
  "userInfoEndpoint",
  "authorizeEndpoint",
  "clientRegistrationEndpoint",
  "certificates",
] as const;

type Imported = Partial<FieldValues>;

/**
 * What the discovery document says, where `importEndpoints` asks for it. What was imported before
 * stays as it is until `wellKnownEndpoint` changes, so that a run without changes asks nobody.
 *
 * @throws Error where the document cannot be had, or is one of another issuer
 */
export async function importFromDocument(
  olds: Partial<KeyManagerInputs>,
  { importEndpoints, wellKnownEndpoint, issuer }: KeyManagerInputs,
  api: () => AdminApi,
): Promise<KeyManagerInputs["imported"]> {
  if (importEndpoints === undefined) return undefined;
  if (wellKnownEndpoint === undefined) {
    throw new Error("importEndpoints needs wellKnownEndpoint, the URL of the document.");
  }
  if (olds.imported?.from === wellKnownEndpoint) return olds.imported;
  const { issuer: found, ...imported } =
    importEndpoints === "byWso2"
      ? await readByWso2(wellKnownEndpoint, api())
      : await readDirectly(wellKnownEndpoint);
  if (found !== issuer) {
    throw new Error(
      `the document at ${wellKnownEndpoint} is that of issuer ${found ?? "none"}, but issuer is ` +
        `${issuer}. Tokens of another issuer are refused; correct one of the two.`,
    );
  }
  return { from: wellKnownEndpoint, fields: imported };
}

/** The declaration with what was imported for the fields that are not declared. */
export function withImported({ imported, ...declared }: KeyManagerInputs): KeyManagerInputs {
  return { ...imported?.fields, ...declared };
}

/** A state as it was observed, without the fields that were imported and are still as they were. */
export function withoutImported(
  observed: KeyManagerInputs,
  before: KeyManagerInputs,
): KeyManagerInputs {
  const imported = before.imported?.fields ?? {};
  const drifted: readonly string[] = changedFields(imported, observed);
  const kept = Object.entries(observed).filter(
    ([name]) => !(name in imported) || name in before || drifted.includes(name),
  );
  return Object.fromEntries(kept) as unknown as KeyManagerInputs;
}

async function readDirectly(url: string): Promise<Imported> {
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

async function readByWso2(url: string, api: AdminApi): Promise<Imported> {
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

function withoutMissing(values: Record<string, unknown>): Imported {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== null),
  );
}
