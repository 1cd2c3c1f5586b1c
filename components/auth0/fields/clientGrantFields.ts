import type { ClientGrantArgs } from "@pulumi/auth0";
import type { Fields } from "./field";

/** Every input of `auth0.ClientGrant`, for an API of this stack. */
export const clientGrantFields = {
  clientId: { given: "the application", isFixed: true },
  audience: { given: "the API", isFixed: true },
  scopes: { given: "`scopes`" },
  subjectType: { declared: "client", isFixed: true },
  organizationUsage: { declared: "deny", setting: "organizationUsage" },
  allowAnyOrganization: { declared: false, setting: "allowAnyOrganization" },
  allowAllScopes: { declared: undefined },
  authorizationDetailsTypes: {
    left: "the provider has no way to say none; it concerns tokens for users",
    drift: "shown",
  },
  defaultFor: {
    left: "a grant is for one application from its creation on",
    drift: "unseen",
    isFixed: true,
    isNewer: true,
  },
} as const satisfies Fields<ClientGrantArgs>;

const ofAuth0 = "Auth0 is not known to accept it in a grant for its own Management API";

/** The same for the Management API, in whose grants Auth0 does not accept everything. */
export const managementGrantFields = {
  ...clientGrantFields,
  organizationUsage: {
    left: `${ofAuth0}; where \`require\` was set, \`up\` fails and says what to do`,
    drift: "shown",
  },
  allowAnyOrganization: { left: ofAuth0, drift: "shown" },
} as const satisfies Fields<ClientGrantArgs>;
