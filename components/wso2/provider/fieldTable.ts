import type { z } from "zod";
import { explain, type Mistake } from "../../validation/validation";
import type { Release } from "../rest/releases";
import { equal, flag, set, trimmedText, type Canonical } from "./canonicalValues";
import { hasUnknown } from "./unknown";

/** What the code needs to know about a field of a declaration. */
export interface Field {
  /** What may be declared. */
  readonly schema: z.ZodType;
  /** Canonical value where nothing is declared; `undefined` where a declaration is required. */
  readonly default?: Canonical;
  /**
   * Brings a declared or a live value into the form in which values are compared. Default: by the
   * default, that of a list is a set, that of a boolean a flag, and any other a trimmed text.
   */
  readonly canonical?: (value: unknown) => Canonical;
  /** From canonical form into WSO2's. Default: as it is. */
  readonly toWire?: (value: Canonical) => unknown;
  /** First release whose API has the field. Default: all have it. */
  readonly since?: Release;
  /** WSO2 refuses a change, so a change replaces the resource. */
  readonly immutable?: true;
  /** Never shown. */
  readonly secret?: true;
  /** Which of its members are secrets, or that any text in it may be one. Default: a secret is one itself. */
  readonly secretMembers?: readonly string[] | "any";
  /** How to do things, or with what; nothing that could differ on a server. */
  readonly option?: true;
}

/** The facts of every field of a kind of resource. */
export type FieldTable<Declaration> = { readonly [Name in keyof Declaration]-?: Field };

type Values = Record<string, unknown>;

/** Lists every mistake in a declaration. Values that are unknown yet pass. */
export function mistakesIn<Declaration extends object>(
  noun: string,
  table: FieldTable<Declaration>,
  declaration: object,
  { optional = [] }: { optional?: readonly string[] } = {},
): Mistake[] {
  const values = declaration as Values;
  const names = Object.keys(table);
  const strangers = Object.keys(values).filter(
    (name) => values[name] !== undefined && !names.includes(name),
  );
  return strangers
    .map((name): Mistake => ({
      path: [name],
      reason: `is not a field of ${noun}, which has: ${names.join(", ")}`,
      remedy: "remove",
    }))
    .concat(
      Object.entries<Field>(table).flatMap(([name, field]) => {
        const mayBeLeftOut = field.default !== undefined || optional.includes(name);
        return values[name] === undefined && mayBeLeftOut
          ? []
          : mistakesAt(name, field, values[name]);
      }),
    );
}

function mistakesAt(name: string, { schema, secret }: Field, value: unknown): Mistake[] {
  if (hasUnknown(value)) return [];
  return explain(schema, value, secret ? { secrets: [""] } : {}).map((mistake) => ({
    ...mistake,
    path: [name, ...mistake.path],
  }));
}

/**
 * A declaration with every default said, so that a change by hand shows what it goes back to. No
 * text is an empty text then.
 *
 * @param inapplicable fields that make no sense in this declaration
 */
export function withDefaults<Declaration extends object>(
  table: FieldTable<Declaration>,
  declared: Declaration,
  inapplicable: readonly string[] = [],
): Declaration {
  const defaults = Object.entries<Field>(table)
    .filter(([name, field]) => field.default !== undefined && !inapplicable.includes(name))
    .filter(([, field]) => field.option !== true)
    .map(([name, field]) => [name, field.default ?? ""]);
  return { ...(Object.fromEntries(defaults) as Declaration), ...withoutUndefined(declared) };
}

/** What is said of a declaration. */
export function withoutUndefined<Declaration extends object>(declared: Declaration): Declaration {
  const said = Object.entries(declared).filter(([, value]) => value !== undefined);
  return Object.fromEntries(said) as Declaration;
}

/** The declaration in a state, without what else is kept there. */
export function declarationIn<Declaration extends object>(
  table: FieldTable<Declaration>,
  state: Partial<Declaration>,
): Declaration {
  const declared = Object.entries(state).filter(([name]) => Object.hasOwn(table, name));
  return Object.fromEntries(declared) as Declaration;
}

/** The value of a field in canonical form. */
export function canonicalOf(field: Field, value: unknown): Canonical {
  return value === undefined || value === null
    ? (field.default ?? null)
    : canonicalFormOf(field)(value);
}

/** How the values of a field are brought into canonical form. */
export function canonicalFormOf({
  canonical,
  default: byDefault,
}: Field): (value: unknown) => Canonical {
  if (canonical !== undefined) return canonical;
  if (Array.isArray(byDefault)) return set;
  return typeof byDefault === "boolean" ? flag : trimmedText;
}

/** Names of the fields that are never shown. */
export function secretFields(table: Readonly<Record<string, Field>>): string[] {
  return Object.keys(table).filter((name) => table[name]?.secret === true);
}

/**
 * Texts that nobody may repeat of what a state or a declaration holds.
 *
 * @param added names of secrets that are not in the table; in an object it tells which they are
 */
export function secretTextsIn(
  table: Readonly<Record<string, Field>>,
  values: object,
  added: readonly string[] = [],
): string[] {
  return Object.entries(values as Values).flatMap(([name, value]) => {
    if (added.includes(name)) return isObject(value) ? secretTextsIn(table, value) : textsIn(value);
    const { secret, secretMembers } = table[name] ?? {};
    if (secretMembers === undefined) return secret ? textsIn(value) : [];
    if (secretMembers === "any" || !isObject(value)) return textsIn(value);
    return secretMembers.flatMap((member) => textsIn((value as Values)[member]));
  });
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

function textsIn(value: unknown): string[] {
  if (isObject(value)) return Object.values(value).flatMap(textsIn);
  return typeof value === "string" ? [value] : [];
}

/** Fields in which two declarations mean different things. Unknown values count as different. */
export function differences<Declaration extends object>(
  table: FieldTable<Declaration>,
  olds: Partial<Declaration>,
  news: Partial<Declaration>,
): (keyof Declaration & string)[] {
  const [before, after] = [olds, news] as [Values, Values];
  return Object.entries<Field>(table)
    .filter(
      ([name, field]) =>
        hasUnknown(after[name]) ||
        !equal(canonicalOf(field, before[name]), canonicalOf(field, after[name])),
    )
    .map(([name]) => name as keyof Declaration & string);
}

/**
 * `declared` with the fields that differ in `live` replaced, and every default said. Fields that
 * `live` lacks are kept, as are those that say nothing about the server.
 */
export function observed<Declaration extends object>(
  table: FieldTable<Declaration>,
  declared: Declaration,
  live: Partial<Declaration>,
  inapplicable: readonly string[] = [],
): Declaration {
  const [before, found] = [declared, live] as [Values, Values];
  const changed = Object.entries<Field>(table)
    .filter(([name, field]) => found[name] !== undefined && field.option !== true)
    .map(([name, field]) => ({ name, field, value: canonicalFormOf(field)(found[name]) }))
    .filter(({ name, field, value }) => !equal(value, canonicalOf(field, before[name])))
    // Nothing on the server: in a declaration that is an empty text, as none means the default.
    .map(({ name, value }) => [name, value ?? ""]);
  const changes = Object.fromEntries(changed) as Partial<Declaration>;
  return withDefaults(table, { ...declared, ...changes }, inapplicable);
}
