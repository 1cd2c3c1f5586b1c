import { isDeepStrictEqual } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { isObjectWith } from "../http/answers";
import { Refusal } from "../validation/refusal";
import { explain, type Mistake } from "../validation/validation";
import { markKey } from "../marks/clientMark";
import { clientFields } from "./fields/clientFields";
import { clientGrantFields } from "./fields/clientGrantFields";
import { usualValue, type Auth0Field } from "./fields/field";
import { resourceServerFields } from "./fields/resourceServerFields";
import { auth0Types } from "./resourceTypes";

/**
 * Fields that are declared only so that an object is declared whole, and that a tenant refuses, by
 * their names in the package `@pulumi/auth0`: `complianceLevel` for Auth0's `compliance_level`. They are
 * neither sent nor compared: what Auth0 makes of them stays.
 */
export interface LeftToAuth0 {
  /**
   * Fields of applications.
   *
   * @default []
   */
  readonly client?: readonly string[];
  /**
   * Fields of the API.
   *
   * @default []
   */
  readonly api?: readonly string[];
  /**
   * Fields of client grants.
   *
   * @default []
   */
  readonly clientGrant?: readonly string[];
}

type Table = Readonly<Record<string, Auth0Field>>;

const tables: Readonly<Record<keyof LeftToAuth0, Table>> = {
  client: clientFields,
  api: resourceServerFields,
  clientGrant: clientGrantFields,
};

const kinds: Readonly<Record<string, keyof LeftToAuth0>> = {
  [auth0Types.client]: "client",
  [auth0Types.api]: "api",
  [auth0Types.clientGrant]: "clientGrant",
};

/** The fields that can be left: those for which the same is declared everywhere, and can be changed. */
export function leavableFields(kind: keyof LeftToAuth0): string[] {
  return Object.entries(tables[kind])
    .filter(([, field]) => usualValue(field) !== undefined && !("given" in field) && !field.isFixed)
    .map(([name]) => name);
}

const names = (kind: keyof LeftToAuth0) =>
  z.array(z.enum(leavableFields(kind) as [string, ...string[]])).optional();

const schema = z.strictObject({
  client: names("client"),
  api: names("api"),
  clientGrant: names("clientGrant"),
});

export function mistakesInLeft(value: unknown): Mistake[] {
  return explain(schema, value);
}

/**
 * The options of a component in which nothing declares fields that are left to Auth0.
 *
 * @throws Refusal where a field cannot be left
 */
export function withoutLeft(
  left: LeftToAuth0 = {},
  opts: pulumi.ComponentResourceOptions = {},
): pulumi.ComponentResourceOptions {
  const [mistake] = mistakesInLeft(left);
  if (mistake) throw new Refusal(`leftToAuth0.${mistake.path.join(".")} ${mistake.reason}.`);
  const leave: pulumi.ResourceTransformation = ({ type, props, opts }) => {
    const kind = kinds[type];
    const leaving = (kind && left[kind]) ?? [];
    if (kind === undefined || leaving.length === 0) return undefined;
    const declared = Object.entries(props);
    for (const [name, value] of declared.filter(([name]) => leaving.includes(name))) {
      assertUsual(kind, name, value);
    }
    const remaining = declared.filter(([name]) => !leaving.includes(name));
    return { props: Object.fromEntries(remaining), opts };
  };
  return { ...opts, transformations: [...(opts.transformations ?? []), leave] };
}

/** What was chosen of a value: the mark of the stack goes with the field in which it stands. */
function chosen(value: unknown): unknown {
  if (!isObjectWith(markKey, value)) return value;
  return Object.fromEntries(Object.entries(value as object).filter(([name]) => name !== markKey));
}

/** Nobody may have declared what is left to Auth0. */
function assertUsual(kind: keyof LeftToAuth0, name: string, value: unknown): void {
  const field = tables[kind][name];
  if (value === undefined || pulumi.Output.isInstance(value)) return;
  const isUsual = field !== undefined && isDeepStrictEqual(chosen(value), usualValue(field));
  if (isUsual) return;
  throw new Refusal(
    `${name} is declared as ${JSON.stringify(value)}, and left to Auth0 by leftToAuth0.${kind}. ` +
      "Remove one of the two.",
  );
}
