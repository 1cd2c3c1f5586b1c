import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { scopesOfApi } from "./auth0/apiScopes";
import { domainFault, tenantEndpoints } from "./auth0/tenant";
import { schemasOf, type DeclarationOf } from "./validation/declarations";
import { withoutUndefined } from "./wso2/provider/fieldTable";
import { refuseMistakes } from "./validation/refusal";
import { explain, text, webUrl, type Mistake } from "./validation/validation";

const httpsUrl = webUrl(/^https:$/, "an https URL");

/** Every value of a reference, with all that is known of it. */
export const referenceRows = {
  /** Name of the Key Manager in WSO2. */
  name: { schema: text(100) },
  /** The tenant's own domain, e.g. `acme.eu.auth0.com`. */
  domain: {
    schema: text(300).refine((domain) => domainFault(domain) === undefined, {
      error: "a host name without scheme, path or slash, such as acme.eu.auth0.com",
    }),
  },
  /** Identifier of the API whose tokens the gateway accepts. */
  apiIdentifier: { schema: text(600) },
  /**
   * Scopes that the API defines. Mapped keys get no others.
   *
   * @default none: Auth0 alone tells which there are
   */
  scopes: { schema: z.array(text(280)), default: null },
  /**
   * Issuer of the tokens.
   *
   * @default that of the tenant's own domain
   */
  issuer: { schema: httpsUrl, default: null },
  /**
   * Where applications get their tokens.
   *
   * @default that of the tenant's own domain
   */
  tokenEndpoint: { schema: httpsUrl, default: null },
  /**
   * Where the keys are with which the tokens are verified.
   *
   * @default that of the tenant's own domain
   */
  jwksUri: { schema: httpsUrl, default: null },
  /**
   * Claim by which WSO2 knows the application.
   *
   * @default "azp"
   */
  consumerKeyClaim: { schema: text(200), default: "azp" },
  /**
   * Claim by which WSO2 knows the scopes.
   *
   * @default "scope"
   */
  scopesClaim: { schema: text(200), default: "scope" },
} as const;

/**
 * A Key Manager that another stack declares, and its API, as far as applications need them: plain values,
 * none of them a secret.
 */
export type KeyManagerReference = DeclarationOf<typeof referenceRows>;

/** The same with every value said, as far as there is one. */
type WholeReference = Omit<Required<KeyManagerReference>, "scopes"> & {
  readonly scopes: string[] | undefined;
};

/** The values of a reference, each of which may be known before the others. */
export type ReferenceFacts = {
  readonly [Name in keyof WholeReference]: pulumi.Output<WholeReference[Name]>;
};

const schema = z.strictObject(schemasOf(referenceRows));

/** What is wrong with a reference. */
export const referenceMistakes = (value: unknown): Mistake[] => explain(schema, value);

/**
 * The values of a reference.
 *
 * @throws Refusal that lists every mistake
 */
export function factsOf(reference: pulumi.Input<KeyManagerReference>): ReferenceFacts {
  return pulumi.output(reference).apply((known): WholeReference => {
    refuseMistakes("Key Managers", { reference: referenceMistakes(known) });
    const { issuer, tokenEndpoint, jwksUri } = tenantEndpoints(known.domain);
    const { consumerKeyClaim, scopesClaim } = referenceRows;
    return {
      ...{ issuer, tokenEndpoint, jwksUri, scopes: undefined },
      consumerKeyClaim: consumerKeyClaim.default,
      scopesClaim: scopesClaim.default,
      ...known,
    };
  });
}

/** A reference as it is exported. */
export function exported(facts: ReferenceFacts): pulumi.Output<KeyManagerReference> {
  return pulumi.output(facts).apply((whole) => withoutUndefined(whole) as KeyManagerReference);
}

/** Why scopes cannot be granted; nothing where they can, or nobody knows which there are. */
export function scopesFault(
  scopes: readonly string[],
  apiIdentifier: string,
  defined: readonly string[] | undefined,
): string | undefined {
  if (defined === undefined) return undefined;
  const all = scopesOfApi(defined.map((name) => ({ name })));
  const missing = scopes.filter((scope) => !all.includes(scope));
  return missing.length === 0
    ? undefined
    : `The API ${apiIdentifier} does not define ${missing.join(", ")}. It has ${all.join(", ")}. ` +
        "Correct the scopes of the keys, or have the stack of the Key Manager define them.";
}
