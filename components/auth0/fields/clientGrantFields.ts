import type { ClientGrantArgs } from "@pulumi/auth0";
import { z } from "zod";
import { text, trueOrFalse } from "../../validation/validation";
import { defaultScope } from "../apiScopes";
import type { Fields } from "./field";

/** Every input of `auth0.ClientGrant`, for an API of this stack. */
export const clientGrantFields = {
  /** Client ID of an Auth0 application. */
  clientId: { given: "the application", isFixed: true, schema: text(500) },
  audience: { given: "the API", isFixed: true },
  /**
   * Scopes that its tokens may carry.
   *
   * @default ["default"]
   */
  scopes: {
    given: "`scopes`",
    schema: z.array(text(280)),
    default: [defaultScope.name],
    isPlain: true,
  },
  subjectType: { declared: "client", isFixed: true },
  /**
   * Whether the application may or must name an organization when it asks for a token.
   *
   * @default "deny"
   */
  organizationUsage: { schema: z.enum(["deny", "allow", "require"]), default: "deny" },
  /**
   * Whether it may be any organization of the tenant.
   *
   * @default false
   */
  allowAnyOrganization: { schema: trueOrFalse, default: false },
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
  scopes: { given: "`scopes`" },
  organizationUsage: {
    left: `${ofAuth0}; where \`require\` was set, \`up\` fails and says what to do`,
    drift: "shown",
  },
  allowAnyOrganization: { left: ofAuth0, drift: "shown" },
} as const satisfies Fields<ClientGrantArgs>;
