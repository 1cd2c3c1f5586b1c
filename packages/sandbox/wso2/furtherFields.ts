import { any, type Reader } from "./jackson/beans";
import { fromPlain, toPlain, type Json, type PlainObject } from "./jackson/json";
import type { Wso2State } from "./state";

/** Fields that a later release would have: whatever they hold is kept beside an object, and answered. */

type Names = Pick<Wso2State, "furtherFields">;

export type FurtherReaders = Readonly<Record<string, Reader<Json>>>;

export function furtherReaders({ furtherFields = [] }: Names): FurtherReaders {
  return Object.fromEntries(furtherFields.map((name) => [name, any]));
}

/** What a request says of them. */
export function furtherOf({ furtherFields = [] }: Names, request: object): PlainObject {
  const said = request as Readonly<Record<string, Json>>;
  return Object.fromEntries(furtherFields.map((name) => [name, toPlain(said[name] ?? null)]));
}

/**
 * What an answer says of them.
 *
 * @param names those that it has also where nobody has said anything of them
 */
export function furtherView(
  { further = {} }: { further?: PlainObject },
  { furtherFields = [] }: Names = {},
): Record<string, Json> {
  const none = furtherFields.map((name) => [name, null] as const);
  const said = Object.entries(further).map(([name, value]) => [name, fromPlain(value)] as const);
  return Object.fromEntries([...none, ...said]);
}
