import type { GeneratedKeysDeclaration, KeysValues, MappedKeysDeclaration } from "./args";
import { complete, type Condition } from "./condition";
import type {
  ApplicationKey,
  GenerateKeysRequest,
  KeyType,
  MapKeysRequest,
  UpdateKeysRequest,
} from "./document";
import { equal } from "../provider/canonicalValues";
import { canonicalOf } from "../provider/fieldTable";
import { additionalIn, unknownIn, withAdditional } from "../provider/additionalFields";
import { keyFieldEntries, namesOfKeys, type KeysField } from "./fields";

/** Between declarations and WSO2's documents. */

type Values = Readonly<Record<string, unknown>>;

export function keyTypeOf({ keyType }: Pick<KeysValues, "keyType">): KeyType {
  return keyType ?? "PRODUCTION";
}

export function toGenerateRequest(
  inputs: GeneratedKeysDeclaration,
  callbackUrl: string,
): GenerateKeysRequest {
  return {
    ...inputs.additionalFields,
    ...place(inputs),
    ...valuesBy(({ document }) => document?.request, inputs),
    callbackUrl,
    // Neither has an effect with Auth0; releases differ in whether they can do without.
    scopes: ["default"],
    validityTime: "3600",
    additionalProperties: connectorProperties(inputs),
  } as GenerateKeysRequest;
}

export function toUpdateRequest(
  inputs: GeneratedKeysDeclaration,
  key: ApplicationKey,
  olds: Partial<GeneratedKeysDeclaration>,
): UpdateKeysRequest {
  const { keyMappingId, consumerKey } = key;
  return {
    ...withAdditional(unknownIn(key, namesOfKeys), inputs, olds),
    ...{ keyMappingId, ...place(inputs), consumerKey },
    ...valuesBy(({ document }) => document?.keys, inputs),
    additionalProperties: connectorProperties(inputs),
  } as UpdateKeysRequest;
}

export function toMapRequest(inputs: MappedKeysDeclaration): MapKeysRequest {
  const { clientId: consumerKey, clientSecret: consumerSecret } = inputs;
  return { ...place(inputs), consumerKey, consumerSecret };
}

/** What keys an application has but once. */
const place = (inputs: KeysValues) => ({
  keyType: keyTypeOf(inputs),
  keyManager: inputs.keyManager,
});

/** All are always sent: without the audience the connector breaks after it has made a client. */
function connectorProperties(inputs: GeneratedKeysDeclaration): Record<string, string> {
  return valuesBy(({ connectorProperty }) => connectorProperty, inputs) as Record<string, string>;
}

/** What is declared of the fields that have a name elsewhere, by that: their default, or "", where nothing is. */
function valuesBy(
  nameOf: (field: KeysField) => string | undefined,
  inputs: GeneratedKeysDeclaration,
): Values {
  return Object.fromEntries(
    keyFieldEntries.flatMap(([name, field]) => {
      const key = nameOf(field);
      return key === undefined ? [] : [[key, inputs[name] ?? field.default ?? ""]];
    }),
  );
}

/** What an answer says of the client of generated keys, and of declared fields that are not known here. */
export function clientIn(
  key: ApplicationKey,
  declared: Pick<GeneratedKeysDeclaration, "additionalFields">,
): Partial<GeneratedKeysDeclaration> {
  const properties = key.additionalProperties;
  // Where there is none yet, or the Key Manager is not loaded.
  if (properties === null) return {};
  const client = Object.fromEntries(
    keyFieldEntries.flatMap(([name, { document, connectorProperty }]) => {
      if (document !== undefined) {
        const value = (key as unknown as Values)[document.keys] ?? "";
        // The connector of release 4.0 joins grant types with commas.
        return [[name, Array.isArray(value) ? value.join().split(",") : value]];
      }
      // The connector of release 4.0 does not tell the audience.
      return connectorProperty === undefined ? [] : [[name, properties[connectorProperty]]];
    }),
  );
  return { ...client, additionalFields: additionalIn(key, declared) };
}

/** Properties of Auth0's client that hold what is declared and WSO2's connector does not know. */
export function propertiesDeclared(inputs: GeneratedKeysDeclaration): string[] {
  return Object.keys(propertiesToWrite(inputs, {}));
}

/**
 * What is to be written there. What is not declared, and was not before, is left as it is.
 *
 * @param seen fields as Auth0 has them, where they were looked at
 */
export function propertiesToWrite(inputs: GeneratedKeysDeclaration, seen: Values): Values {
  return Object.fromEntries(
    fieldsInAuth0.flatMap(([name, property, field]) => {
      const value = canonicalOf(field, inputs[name]);
      return equal(value, canonicalOf(field, seen[name])) ? [] : [[property, value ?? ""]];
    }),
  );
}

/** What Auth0's client says of such fields that are declared. */
export function fieldsOfClient(inputs: GeneratedKeysDeclaration, client: Values): Values {
  const declared = propertiesDeclared(inputs);
  return Object.fromEntries(
    fieldsInAuth0
      .filter(([, property]) => declared.includes(property))
      .map(([name, property]) => [name, client[property] ?? ""]),
  );
}

const fieldsInAuth0 = keyFieldEntries.flatMap(([name, field]) =>
  field.clientProperty === undefined ? [] : [[name, field.clientProperty, field] as const],
);

/** What a row of WSO2's table says; `failed` is what a generation that failed has left. */
export function conditionOf(key: ApplicationKey): Condition | "failed" {
  if (key.consumerKey !== null && key.consumerKey !== "") return complete;
  if (key.keyState === "CREATED") return "waitsForApproval";
  return key.keyState === "REJECTED" ? "rejected" : "failed";
}

/**
 * What WSO2's connector calls the client that it makes: the user without the domain of a tenant, where
 * a user store other than the primary one is joined by "_", then application and type.
 */
export function clientNameFor(
  { name, owner }: { name: string; owner: string },
  keyType: KeyType,
): string {
  const user = owner.replace(/@[^@]*$/, "");
  const isPrimary = /^(PRIMARY)?\//i.test(user);
  return `${isPrimary ? user : user.replaceAll("/", "_")}${name}_${keyType}`;
}
