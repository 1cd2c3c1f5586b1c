import type { ClientArgs, ClientCredentialsArgs } from "@pulumi/auth0";
import type { DeclarationOf, FieldsWith } from "../../validation/declarations";
import { clientRowEntries, type Auth0Input, type clientRows } from "../rest/clientRows";
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
type ClientInput = { [Name in keyof Rows]: InputIn<Rows[Name], "client"> }[keyof Rows];

/** Those that WSO2's connector does not know: any application may have them. */
type OfAnyClient = FieldsWith<Rows, { clientProperty: string }>;

/** What the table of all inputs of `auth0.Client` says of them. */
export const givenByKeys = Object.fromEntries(
  clientRowEntries.flatMap(([name, row]): [string, unknown][] => {
    const { auth0, default: byDefault, clientProperty } = row;
    if (!("client" in auth0)) return [];
    if (clientProperty !== undefined) return [[name, row]];
    const usual = byDefault === null ? "none" : `\`${JSON.stringify(byDefault)}\``;
    return [[auth0.client, { given: `${usual}, or \`${name}\` of the keys` }]];
  }),
) as Readonly<Record<Exclude<ClientInput, OfAnyClient>, GivenField>> & Pick<Rows, OfAnyClient>;

/** Values of what keys declare, whatever else is declared beside it. */
export type KeysOfClient = { readonly [Name in keyof DeclaredClient]?: unknown };

/** What keys declare of a client, and by default of any. */
export function clientOfKeys(keys: KeysOfClient): Required<Pick<ClientArgs, ClientInput>> {
  const inputs = inputsOf(keys, (auth0) => ("client" in auth0 ? auth0.client : undefined));
  return inputs as Required<Pick<ClientArgs, ClientInput>>;
}

/** The same of how it authenticates. */
export function credentialsOfKeys(
  keys: KeysOfClient,
): Pick<ClientCredentialsArgs, "authenticationMethod"> {
  return inputsOf(keys, (auth0) => ("credentials" in auth0 ? auth0.credentials : undefined));
}

/** The inputs of one of Auth0's resources. */
function inputsOf(
  keys: KeysOfClient,
  inputOf: (auth0: Auth0Input) => string | undefined,
): Readonly<Record<string, unknown>> {
  const declared: Readonly<Record<string, unknown>> = { ...keys };
  return Object.fromEntries(
    clientRowEntries.flatMap(([name, { auth0, default: byDefault }]) => {
      const input = inputOf(auth0);
      if (input === undefined) return [];
      const value = declared[name] ?? byDefault ?? "";
      const from = "from" in auth0 ? auth0.from : undefined;
      return [[input, from && typeof value === "string" ? from(value) : value]];
    }),
  );
}
