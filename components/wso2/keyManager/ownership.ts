import type { AdminApi } from "../client/adminApi";
import type { KeyManagerInputs } from "./args";
import { changedFields, observe } from "./convergence";
import type { KeyManagerDocument } from "./model";

/** An entry that has the name that is to be created. */
export interface Namesake {
  id: string;
  live: KeyManagerDocument;
  /** Whether it may be taken over: it is this stack's own, or `adopt` says so. */
  mayBeTaken: boolean;
}

/** Looks for an entry of the declared name. */
export async function findNamesake(
  inputs: KeyManagerInputs,
  api: AdminApi,
): Promise<Namesake | undefined> {
  const existing = await api.findKeyManager(inputs.name);
  if (existing === undefined) return undefined;
  const live = await api.fetchKeyManager(existing.id);
  return { id: existing.id, live, mayBeTaken: inputs.adopt === true || isOurs(live, inputs) };
}

/**
 * Nobody but this stack puts its management application into an entry of this name, so it is what
 * a run that broke off has left.
 */
export function isOurs(
  live: KeyManagerDocument,
  { clientId }: Pick<KeyManagerInputs, "clientId">,
): boolean {
  return live.additionalProperties?.["client_id"] === clientId;
}

/** Why an entry is not taken over, and the two ways out. */
export function takenName({ id, live }: Namesake): string {
  return (
    `"${live.name}" is taken: WSO2 has a Key Manager of that name (id ${id}) that belongs to ` +
    "another Auth0 application. Set adopt: true to take it over, or choose another name."
  );
}

/** What taking an entry over will change, for the reader of a preview. */
export function describeAdoption({ id, live }: Namesake, inputs: KeyManagerInputs): string {
  // The secret of the entry cannot be seen, so it is written in any case.
  const changed = changedFields(observe({ ...inputs, clientSecret: "" }, live), inputs);
  return (
    `Takes over the Key Manager "${live.name}" that WSO2 has already (id ${id}). ` +
    `Will change: ${changed.join(", ")}.`
  );
}
