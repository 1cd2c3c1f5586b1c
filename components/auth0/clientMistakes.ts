import { z } from "zod";
import { explain, type Mistake } from "../validation/validation";
import { clientNameFault } from "./rest/clientRules";
import { clientRowEntries } from "./rest/clientRows";

const clientParts = z.looseObject(
  Object.fromEntries(clientRowEntries.map(([name, { schema }]) => [name, schema.optional()])),
);

/**
 * What Auth0 would refuse of a client.
 *
 * @param client what it is made of, whatever else is declared beside it
 */
export function mistakesOfClient(client: object, name?: unknown): Mistake[] {
  const reason = clientNameFault(name);
  return [
    ...(reason === undefined ? [] : [{ path: ["name"], reason }]),
    ...explain(clientParts, client),
  ];
}

/** An application, as far as it makes clients in Auth0. */
interface Clients {
  readonly keys?: Readonly<Record<string, object | undefined>>;
}

/**
 * Why Auth0 would refuse the name of an application's client, once for each way to it.
 *
 * @param names of the application, which WSO2's connector puts in, and of its resource, which is that of mapped keys
 */
export function clientNameMistakes(
  names: { readonly generate: string; readonly map: string },
  { keys = { production: {} } }: Clients,
): Mistake[] {
  const declared = Object.values(keys).filter((each) => each !== undefined);
  const faults = declared.map((each) =>
    clientNameFault("mode" in each && each.mode === "map" ? names.map : names.generate),
  );
  return [...new Set(faults)].flatMap((reason) =>
    reason === undefined ? [] : [{ path: [], reason }],
  );
}
