import { z } from "zod";
import { clientRowEntries, clientRows, type ClientRow } from "../../auth0/rest/clientRows";
import { text, trueOrFalse } from "../../validation/validation";
import { properties } from "../provider/canonicalValues";
import type { Field } from "../provider/fieldTable";
import { additionalFieldsRow } from "../provider/additionalFields";

/** A field of keys, with all that depends on where their client comes from. */
export interface KeysField extends Field, Partial<Omit<ClientRow, keyof Field | "mode">> {
  /** The mode whose keys have it, and need it where it has no default. Default: both. */
  readonly mode?: "generate" | "map";
  /** Why the other mode does not have it. */
  readonly elsewhere?: string;
  /** Whether it follows from where keys are declared, so that no config names it. */
  readonly isGiven?: true;
}

const given = { immutable: true, isGiven: true } as const;

/** What WSO2 calls the fields that have another name here, and what it decides by itself. */
const namesInWso2 = [
  ...clientRowEntries.flatMap(([, { document }]) => (document ? Object.values(document) : [])),
  ...["keyMappingId", "keyState", "consumerKey", "consumerSecret", "additionalProperties"],
  ...["validityTime", "groupId", "token", "consumerSecrets"],
];

/** Every field of an application's keys, with all that is known of it. */
export const keyRows = {
  /** Id of the application. Changing it replaces the keys. */
  applicationId: { ...given, schema: text(100) },
  /** Name of the application, by which the keys are named where something is said of them. */
  applicationName: { schema: text(100), option: true, isGiven: true },
  /** Name of the Key Manager. Changing it replaces the keys. */
  keyManager: { ...given, schema: text(100) },
  /**
   * What the keys are for. Changing it replaces them.
   *
   * @default "PRODUCTION"
   */
  keyType: { ...given, schema: z.enum(["PRODUCTION", "SANDBOX"]), default: "PRODUCTION" },
  /**
   * Where the Auth0 client comes from: WSO2's connector creates it (`generate`), as in WSO2's guide, or
   * it exists, or is made by this stack, and WSO2 is told its id (`map`). Changing it replaces the keys.
   *
   * @default "generate"
   */
  mode: { immutable: true, schema: z.enum(["generate", "map"]), default: "generate" },
  /**
   * Takes over keys that the application has already. `pulumi destroy` leaves those of an adopted
   * application where they are; mapped ones with this option alone, as nothing tells them from those
   * that this stack has made.
   *
   * @default false
   */
  adopt: { schema: trueOrFalse, default: false, option: true },
  ...clientRows,
  /**
   * Scopes of that grant: WSO2's connector grants this one alone, so others are drift.
   *
   * @default ["default"]
   */
  scopes: {
    schema: z.tuple([z.literal("default")], { error: 'the list ["default"]' }),
    default: ["default"],
    mode: "generate",
    isGiven: true,
  },
  /**
   * Any text; changing it regenerates the consumer secret.
   *
   * @default none
   */
  secretVersion: {
    schema: text(200),
    default: null,
    mode: "generate",
    elsewhere: "the secret of a mapped client is rotated in Auth0",
  },
  /**
   * Fields of a later release of WSO2 that this module does not know, by the names of its REST API. They
   * are sent and compared as they are declared.
   *
   * @default {}
   */
  additionalFields: {
    ...additionalFieldsRow((name): boolean => Object.hasOwn(keyFields, name), namesInWso2),
    mode: "generate",
    elsewhere: "WSO2 takes the client of mapped keys as it is",
  },
  /**
   * The application with which WSO2 calls the Management API. With it the client in Auth0 is marked
   * as this resource's, and what a failed generation leaves there is found and removed.
   *
   * @default none: what only Auth0 tells of the client is not seen
   */
  management: {
    schema: z.strictObject({
      tokenEndpoint: text(2000),
      clientId: text(500),
      clientSecret: text(500),
      audience: text(2000),
    }),
    canonical: properties,
    secret: true,
    secretMembers: ["clientSecret"],
    option: true,
    default: null,
    mode: "generate",
    isGiven: true,
  },
  /**
   * Where the tokens come from, if another stack declares the Key Manager: keys stay there.
   *
   * @default none: this stack declares the Key Manager
   */
  reference: {
    schema: z.strictObject({ issuer: text(2000), domain: text(300) }),
    canonical: properties,
    option: true,
    default: null,
    isGiven: true,
  },
  /** Client ID of the Auth0 application. Changing it replaces the keys. */
  clientId: { ...given, schema: text(500), mode: "map" },
  /** Its client secret. */
  clientSecret: {
    schema: text(500),
    secret: true,
    option: true,
    mode: "map",
    isGiven: true,
  },
} as const satisfies Readonly<Record<string, KeysField>>;

type Rows = typeof keyRows;

/** The same, as the life cycle needs it. */
export const keyFields: Readonly<Record<keyof Rows, KeysField>> = keyRows;

/** Every field of keys with its name. */
export const keyFieldEntries = Object.entries(keyFields) as [keyof Rows, KeysField][];

/** Names of the fields of keys that are known here. */
export const namesOfKeys: readonly string[] = [...Object.keys(keyFields), ...namesInWso2];
