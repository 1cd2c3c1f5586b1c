import { any, readBody } from "../jackson/beans";
import { JsonNumber, type Json } from "../jackson/json";
import { ConnectorFailure } from "./connectorFailure";
import type { OutboundResponse } from "./outboundHttp";

/** What Gson makes of a value for a field of some type; null stays null. */
type Field<T> = (value: Exclude<Json, null>) => T;

/** A `String`: numbers and booleans become their text. */
const text: Field<string> = (value) => {
  if (typeof value === "object" && !(value instanceof JsonNumber)) throw unreadable();
  return value instanceof JsonNumber ? value.text : String(value);
};

/** A `long`: also as text; a fraction must be zero. */
const long: Field<number> = (value) => {
  const written = typeof value === "boolean" ? "" : text(value).trim();
  const number = written === "" ? NaN : Number(written);
  if (!Number.isInteger(number) || Math.abs(number) > 2 ** 63) throw unreadable();
  return number;
};

function listOf<T>(element: Field<T>): Field<(T | null)[]> {
  return (value) => {
    if (!Array.isArray(value)) throw unreadable();
    return value.map((each) => (each === null ? null : element(each)));
  };
}

/** An object; what it has no field for is lost. */
function object<T extends object>(
  defaults: () => T,
  fields: { readonly [Name in keyof T]-?: Field<NonNullable<T[Name]>> },
): Field<T> {
  return (value) => {
    if (!(value instanceof Map)) throw unreadable();
    const result = defaults();
    for (const [name, field] of Object.entries<Field<unknown>>(fields)) {
      const given = value.get(name);
      if (given !== undefined)
        Object.assign(result, { [name]: given === null ? null : field(given) });
    }
    return result;
  };
}

/** A client as the connector reads it; everything else that Auth0 says is lost. */
export interface Auth0Client {
  client_id: string | null;
  client_secret: string | null;
  app_type: string | null;
  token_endpoint_auth_method: string | null;
  client_id_issued_at: number | null;
  name: string | null;
  grant_types: (string | null)[] | null;
  callbacks: (string | null)[] | null;
}

const client = object<Auth0Client>(
  () => ({
    ...{ client_id: null, client_secret: null, app_type: null, token_endpoint_auth_method: null },
    ...{ client_id_issued_at: null, name: null, grant_types: [], callbacks: [] },
  }),
  {
    client_id: text,
    client_secret: text,
    app_type: text,
    token_endpoint_auth_method: text,
    client_id_issued_at: long,
    name: text,
    grant_types: listOf(text),
    callbacks: listOf(text),
  },
);

interface Auth0Grant {
  client_id: string | null;
  audience: string | null;
  scope: (string | null)[] | null;
}

const grant = object<Auth0Grant>(() => ({ client_id: null, audience: null, scope: null }), {
  client_id: text,
  audience: text,
  scope: listOf(text),
});

interface Auth0Token {
  access_token: string | null;
  token_type: string | null;
  expires_in: number | null;
  scope: string | null;
}

const token = object<Auth0Token>(
  () => ({ access_token: null, token_type: null, expires_in: null, scope: null }),
  { access_token: text, token_type: text, expires_in: long, scope: text },
);

/** Null for an answer without content, as for the JSON text `null`. */
function answerOf<T>(field: Field<T>): (response: OutboundResponse) => T | null {
  return ({ status, body }) => {
    if (status === 204) return null;
    let value: Json | undefined;
    try {
      value = readBody(body, any);
    } catch {
      throw unreadable();
    }
    return value === undefined ? null : field(value);
  };
}

export const clientIn = answerOf(client);
export const grantIn = answerOf(grant);
export const grantsIn = answerOf(listOf(grant));
export const tokenIn = answerOf(token);

function unreadable(): ConnectorFailure {
  return new ConnectorFailure("The answer is none of the type");
}
