import { AsyncResource } from "node:async_hooks";
import type * as pulumi from "@pulumi/pulumi";
import { isListing } from "../validation/listing";
import { knownNow } from "./knownNow";

/** What becomes of a resource that Auth0 has already: it is taken into the state, or not created, and why. */
export type Existing = { readonly id: string } | { readonly refusal: string };

/** What is declared of a resource, where it is known already. */
type Declared = (property: string) => Promise<unknown>;

/**
 * The options of a resource that Auth0 may have already. The program cannot see whether the state has it,
 * so the engine decides. Where the state has it, the engine ignores an id and a value that no provider
 * accepts; where it would create the resource, it imports the id, and refuses the value.
 *
 * @param field has one of few values, so that the provider refuses any text
 * @param kept other fields that the engine is to ignore then: a change of them is a creation
 * @param look what Auth0 has, if that is to change anything
 */
export function unlessItExists(
  field: string,
  look: (declared: Declared) => Promise<Existing | undefined>,
  opts: pulumi.CustomResourceOptions,
  kept: readonly string[] = [],
): pulumi.CustomResourceOptions {
  const transform: pulumi.ResourceTransform = async ({ props, opts: given }) => {
    if (isListing()) return undefined;
    const found = await look((property) => knownNow<unknown>(props[property]));
    if (found === undefined) return undefined;
    if ("id" in found) return { props, opts: { ...given, import: found.id } };
    return {
      // The provider puts words of its own around it: it stands in a line of its own between them.
      props: { ...props, [field]: `\n${found.refusal}\n` },
      opts: { ...given, ignoreChanges: [...(given.ignoreChanges ?? []), field, ...kept] },
    };
  };
  // The engine asks on a connection of its own, where a component plugin does not know which program it is.
  return { ...opts, transforms: [AsyncResource.bind(transform)] };
}
