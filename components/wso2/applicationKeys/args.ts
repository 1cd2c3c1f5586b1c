import type * as pulumi from "@pulumi/pulumi";
import type { ArgsOf, DeclarationOf, FieldsWith } from "../../validation/declarations";
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
export type KeysDeclaration = GeneratedKeysDeclaration | MappedKeysDeclaration;

/** What comes of the declaration. */
export interface KeysAddition {
  consumerKey?: string;
  consumerSecret?: string;
  condition: Condition;
}

/** How the two halves of the keys were found, in WSO2 and in Auth0. */
export type Condition =
  | "complete"
  /** The same, with another secret than `pulumi up` has handed out. */
  | "secretChanged"
  /** WSO2 has not loaded their Key Manager. */
  | "notLoaded"
  /** An administrator has to approve them; there is no client yet. */
  | "waitsForApproval"
  /** An administrator has refused them. */
  | "rejected"
  /** WSO2 has lost them; their client is still there. */
  | "keysMissing"
  /** Their client was deleted in Auth0. */
  | "clientMissing"
  /** WSO2 fails at reading them, so that it is not known whether they are there. */
  | "unseen";
