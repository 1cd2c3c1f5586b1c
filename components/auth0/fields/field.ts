import type { z } from "zod";
import type { FieldsWith } from "../../validation/declarations";

/** What becomes of an input of an Auth0 resource, so that a change by hand is seen and undone. */
export type Auth0Field = (DeclaredField | ChosenField | GivenField | LeftField) & {
  /** Whether the Auth0 plugin that the toolchain builds is too old to know the field. */
  readonly isNewer?: true;
  /** Whether Auth0 has no way to change it once the object exists. */
  readonly isFixed?: true;
};

/** The same for every resource of ours. */
export interface DeclaredField {
  /** The value; `undefined` where the field is to be absent, which the provider restores too. */
  readonly declared: unknown;
}

/** What the argument and config key of the same name say. */
export interface ChosenField {
  /** What may be declared. */
  readonly schema: z.ZodType;
  /** What is declared where nothing is said, as in {@link DeclaredField}; without it something must be said. */
  readonly default?: unknown;
  readonly isPlain?: true;
  /** Whether it concerns applications that have users, so that others do not have the argument. */
  readonly isOfUsers?: true;
}

/** What the component is about, such as an identifier. */
export interface GivenField extends Partial<ChosenField> {
  readonly given: string;
}

/** Not declared, with the reason. */
export interface LeftField {
  readonly left: string;
  /**
   * What comes of a change by hand. `shown`: previews show it for ever and `up` does not undo it.
   * `unseen`: previews do not show it. `replaced`: `up` undoes it by replacing the resource.
   */
  readonly drift: "shown" | "unseen" | "replaced";
}

/** Every input of a resource, by the names that the package has for them; `a.b` is a member. */
export type Fields<Args> = Readonly<Record<keyof Args, Auth0Field>> &
  Readonly<Record<string, Auth0Field>>;

/** The fields of a table that are arguments, too. */
export type Chosen<Table extends object> = Pick<Table, FieldsWith<Table, { schema: z.ZodType }>>;

export function chosenIn<Table extends Readonly<Record<string, Auth0Field>>>(
  table: Table,
): Chosen<Table> {
  const chosen = Object.entries(table).filter(([, field]) => "schema" in field);
  return Object.fromEntries(chosen) as Chosen<Table>;
}

/** What is declared of a field where nothing else is chosen. */
export function usualValue(field: Auth0Field): unknown {
  if ("declared" in field) return field.declared;
  // Where there is none, Auth0 holds an empty text.
  return "default" in field ? (field.default === null ? "" : field.default) : undefined;
}

/** The declared values of `fields`, those that `settings` has replaced by its own. */
export function declaredValues<Args>(
  fields: Fields<Args>,
  settings: Readonly<Record<string, unknown>> = {},
): Partial<Args> {
  const values = Object.entries<Auth0Field>(fields).flatMap(([name, field]) => {
    const own = "schema" in field ? settings[name] : undefined;
    const value = own ?? usualValue(field);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(values) as Partial<Args>;
}
