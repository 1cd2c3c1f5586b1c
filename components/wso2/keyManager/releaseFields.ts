import type { AdminApi } from "../client/adminApi";
import type { KeyManagerInputs } from "./args";
import { fieldNames, fields } from "./fields";
import { releases } from "../releases";

/**
 * Names the declared fields that the server's release lacks. The server is asked only where a
 * field is declared that not every release has, and was not declared before.
 */
export async function missingFields(
  olds: Partial<KeyManagerInputs>,
  news: KeyManagerInputs,
  api: () => AdminApi,
): Promise<{ property: string; reason: string }[]> {
  const doubtful = fieldNames.filter(
    (field) =>
      fields[field].since !== releases[0] && news[field] !== undefined && olds[field] === undefined,
  );
  if (doubtful.length === 0) return [];
  const known = await api().knownFields();
  return doubtful
    .filter((field) => known !== undefined && !known.includes(field))
    .map((field) => ({
      property: field,
      reason: `exists from WSO2 API Manager ${fields[field].since} on, and this server is older. Remove it`,
    }));
}
