import { canonicalOf } from "../provider/fieldTable";
import { additionalIn, pick, withAdditional } from "../provider/additionalFields";
import { equal } from "../provider/canonicalValues";
import { markText, parseMark, type Mark } from "../../marks/mark";
import type { FieldValues } from "./args";
import { maskedSecret, ownerProperty, type KeyManagerDocument } from "./document";
import { fieldNames, fields, type FieldName } from "./fields";

/** Between declarations and WSO2's documents. */

type Declared = Partial<FieldValues>;
type Values = Record<string, unknown>;

/**
 * The fields as an entry has them. Of the connector properties, and of fields that are not known here,
 * those that are declared: others belong to somebody else.
 *
 * @param isConfirmed whether a masked secret is surely the declared one
 */
export function fieldsOfEntry(
  live: KeyManagerDocument,
  declared: Pick<Declared, "additionalProperties" | "additionalFields">,
  isConfirmed: boolean,
): Declared {
  const properties = live.additionalProperties ?? {};
  const { additionalProperties: managed = {} } = declared;
  const valueOf = (field: FieldName): unknown => {
    const { connectorProperty, secret } = fields[field];
    if (connectorProperty !== undefined) {
      const value = properties[connectorProperty] ?? null;
      if (!secret || value !== maskedSecret) return value;
      return isConfirmed ? undefined : "";
    }
    if (field === "additionalFields") return additionalIn(live, declared);
    if (field !== "additionalProperties") return (live as unknown as Values)[field];
    return pick(properties, (key) => Object.hasOwn(managed, key));
  };
  return Object.fromEntries(fieldNames.map((field) => [field, valueOf(field)]));
}

/**
 * The document that makes the server hold what is declared. What is not known here goes back as it
 * came.
 *
 * @param mark of its owner; none for an entry that is left to itself
 * @param live what the server holds, for an update
 * @param olds what was declared before, for an update: properties, and fields that are not known here, go
 *   when they are declared no longer
 */
export function toDocument(
  inputs: Declared,
  mark: Mark | undefined,
  live?: KeyManagerDocument,
  olds: Declared = {},
): KeyManagerDocument {
  const { additionalProperties: managed = {} } = olds;
  const document: Values = withAdditional({ ...live }, inputs, olds);
  const properties = pick(entryProperties(live), (key) => !Object.hasOwn(managed, key));
  // WSO2 adds it by itself, from a field of the entry.
  Reflect.deleteProperty(properties, "self_validate_jwt");
  for (const field of fieldNames) {
    const { connectorProperty, toWire } = fields[field];
    const value = canonicalOf(fields[field], inputs[field]);
    if (connectorProperty !== undefined) properties[connectorProperty] = value;
    else if (field === "additionalProperties") Object.assign(properties, value);
    else if (field === "additionalFields") continue;
    // What is left out of a document is none on the server.
    else if (value === null || !isSent(field, value, live)) Reflect.deleteProperty(document, field);
    else document[field] = toWire ? toWire(value) : value;
  }
  if (mark !== undefined) properties[ownerProperty] = markText(mark);
  return { ...document, additionalProperties: properties } as unknown as KeyManagerDocument;
}

/** The mark of an entry's owner, if it has one. */
export function markOfEntry({ additionalProperties }: KeyManagerDocument): Mark | undefined {
  return parseMark(additionalProperties?.[ownerProperty]);
}

/** An entry without the mark of an owner. */
export function entryWithoutMark(live: KeyManagerDocument): KeyManagerDocument {
  return { ...live, additionalProperties: entryProperties(live) };
}

/** Its connector properties, beside the mark. */
function entryProperties(live: KeyManagerDocument | undefined): Values {
  return pick(live?.additionalProperties ?? {}, (key) => key !== ownerProperty);
}

/** A server refuses fields that its release lacks, so a default goes only where they are known. */
function isSent(field: FieldName, value: unknown, live?: KeyManagerDocument): boolean {
  const { since, default: byDefault = null } = fields[field];
  if (since === undefined || (live !== undefined && field in live)) return true;
  return !equal(value as typeof byDefault, byDefault);
}
