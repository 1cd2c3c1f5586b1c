import type * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";

/** A field of a declaration, as far as types follow from it. */
interface Row {
  readonly schema: z.ZodType;
  readonly default?: unknown;
}

type Table = Readonly<Record<string, Row>>;

type Value<Declared extends Row> = z.output<Declared["schema"]>;

/** Fields that a declaration may leave out. */
type Optional<Rows extends Table> = {
  [Name in keyof Rows]: Rows[Name] extends { default: unknown } ? Name : never;
}[keyof Rows];

/** Fields that are declared where a row says so by a key, e.g. those of a mode. */
export type FieldsWith<Rows extends Table, Fact extends object> = {
  [Name in keyof Rows]: Rows[Name] extends Fact ? Name : never;
}[keyof Rows];

/** What an argument takes: a value, or what yields one. */
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
  readonly [Name in keyof Rows as Exclude<Name, Optional<Rows>>]: InputOf<Value<Rows[Name]>>;
} & {
  readonly [Name in keyof Rows as Extract<Name, Optional<Rows>>]?: InputOf<Value<Rows[Name]>>;
};

/** The same with every output resolved. */
export type DeclarationOf<Rows extends Table> = {
  readonly [Name in keyof Rows as Exclude<Name, Optional<Rows>>]: Value<Rows[Name]>;
} & {
  readonly [Name in keyof Rows as Extract<Name, Optional<Rows>>]?: Value<Rows[Name]>;
};
