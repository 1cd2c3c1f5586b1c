import * as auth0 from "@pulumi/auth0";
import type * as pulumi from "@pulumi/pulumi";
import { replacedCredentials } from "./fields/clientCredentialsFields";
import { clientFields } from "./fields/clientFields";
import { clientGrantFields, managementGrantFields } from "./fields/clientGrantFields";
import { declaredValues } from "./fields/field";
import type { UserClientSettings } from "./clientSettings";

/** What makes an application the one that it is. */
type ClientIdentity = Required<
  Pick<auth0.ClientArgs, "name" | "description" | "appType" | "grantTypes" | "callbacks">
>;

/** An application, declared whole. */
export function declareClient(
  name: string,
  identity: ClientIdentity,
  settings: UserClientSettings,
  opts: pulumi.CustomResourceOptions,
): auth0.Client {
  const values = declaredValues<auth0.ClientArgs>(clientFields, { ...settings });
  return new auth0.Client(name, { ...values, ...identity }, opts);
}

/** The secret of an application, and how it is used. */
export function declareCredentials(
  name: string,
  client: auth0.Client,
  authenticationMethod: pulumi.Input<string>,
  opts: pulumi.CustomResourceOptions,
): auth0.ClientCredentials {
  return new auth0.ClientCredentials(
    name,
    { clientId: client.clientId, authenticationMethod },
    {
      ...opts,
      // Keys in place of the secret: the provider leaves them where they are when it updates, and
      // Auth0 takes no other method beside them. When it deletes, it takes them away.
      replaceOnChanges: replacedCredentials,
      deleteBeforeReplace: true,
    },
  );
}

/** Whom a grant is for, and what for. */
type GrantIdentity = Pick<auth0.ClientGrantArgs, "clientId" | "audience" | "scopes">;

/** What may be chosen for a grant. */
export interface GrantSettings {
  /**
   * Whether the application may or must name an organization when it asks for a token.
   *
   * @default "deny"
   */
  readonly organizationUsage?: "deny" | "allow" | "require";
  /**
   * Whether it may be any organization of the tenant.
   *
   * @default false
   */
  readonly allowAnyOrganization?: boolean;
}

/** A grant for an API of this tenant's own. */
export function declareGrant(
  name: string,
  identity: GrantIdentity,
  settings: GrantSettings,
  opts: pulumi.CustomResourceOptions,
): auth0.ClientGrant {
  const values = declaredValues<auth0.ClientGrantArgs>(clientGrantFields, { ...settings });
  return newGrant(name, { ...values, ...identity }, opts);
}

/** A grant for the Management API. */
export function declareManagementGrant(
  name: string,
  identity: GrantIdentity,
  opts: pulumi.CustomResourceOptions,
): auth0.ClientGrant {
  const values = declaredValues<auth0.ClientGrantArgs>(managementGrantFields);
  return newGrant(name, { ...values, ...identity }, opts);
}

/** Creating adopts a grant that exists, so a replacement created first would be deleted next. */
function newGrant(
  name: string,
  args: Partial<auth0.ClientGrantArgs> & GrantIdentity,
  opts: pulumi.CustomResourceOptions,
): auth0.ClientGrant {
  return new auth0.ClientGrant(name, args, { ...opts, deleteBeforeReplace: true });
}
