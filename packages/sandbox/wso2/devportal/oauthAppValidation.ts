import { badRequest, generalError, internalServerError } from "../errors";
import { connectorOf } from "../keyManagers/connectors";
import { any, readBody } from "../jackson/beans";
import { JsonNumber, type Json, type JsonObject } from "../jackson/json";
import { applicationPropertiesOf } from "./applicationProperties";
import { isLong } from "./long";
import { keyManagerNotRegistered, requiredPropertiesMissing } from "./portalErrors";

/** What a request for a client looks like before its Key Manager sees it. */
export interface UncheckedRequest {
  callbackUrl: string | null;
  grantTypes: string | null;
  additionalProperties: JsonObject | null;
}

/** What is refused before anything is stored; not refused while the Key Manager is not loaded. */
export function checkOAuthAppRequest(
  keyManagerType: string | null,
  { callbackUrl, grantTypes, additionalProperties }: UncheckedRequest,
  emptyCallback: "explained" | "General Error",
): void {
  if (!callbackUrl && /implicit|authorization_code/.test(grantTypes ?? "")) {
    throw emptyCallback === "explained"
      ? badRequest(
          "The callback url must have at least one URI value when using Authorization code or " +
            "implicit grant types.",
        )
      : generalError();
  }
  const connector = connectorOf(keyManagerType);
  if (!connector) throw keyManagerNotRegistered();
  if (additionalProperties === null) return;
  const missing = applicationPropertiesOf(keyManagerType).filter(
    ({ name, required }) => required && (additionalProperties.get(name) ?? null) === null,
  );
  if (missing.length > 0) throw requiredPropertiesMissing();
}

/** Properties that were given as JSON text; other JSON than an object is not foreseen, nor are integers that do not fit a `Long`. */
export function parseProperties(text: string): JsonObject {
  let value: Json | undefined;
  try {
    value = readBody(text, any);
  } catch {
    throw generalError();
  }
  if (!(value instanceof Map) || !isOfLongs(value)) throw internalServerError();
  return value;
}

function isOfLongs(value: Json): boolean {
  if (value instanceof JsonNumber) return !/^-?\d+$/.test(value.text) || isLong(value.text);
  if (value instanceof Map) return [...value.values()].every(isOfLongs);
  return !Array.isArray(value) || value.every(isOfLongs);
}
