import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { schemasOf, type ArgsOf } from "../validation/declarations";
import { explain, longText, text, trueOrFalse, type Mistake } from "../validation/validation";
import type { ApiScope } from "./apiScopes";
import { clientGrantFields } from "./fields/clientGrantFields";
import { chosenIn } from "./fields/field";
import { resourceServerFields } from "./fields/resourceServerFields";
import type { ClientCredentials } from "./rest/clientCredentials";

/** What may be declared of a grant for an API. */
export const apiGrantRows = {
  ...chosenIn(clientGrantFields),
  /**
   * Takes over a grant that the application has for this API already. It is left where it is when it is
   * not declared any more, and by `pulumi destroy`.
   *
   * @default false
   */
  adopt: { schema: trueOrFalse, default: false, isPlain: true },
} as const;

/** What a further application may do with an API. */
export type ApiGrant = ArgsOf<typeof apiGrantRows>;

const grant: z.ZodType = z.strictObject(schemasOf(apiGrantRows));

/** What may be declared of an API. */
export const apiRows = {
  ...chosenIn(resourceServerFields),
  /**
   * Which applications get tokens for users: all, none, or those with a grant for it. Tokens for
   * applications themselves always take a grant.
   *
   * @default "allow_all"
   */
  userPolicy: {
    schema: z.enum(["allow_all", "deny_all", "require_client_grant"]),
    default: "allow_all",
  },
  /**
   * Scopes that the API defines beside `default`, which WSO2's connector asks for in every grant.
   *
   * @default []
   */
  scopes: {
    schema: z
      .array(z.strictObject({ name: text(280), description: longText(500).optional() }))
      .superRefine(isWithoutRepetition) as z.ZodType<ApiScope[]>,
    default: [],
    isPlain: true,
  },
  /**
   * Grants for applications that WSO2 does not manage, by a name of your choice.
   *
   * @default {}
   */
  grants: {
    schema: z.record(z.string(), grant) as z.ZodType<Record<string, ApiGrant>>,
    default: {},
    isPlain: true,
  },
  /**
   * Lets the API be deleted together with client grants that other people have made for it. It counts once a
   * `pulumi up` has put it into the state.
   *
   * @default false: they are named, and the API is not deleted
   */
  destroyOthers: { schema: trueOrFalse, default: false, isPlain: true },
} as const;

const api = z.strictObject(schemasOf(apiRows));

/** What is wrong with the declaration of an API, be it in a stack config or in a program. */
export const apiMistakes = (declaration: unknown): Mistake[] => explain(api, declaration);

/** Arguments of `Api`. */
export type ApiArgs = ArgsOf<typeof apiRows> & {
  /**
   * A login that may read client grants of the tenant, with which those of others are looked for before
   * the API is deleted.
   *
   * @default none: Auth0 deletes them with the API
   */
  readonly management?: pulumi.Input<ClientCredentials>;
};

/** Auth0 takes a list with a scope twice for a broken one. */
function isWithoutRepetition(scopes: { name: string }[], context: z.RefinementCtx): void {
  for (const [index, { name }] of scopes.entries()) {
    if (scopes.findIndex((scope) => scope.name === name) === index) continue;
    context.addIssue({
      code: "custom",
      path: [index],
      params: { reason: `is "${name}" once more`, remedy: "remove" },
    });
  }
}
