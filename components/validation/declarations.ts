import type * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";

/** A field of a declaration, as far as types and schemas follow from it. */
interface Row {
  readonly schema: z.ZodType;
  readonly default?: unknown;
  /** Whether the program itself looks at the value, so that it is no output. */
  readonly isPlain?: true;
}

type Table = Readonly<Record<string, Row>>;

type Value<Declared extends Row> = z.output<Declared["schema"]>;

/** Fields that a declaration may leave out. */
type Optional<Rows extends Table> = {
  [Name in keyof Rows]: Rows[Name] extends { default: unknown } ? Name : never;
}[keyof Rows];

/** Fields that are declared where a row says so by a key, e.g. those of a mode. */
export type FieldsWith<Rows extends object, Fact extends object> = {
  [Name in keyof Rows]: Rows[Name] extends Fact ? Name : never;
}[keyof Rows];

/** What an argument takes. */
type Argument<Declared extends Row> = Declared extends { isPlain: true }
  ? Value<Declared>
  : InputOf<Value<Declared>>;

/** A value, or what yields one. */
type InputOf<Declared> = pulumi.Input<
  [Declared] extends [readonly (infer Item)[]]
    ? number extends Declared["length"]
      ? pulumi.Input<Item>[]
      : Declared
    : [Declared] extends [object]
      ? { readonly [Key in keyof Declared]: pulumi.Input<Declared[Key]> }
      : Declared
>;

/** The arguments of a resource; the documentation of each is that of its row. */
export type ArgsOf<Rows extends Table> = {
  readonly [Name in keyof Rows as Exclude<Name, Optional<Rows>>]: Argument<Rows[Name]>;
} & {
  readonly [Name in keyof Rows as Extract<Name, Optional<Rows>>]?: Argument<Rows[Name]>;
};

/** The same with every output resolved. */
export type DeclarationOf<Rows extends Table> = {
  readonly [Name in keyof Rows as Exclude<Name, Optional<Rows>>]: Value<Rows[Name]>;
} & {
  readonly [Name in keyof Rows as Extract<Name, Optional<Rows>>]?: Value<Rows[Name]>;
};

/** The schemas of fields, of which those that have a default may be left out. */
export function schemasOf(rows: Table): z.ZodRawShape {
  return Object.fromEntries(
    Object.entries(rows).map(([name, row]) => [
      name,
      "default" in row ? row.schema.optional() : row.schema,
    ]),
  );
}
