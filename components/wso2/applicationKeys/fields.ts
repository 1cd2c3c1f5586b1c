import { z } from "zod";
import { clientNameFault, clientRules } from "../../auth0/rest/clientRules";
import { text, trueOrFalse, type Mistake } from "../../validation/validation";
import { flag, properties, set, trimmedText } from "../provider/canonicalValues";
import type { FieldTable } from "../provider/fieldTable";
import { hasUnknown } from "../provider/unknown";
import type { KeysDeclaration } from "./args";

const immutable = { canonical: trimmedText, immutable: true } as const;
const optional = { canonical: trimmedText, default: null } as const;

const management = z.strictObject({
  tokenEndpoint: text(2000),
  clientId: text(500),
  clientSecret: text(500),
  audience: text(2000),
});

/** Every field of an application's keys. */
export const keyFields: FieldTable<KeysDeclaration> = {
  applicationId: { ...immutable, schema: text(100) },
  applicationName: { schema: text(100), canonical: trimmedText, option: true },
  keyManager: { ...immutable, schema: text(100) },
  keyType: { ...immutable, schema: z.enum(["PRODUCTION", "SANDBOX"]), default: "PRODUCTION" },
  mode: { ...immutable, schema: z.enum(["generate", "map"]), default: "generate" },
  adopt: { schema: trueOrFalse, default: false, canonical: flag, option: true },
  grantTypes: {
    schema: clientRules.grantTypes,
    default: ["client_credentials"],
    canonical: set,
  },
  callbackUrl: { ...optional, schema: clientRules.callbackUrl },
  appType: {
    schema: z.enum(["regular_web", "native", "spa", "non_interactive"]),
    default: "non_interactive",
    canonical: trimmedText,
  },
  tokenEndpointAuthMethod: {
    schema: z.enum(["client_secret_basic", "client_secret_post"]),
    default: "client_secret_basic",
    canonical: trimmedText,
  },
  audience: { ...immutable, schema: text(600), default: null },
  scopes: {
    schema: z.tuple([z.literal("default")], { error: 'the list ["default"]' }),
    default: ["default"],
    canonical: set,
  },
  secretVersion: { ...optional, schema: text(200) },
  management: {
    schema: management,
    default: null,
    canonical: properties,
    secret: true,
    option: true,
  },
  clientId: { ...immutable, schema: text(500), default: null },
  clientSecret: { ...optional, schema: text(500), secret: true, option: true },
};

/** Fields that the client in Auth0 has, where WSO2 makes it. */
export const clientFields = [
  "grantTypes",
  "callbackUrl",
  "appType",
  "tokenEndpointAuthMethod",
  "audience",
] as const;

/** What each mode needs and what it cannot do with. */
const modes = {
  generate: {
    needs: ["management"],
    refuses: ["clientId", "clientSecret"],
    reason: "belongs to mode map: WSO2 creates the client here",
  },
  map: {
    needs: ["clientId", "clientSecret"],
    refuses: [...clientFields, "scopes", "secretVersion"],
    reason: "belongs to mode generate: in mode map the existing client decides",
  },
} as const;

/** Fields that belong to the other mode. */
export function fieldsOfOtherMode({ mode = "generate" }: KeysDeclaration): readonly string[] {
  return modes[mode].refuses;
}

/** Mistakes that no single field has. Values that are unknown yet pass. */
export function modeMistakes(declaration: KeysDeclaration): Mistake[] {
  const { mode = "generate" } = declaration;
  if (!(mode in modes)) return [];
  const { needs, refuses, reason } = modes[mode];
  return [
    ...needs
      .filter((field) => declaration[field] === undefined)
      .map((field) => ({ path: [field], reason: `is missing; mode ${mode} needs it` })),
    ...refuses
      .filter((field) => declaration[field] !== undefined)
      .map((field) => ({ path: [field], reason })),
    ...(mode === "generate"
      ? [...nameMistakes(declaration), ...callbackMistakes(declaration)]
      : []),
  ];
}

/** WSO2's connector makes the client's name of that of the application. */
function nameMistakes({ applicationName }: KeysDeclaration): Mistake[] {
  const reason = clientNameFault(applicationName);
  return reason === undefined ? [] : [{ path: ["applicationName"], reason }];
}

function callbackMistakes({ grantTypes, callbackUrl }: KeysDeclaration): Mistake[] {
  if (hasUnknown(grantTypes) || !Array.isArray(grantTypes) || callbackUrl !== undefined) return [];
  const interactive = grantTypes.filter((type) => /^(authorization_code|implicit)$/.test(type));
  if (interactive.length === 0) return [];
  return [{ path: ["callbackUrl"], reason: `is missing; ${interactive.join(", ")} needs it` }];
}
