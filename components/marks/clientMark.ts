import { createHash } from "node:crypto";
import { decoded, heritage, label, valuesIn, type Ownership } from "./mark";

/** Key of an Auth0 application's metadata that says whose the application is. */
export const markKey = "managed_by";

/**
 * What is written beside an application in Auth0 that `@pulumi/auth0` creates: whose it is, and for
 * which resource it was created. It does not change, so it tells nothing of writes.
 */
export interface ClientMark {
  readonly owner: string;
  /** Digest of the resource's types and name, as they stand in its URN. */
  readonly client: string;
  /** The API that the same run creates, if it does. */
  readonly api?: string;
  /** `project/stack`; for people. */
  readonly stack: string;
}

/**
 * @param identity types and name of the resource, as they stand in its URN
 * @param api identifier of the API that is created beside the application
 */
export function clientMarkText(
  { owner, stack, resource }: Omit<Ownership, "creation">,
  identity: string,
  api?: string,
): string {
  return [
    heritage,
    `owner=${owner}`,
    `client=${digestOf(identity)}`,
    ...(api === undefined ? [] : [`api=${digestOf(api)}`]),
    `stack=${label(stack)}`,
    `resource=${label(resource)}`,
  ].join(",");
}

/** The mark in an application's metadata, where `@pulumi/auth0` created the application for a stack. */
export function clientMarkIn(metadata: unknown): ClientMark | undefined {
  const { owner, client, api, stack = "" } = valuesIn(textIn(metadata));
  if (!owner || !client) return undefined;
  return { owner, client, ...(api && { api }), stack: decoded(stack) };
}

/** The owner that an application's metadata name, whoever has created the application. */
export function ownerOfClient(metadata: unknown): string | undefined {
  return valuesIn(textIn(metadata))["owner"];
}

const textIn = (metadata: unknown) => (metadata as Record<string, unknown> | undefined)?.[markKey];

/** A name or an identifier as a mark has it, which has no room for long ones. */
export function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}
