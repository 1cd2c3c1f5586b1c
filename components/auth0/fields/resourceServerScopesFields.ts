import type { ResourceServerScopesArgs } from "@pulumi/auth0";
import type { Fields } from "./field";

/** Every input of `auth0.ResourceServerScopes`. */
export const resourceServerScopesFields = {
  resourceServerIdentifier: { given: "the API", isFixed: true },
  scopes: { given: "`default` and `scopes`" },
} as const satisfies Fields<ResourceServerScopesArgs>;
