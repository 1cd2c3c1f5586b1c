import type { DeclarationOf, FieldsWith } from "../../components/validation/declarations";
import { keyFieldEntries, type keyRows } from "../../components/wso2/applicationKeys/fields";

type Rows = typeof keyRows;
type Declared = DeclarationOf<Pick<Rows, FieldsWith<Rows, { clientProperty: string }>>>;

/** An example of every field of keys that Auth0 alone holds: one that has none does not compile. */
const clientExamples: {
  readonly [Name in keyof Declared]-?: Readonly<Record<"declared" | "byHand", Declared[Name]>>;
} = {
  logoUri: {
    declared: "https://acme.example.com/logo.png",
    byHand: "https://drifted.example.com/logo.png",
  },
  allowedLogoutUrls: {
    declared: ["https://acme.example.com/", "https://acme.example.com/bye"],
    byHand: ["https://drifted.example.com/"],
  },
};

/** How each is declared. */
export const declaredExamples = Object.fromEntries(
  Object.entries<{ declared: unknown }>(clientExamples).map(([name, { declared }]) => [
    name,
    declared,
  ]),
) as Declared;

/** What Auth0's client has, field by field: as declared, and as somebody changes it by hand. */
export const examplesInAuth0 = Object.entries<Record<"declared" | "byHand", unknown>>(
  clientExamples,
).map(([name, { declared, byHand }]) => {
  const { clientProperty = "" } = keyFieldEntries.find(([each]) => each === name)?.[1] ?? {};
  return {
    name: name as keyof Declared,
    declared: { [clientProperty]: declared },
    byHand: { [clientProperty]: byHand },
  };
});
