/** A permission (scope) that an API defines. */
export interface ApiScope {
  /** Name, as it appears in the `scope` claim, e.g. `read:orders`. */
  readonly name: string;
  /** Shown in Auth0's dashboard and on consent pages, 500 characters at most. */
  readonly description?: string;
}

/** The scope that WSO2's connector grants to every application that it creates. */
export const defaultScope: ApiScope = {
  name: "default",
  description: "Asked for by WSO2 API Manager for every application",
};

/** Names of the scopes that an API has for which these are declared. */
export function scopesOfApi(declared: readonly { readonly name: string }[]): string[] {
  return [...new Set([defaultScope.name, ...declared.map(({ name }) => name)])];
}
