/** A type of Pulumi's package schema, as far as this package's has it. */
export interface TypeSpec {
  readonly type?: "string" | "boolean" | "number" | "array" | "object";
  readonly items?: TypeSpec;
  readonly additionalProperties?: TypeSpec;
  readonly $ref?: string;
  readonly oneOf?: readonly TypeSpec[];
  /** The component itself looks at the value, so that it is no output. */
  readonly plain?: true;
}

/** An argument, or an output. */
export interface PropertySpec extends TypeSpec {
  readonly description?: string;
  readonly secret?: true;
}

/** What has members. */
export interface ObjectSpec {
  readonly description?: string;
  readonly properties: Readonly<Record<string, PropertySpec>>;
  readonly required: readonly string[];
}

/** A component. */
export interface ResourceSpec extends ObjectSpec {
  readonly isComponent: true;
  readonly inputProperties: ObjectSpec["properties"];
  readonly requiredInputs: ObjectSpec["required"];
}

/** A named type: an object, or one of several texts. */
export type NamedType =
  | (ObjectSpec & { readonly type: "object" })
  | { readonly type: "string"; readonly enum: readonly { readonly value: string }[] };

/** What `load/plugin/schema.json` is; `npm run docs` makes it. */
export interface PackageSpec {
  readonly name: string;
  readonly resources: Readonly<Record<string, ResourceSpec>>;
  readonly types: Readonly<Record<string, NamedType>>;
}

const typePrefix = "#/types/";

/** How a type is referred to. */
export const referenceTo = (token: string): string => `${typePrefix}${token}`;

/** Whether any value will do, as for a field of a later release. */
export const isUntyped = ({ $ref }: TypeSpec): boolean => $ref === "pulumi.json#/Any";

/** The members of values of a type; none where it has no names for them. */
export function membersOf(
  { types }: PackageSpec,
  { $ref = "" }: TypeSpec,
): ObjectSpec["properties"] {
  const type = $ref.startsWith(typePrefix) ? types[$ref.slice(typePrefix.length)] : undefined;
  return type?.type === "object" ? type.properties : {};
}
