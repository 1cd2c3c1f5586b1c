import type { JsonObject } from "./state";

/** In what Auth0 is sent, null takes a setting away; in what it answers, there is none. */
export function withoutNulls(settings: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null));
}
