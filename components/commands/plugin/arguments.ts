import * as pulumi from "@pulumi/pulumi";
import { Refusal } from "../../validation/refusal";
import { isUntyped, membersOf, type ObjectSpec, type PackageSpec, type TypeSpec } from "./schema";

/** What a component is given. */
interface Arguments {
  readonly args: pulumi.Inputs;
  /** Texts in fields that have no type, of which a part may be secret. */
  readonly secrets: readonly string[];
}

/**
 * What a component is given, from what another program has sent: there a list or an object is one output
 * as soon as a part of it is a secret or comes from a resource; here the part alone is.
 *
 * @throws Refusal where a value is not known that a component itself looks at
 */
export async function argumentsOf(
  given: pulumi.Inputs,
  members: ObjectSpec["properties"],
  schema: PackageSpec,
): Promise<Arguments> {
  const secrets: string[] = [];
  const convert = async (value: unknown, type: TypeSpec, path: string): Promise<unknown> => {
    const known = pulumi.Output.isInstance(value) ? await valueOf(value) : value;
    if (pulumi.Resource.isInstance(known)) return known;
    if (type.plain !== true) return value;
    if (pulumi.isUnknown(known)) throw notKnown(path);
    if (isUntyped(type) && (await isSecret(value))) secrets.push(...textsIn(known));
    if (Array.isArray(known)) {
      const items = known.map((_, index) =>
        convert(at(value, index), type.items ?? type, `${path}[${index}]`),
      );
      return Promise.all(items);
    }
    if (!isStructure(known)) return known;
    const fields = membersOf(schema, type);
    const entries = Object.keys(known).map(async (name) => {
      const field = fields[name] ?? type.additionalProperties ?? { plain: true };
      return [name, await convert(at(value, name), field, `${path}.${name}`)] as const;
    });
    return Object.fromEntries(await Promise.all(entries));
  };
  const entries = Object.entries(given).map(async ([name, value]) => {
    return [name, await convert(value, members[name] ?? {}, name)] as const;
  });
  return { args: Object.fromEntries(await Promise.all(entries)), secrets };
}

const isSecret = async (value: unknown) =>
  pulumi.Output.isInstance(value) && (await pulumi.isSecret(value));

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return isStructure(value) ? Object.values(value).flatMap(textsIn) : [];
}

const isStructure = (value: unknown): value is object =>
  typeof value === "object" && value !== null;

/**
 * The value of an output, in which what is not known stands as such.
 *
 * @throws whatever the output is refused for
 */
export async function valueOf(output: pulumi.Output<unknown>): Promise<unknown> {
  const { promise, isKnown } = output as unknown as {
    readonly promise: (withUnknowns: true) => Promise<unknown>;
    readonly isKnown: Promise<boolean>;
  };
  return (await promise(true)) ?? ((await isKnown) ? undefined : pulumi.unknown);
}

/** A part of a value; that of an output is one, too. */
const at = (value: unknown, key: string | number): unknown =>
  (value as Record<string | number, unknown>)[key];

const notKnown = (path: string) =>
  new Refusal(
    `${path} is not known before the resource is there from which it comes. It decides what is declared, so ` +
      "write it down, or take it from the config.",
  );
