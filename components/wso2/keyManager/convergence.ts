import { releases } from "../releases";
import { hasUnknown } from "../unknown";
import type { FieldValues } from "./args";
import { equal, type Canonical } from "./canonicalValues";
import { fieldNames, fields, type FieldName } from "./fields";
import { maskedSecret, type KeyManagerDocument } from "./model";

/**
 * What is declared, and what the server holds, field by field: the pure functions by which the
 * two are compared and brought together.
 */

/** Declared values by field; in a preview some are unknown yet. */
type Declared = Partial<FieldValues>;

type Properties = Record<string, unknown>;

/** Fields in which two declarations mean different things. Unknown values count as different. */
export function changedFields(olds: Declared, news: Declared): FieldName[] {
  return fieldNames.filter(
    (field) =>
      hasUnknown(news[field]) ||
      !equal(canonicalValue(field, olds[field]), canonicalValue(field, news[field])),
  );
}

/**
 * The declaration that would produce what the server holds: `declared`, with the fields that
 * differ on the server replaced. What WSO2 masks is taken from `declared`.
 */
export function observe(declared: Declared, live: KeyManagerDocument): FieldValues {
  const observed: Properties = {};
  for (const field of fieldNames) {
    const value = observeField(field, declared, live);
    if (value !== undefined) observed[field] = value;
  }
  return observed as unknown as FieldValues;
}

function observeField(field: FieldName, declared: Declared, live: KeyManagerDocument): unknown {
  const liveValue = liveValueOf(field, declared, live);
  // Releases that lack a field do not send it.
  if (liveValue === undefined) return declared[field];
  if (fields[field].secret && liveValue === maskedSecret) return declared[field];
  const canonical = fields[field].canonical(liveValue);
  if (equal(canonical, canonicalValue(field, declared[field]))) return declared[field];
  // Nothing on the server: in a declaration that is an empty text, as no text means the default.
  return canonical ?? "";
}

function liveValueOf(field: FieldName, declared: Declared, live: KeyManagerDocument): unknown {
  const connectorProperties = live.additionalProperties ?? {};
  const key = fields[field].connectorProperty;
  if (key !== undefined) return connectorProperties[key] ?? null;
  if (field === "additionalProperties") {
    const managed = Object.keys(declared[field] ?? {});
    return pick(connectorProperties, (property) => managed.includes(property));
  }
  return (live as unknown as Properties)[field];
}

/**
 * The document that makes the server hold what is declared.
 *
 * @param live what the server holds, for an update
 * @param olds what was declared before, for an update: properties that are declared no longer go
 */
export function toDocument(
  inputs: FieldValues,
  live?: KeyManagerDocument,
  olds: Declared = {},
): KeyManagerDocument {
  const document: Properties = { type: "Auth0" };
  const connectorProperties = { ...unmanagedProperties(live, olds) };
  for (const field of fieldNames) {
    const { connectorProperty, toWire } = fields[field];
    const value = canonicalValue(field, inputs[field]);
    if (connectorProperty !== undefined) connectorProperties[connectorProperty] = value;
    else if (field === "additionalProperties") Object.assign(connectorProperties, value);
    // What is left out of a document is none on the server.
    else if (value !== null && isSent(field, inputs, live)) {
      document[field] = toWire ? toWire(value) : value;
    }
  }
  return {
    ...document,
    additionalProperties: connectorProperties,
  } as unknown as KeyManagerDocument;
}

/** A server refuses fields that its release lacks, so one that is not declared goes only where it is known. */
function isSent(field: FieldName, inputs: Declared, live?: KeyManagerDocument): boolean {
  if (inputs[field] !== undefined || fields[field].since === releases[0]) return true;
  return live !== undefined && field in live;
}

/** Connector properties that somebody else has put there; an update must not drop them. */
function unmanagedProperties(live: KeyManagerDocument | undefined, olds: Declared): Properties {
  const managed = Object.keys(olds.additionalProperties ?? {});
  return pick(
    live?.additionalProperties ?? {},
    // WSO2 adds this one by itself, from a field of the entry.
    (property) => property !== "self_validate_jwt" && !managed.includes(property),
  );
}

function canonicalValue(field: FieldName, value: unknown): Canonical {
  const { canonical, default: byDefault = null } = fields[field];
  return value === undefined || value === null ? byDefault : canonical(value);
}

function pick(properties: Properties, choose: (key: string) => boolean): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([key]) => choose(key)));
}
