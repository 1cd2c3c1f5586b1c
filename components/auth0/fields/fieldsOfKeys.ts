import type { ClientArgs, ClientCredentialsArgs } from "@pulumi/auth0";
import type { DeclarationOf } from "../../validation/declarations";
import { clientRowEntries, type clientRows } from "../rest/clientRows";
import type { GivenField } from "./field";

type Rows = typeof clientRows;

/** What is declared of a client; the API that it calls is a matter of its grant. */
export type DeclaredClient = DeclarationOf<Omit<Rows, "audience">>;

type InputIn<Row, Resource extends string> = Row extends {
  auth0: { readonly [Name in Resource]: infer Input };
}
  ? Input
  : never;

/** Inputs of `auth0.Client` that keys declare. */
export type ClientInput = { [Name in keyof Rows]: InputIn<Rows[Name], "client"> }[keyof Rows];

/** What the table of all inputs of `auth0.Client` says of them. */
export const givenByKeys = Object.fromEntries(
  clientRowEntries.flatMap(([name, { auth0, default: byDefault }]) => {
    if (!("client" in auth0)) return [];
    const usual = byDefault === null ? "none" : `\`${JSON.stringify(byDefault)}\``;
    return [[auth0.client, { given: `${usual}, or \`${name}\` of the keys` }]];
  }),
) as Readonly<Record<ClientInput, GivenField>>;

/** What keys declare of a client, and by default of any. */
export function clientOfKeys(keys: DeclaredClient): Required<Pick<ClientArgs, ClientInput>> {
  const inputs = clientRowEntries.flatMap(([name, { auth0, ...field }]) => {
    if (!("client" in auth0)) return [];
    const value = (keys as Readonly<Record<string, unknown>>)[name] ?? field.default ?? "";
    return [[auth0.client, typeof value === "string" && auth0.from ? auth0.from(value) : value]];
  });
  return Object.fromEntries(inputs) as Required<Pick<ClientArgs, ClientInput>>;
}

/** The same of how it authenticates. */
export function credentialsOfKeys(
  keys: DeclaredClient,
): Pick<ClientCredentialsArgs, "authenticationMethod"> {
  const inputs = clientRowEntries.flatMap(([name, { auth0, ...field }]) =>
    "credentials" in auth0
      ? [[auth0.credentials, (keys as Readonly<Record<string, unknown>>)[name] ?? field.default]]
      : [],
  );
  return Object.fromEntries(inputs) as Pick<ClientCredentialsArgs, "authenticationMethod">;
}
