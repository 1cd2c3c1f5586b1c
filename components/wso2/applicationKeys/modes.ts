import { clientRowEntries } from "../../auth0/rest/clientRows";
import { clientNameFault } from "../../auth0/rest/clientRules";
import type { Mistake } from "../../validation/validation";
import { hasUnknown } from "../provider/unknown";
import type { KeysValues } from "./args";
import { keyFieldEntries, type KeysField } from "./fields";

/** Why a mode does not have the fields of the other one. */
const reasons = {
  generate: "belongs to mode map: WSO2 creates the client here",
  map: "belongs to mode generate: in mode map the existing client decides",
};

/** Fields that one mode alone has. */
export const fieldsOfOneMode = namesOf(({ mode }) => mode !== undefined);

/** Fields that belong to the other mode. */
export function fieldsOfOtherMode({ mode: chosen = "generate" }: KeysValues): string[] {
  return namesOf(({ mode = chosen }) => mode !== chosen);
}

/** Mistakes that no single field has. Values that are unknown yet pass. */
export function modeMistakes(declaration: KeysValues): Mistake[] {
  const { mode = "generate", applicationName } = declaration;
  if (!(mode in reasons)) return [];
  const isSaid = (name: string) => declaration[name as keyof KeysValues] !== undefined;
  const needed = namesOf((field) => field.mode === mode && field.default === undefined);
  const nameFault = mode === "generate" ? clientNameFault(applicationName) : undefined;
  return [
    ...needed
      .filter((name) => !isSaid(name))
      .map((name) => ({ path: [name], reason: `is missing; mode ${mode} needs it` })),
    ...fieldsOfOtherMode(declaration)
      .filter(isSaid)
      .map((name) => ({ path: [name], reason: reasons[mode] })),
    // WSO2's connector makes the client's name of that of the application.
    ...(mode === "generate" && declaration.management === undefined ? unwritable(declaration) : []),
    ...(nameFault === undefined ? [] : [{ path: ["applicationName"], reason: nameFault }]),
    ...(mode === "generate" ? callbackMistakes(declaration) : []),
  ];
}

/** Fields that only Auth0 takes, which nobody can write there without a login. */
export function unwritable(declaration: object): Mistake[] {
  const declared = declaration as Readonly<Record<string, unknown>>;
  return clientRowEntries
    .filter(
      ([name, { clientProperty }]) => clientProperty !== undefined && declared[name] !== undefined,
    )
    .map(([name]) => ({
      path: [name],
      reason:
        "can be written in Auth0 alone, for which this stack has no login: declare mode map, or leave it out",
      remedy: "remove",
    }));
}

/** Grant types with which users come back need a place for that. */
export function callbackMistakes({
  grantTypes,
  callbackUrl,
}: {
  readonly grantTypes?: unknown;
  readonly callbackUrl?: unknown;
}): Mistake[] {
  if (hasUnknown(grantTypes) || !Array.isArray(grantTypes) || callbackUrl !== undefined) return [];
  const interactive = grantTypes.filter((type) =>
    /^(authorization_code|implicit)$/.test(String(type)),
  );
  if (interactive.length === 0) return [];
  return [{ path: ["callbackUrl"], reason: `is missing; ${interactive.join(", ")} needs it` }];
}

function namesOf(isMeant: (field: KeysField) => boolean): string[] {
  return keyFieldEntries.filter(([, field]) => isMeant(field)).map(([name]) => name);
}
