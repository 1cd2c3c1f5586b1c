import type * as pulumi from "@pulumi/pulumi";
import type { ArgsOf, DeclarationOf, FieldsWith } from "../../validation/declarations";
import type { Condition } from "./condition";
import type { keyRows } from "./fields";

type Rows = typeof keyRows;
type OfGenerate = FieldsWith<Rows, { mode: "generate" }>;
type OfMap = FieldsWith<Rows, { mode: "map" }>;

/** What is declared of keys where their application is declared, too. */
export type DeclaredKeys = DeclarationOf<
  Omit<Rows, FieldsWith<Rows, { isGiven: true }> | "audience">
>;

/** Keys whose client WSO2's connector creates. */
export type GeneratedKeysArgs = ArgsOf<Omit<Rows, OfMap | "mode">> & {
  readonly mode?: pulumi.Input<"generate">;
} & { readonly [Field in OfMap]?: undefined };

/** Keys of a client that exists. */
export type MappedKeysArgs = ArgsOf<Omit<Rows, OfGenerate | "mode">> & {
  readonly mode: pulumi.Input<"map">;
} & { readonly [Field in OfGenerate]?: undefined };

/** Arguments of {@link ApplicationKeys}. */
export type ApplicationKeysArgs = GeneratedKeysArgs | MappedKeysArgs;

/** Declarations with every output resolved. */
export type GeneratedKeysDeclaration = DeclarationOf<Omit<Rows, OfMap | "mode">> & {
  readonly mode?: "generate";
} & { readonly [Field in OfMap]?: undefined };
export type MappedKeysDeclaration = DeclarationOf<Omit<Rows, OfGenerate | "mode">> & {
  readonly mode: "map";
} & { readonly [Field in OfGenerate]?: undefined };
export type KeysValues = GeneratedKeysDeclaration | MappedKeysDeclaration;

/** What comes of the declaration. */
export interface KeysAddition {
  consumerKey?: string;
  consumerSecret?: string;
  condition: Condition;
}
