import type { KeyManagersApi } from "./api";
import type { KeyManagerDeclaration } from "./args";
import { fieldNames, fields, sinceOf, type FieldName } from "./fields";
import { canonicalOf } from "../provider/fieldTable";
import { equal } from "../provider/canonicalValues";

/** Where a field may come from without being declared. */
const wayOut: Partial<Record<FieldName, string>> = {
  displayTokenEndpoint:
    "Remove it, and customDomain where that is set: this server gives applications its own " +
    "token endpoint, which must be at the tenant's own domain",
};

/**
 * Names the declared fields that the server's release lacks. The server is asked only where a
 * field is declared that not every release has, and was not declared before.
 */
export async function missingFields(
  olds: Partial<KeyManagerDeclaration>,
  news: KeyManagerDeclaration,
  api: () => KeyManagersApi,
): Promise<string[]> {
  const doubtful = fieldNames.filter(
    (field) =>
      fields[field].since !== undefined &&
      news[field] !== undefined &&
      !equal(canonicalOf(fields[field], olds[field]), canonicalOf(fields[field], news[field])),
  );
  if (doubtful.length === 0) return [];
  const known = await api().knownFields();
  return doubtful
    .filter((field) => known !== undefined && !known.includes(field))
    .map(
      (field) =>
        `${field} exists from WSO2 API Manager ${sinceOf(field)} on, and this server is older. ` +
        (wayOut[field] ?? "Remove it"),
    );
}
