import type { z } from "zod";
import { explain, type Mistake } from "../validation";
import { equal, type Canonical } from "./keyManager/canonicalValues";
import { hasUnknown } from "./unknown";

/** What the code needs to know about a field of a declaration. */
export interface Field {
  /** What may be declared. */
  readonly schema: z.ZodType;
  /** Canonical value where nothing is declared; `undefined` where a declaration is required. */
  readonly default?: Canonical;
  /** Brings a declared or a live value into the form in which values are compared. */
  readonly canonical: (value: unknown) => Canonical;
  /** WSO2 refuses a change, so a change replaces the resource. */
  readonly immutable?: true;
  /** Never shown. */
  readonly secret?: true;
  /** How to do things, or with what; nothing that could differ on a server. */
  readonly option?: true;
}

/** The facts of every field of a kind of resource. */
export type FieldTable<Declaration> = { readonly [Name in keyof Declaration]-?: Field };

/** The declaration in a state, without what WSO2 has added. */
export function declarationIn<Declaration extends object>(
  table: FieldTable<Declaration>,
  state: Declaration,
): Declaration {
  const declared = Object.entries(state).filter(([name]) => name in table);
  return Object.fromEntries(declared) as Declaration;
}

/** Lists every mistake in a declaration. Values that are unknown yet pass. */
export function mistakesIn<Declaration extends object>(
  kind: string,
  table: FieldTable<Declaration>,
  declaration: object,
): Mistake[] {
  const values = declaration as Record<string, unknown>;
  const names = Object.keys(table);
  const strangers = Object.keys(values).filter(
    (name) => values[name] !== undefined && !names.includes(name),
  );
  return strangers
    .map((name) => ({
      path: [name],
      reason: `is not a field of ${kind}, which has: ${names.join(", ")}`,
    }))
    .concat(
      Object.entries<Field>(table).flatMap(([name, field]) =>
        mistakesAt(name, field, values[name]),
      ),
    );
}

function mistakesAt(name: string, field: Field, value: unknown): Mistake[] {
  const { schema, default: byDefault, secret = false } = field;
  if (hasUnknown(value) || (value === undefined && byDefault !== undefined)) return [];
  return explain(schema, value, secret ? { secrets: [""] } : {}).map(({ path, reason }) => ({
    path: [name, ...path],
    reason,
  }));
}

/** The value of a field in canonical form. */
export function canonicalOf(field: Field, value: unknown): Canonical {
  return value === undefined || value === null ? (field.default ?? null) : field.canonical(value);
}

/** Fields in which two declarations mean different things. Unknown values count as different. */
export function differences<Declaration extends object>(
  table: FieldTable<Declaration>,
  olds: Partial<Declaration>,
  news: Partial<Declaration>,
): (keyof Declaration & string)[] {
  const [before, after] = [olds, news] as Record<string, unknown>[];
  return Object.entries<Field>(table)
    .filter(
      ([name, field]) =>
        hasUnknown(after?.[name]) ||
        !equal(canonicalOf(field, before?.[name]), canonicalOf(field, after?.[name])),
    )
    .map(([name]) => name as keyof Declaration & string);
}

/**
 * `declared` with the fields that differ in `live` replaced. Fields that `live` lacks are kept, as
 * are those that say nothing about the server.
 */
export function observed<Declaration extends object>(
  table: FieldTable<Declaration>,
  declared: Declaration,
  live: Partial<Declaration>,
): Declaration {
  const changed = differences(table, declared, { ...declared, ...live });
  return {
    ...declared,
    ...Object.fromEntries(
      changed
        .filter((name) => name in live && table[name].option !== true)
        // Nothing on the server: in a declaration that is an empty text, as none means the default.
        .map((name) => [name, table[name].canonical(live[name]) ?? ""]),
    ),
  };
}
