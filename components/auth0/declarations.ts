import * as auth0 from "@pulumi/auth0";
import * as pulumi from "@pulumi/pulumi";
import { Refusal } from "../validation/refusal";
import { replacedCredentials } from "./fields/clientCredentialsFields";
import { clientFields } from "./fields/clientFields";
import { clientGrantFields, managementGrantFields } from "./fields/clientGrantFields";
import { declaredValues } from "./fields/field";
import { clientOfKeys, type KeysOfClient } from "./fields/fieldsOfKeys";
import type { ApiGrant } from "./apiArgs";
import type { UserClientSettings } from "./clientSettings";
import { unlessItExists } from "./existing";
import { refusalOfGrant, type GrantClaim } from "./grantsBefore";
import { knownNow } from "./knownNow";
import { markedMetadata, nameOthers, takingInOwn, type ClientOwnership } from "./ownClients";
import { describeScopes } from "./rest/grantTexts";

/** What makes an application the one that it is. */
type ClientIdentity = Required<Pick<auth0.ClientArgs, "name" | "description">>;

/**
 * An application, declared whole.
 *
 * @param settings what keys declare of it, and what else may be chosen
 */
export function declareClient(
  name: string,
  identity: ClientIdentity,
  settings: UserClientSettings & KeysOfClient,
  opts: pulumi.CustomResourceOptions,
  {
    audience,
    ...ownership
  }: Omit<ClientOwnership, "resource"> & {
    /** Identifier of the API that it has its grant for. */
    readonly audience: pulumi.Input<string>;
  },
): auth0.Client {
  const clientMetadata = markedMetadata(
    { ...ownership, resource: name },
    settings.clientMetadata,
    opts,
  );
  const values = declaredValues<auth0.ClientArgs>(clientFields, { ...settings, clientMetadata });
  const declared = { ...values, ...clientOfKeys(settings), ...identity };
  const client = new auth0.Client(name, declared, takingInOwn(audience, opts));
  nameOthers(client, audience, opts);
  return client;
}

/** The secret of an application, and how it is used. */
export function declareCredentials(
  name: string,
  client: auth0.Client,
  values: Pick<auth0.ClientCredentialsArgs, "authenticationMethod">,
  opts: pulumi.CustomResourceOptions,
): auth0.ClientCredentials {
  return new auth0.ClientCredentials(
    name,
    { clientId: client.clientId, ...values },
    {
      ...opts,
      // They are a part of it: nothing needs to be taken from what goes as a whole.
      deletedWith: client,
      // Keys in place of the secret: the provider leaves them where they are when it updates, and
      // Auth0 takes no other method beside them. When it deletes, it takes them away.
      replaceOnChanges: replacedCredentials,
      deleteBeforeReplace: true,
    },
  );
}

/** Whom a grant is for, and what for. */
type GrantIdentity = Pick<auth0.ClientGrantArgs, "clientId" | "audience" | "scopes">;

/** A grant for an API of this tenant's own. */
export function declareGrant(
  name: string,
  audience: pulumi.Input<string>,
  grant: Omit<ApiGrant, "adopt">,
  claim: GrantClaim,
  opts: pulumi.CustomResourceOptions,
): auth0.ClientGrant {
  const values = declaredValues<auth0.ClientGrantArgs>(clientGrantFields, { ...grant });
  return newGrant(name, { ...values, audience }, claim, opts);
}

/** A grant of an application of this stack for the Management API. */
export function declareManagementGrant(
  name: string,
  identity: GrantIdentity,
  opts: pulumi.CustomResourceOptions,
): auth0.ClientGrant {
  const values = declaredValues<auth0.ClientGrantArgs>(managementGrantFields);
  return newGrant(name, { ...values, ...identity }, { adopt: "own" }, opts);
}

/** Creating takes over a grant that exists, whosever it is. */
function newGrant(
  name: string,
  args: Partial<auth0.ClientGrantArgs> & GrantIdentity,
  claim: GrantClaim,
  opts: pulumi.CustomResourceOptions,
): auth0.ClientGrant {
  const refusal = refusalOfGrant(args, claim, opts);
  const refused = async () => {
    const reason = await knownNow(refusal);
    return reason === undefined ? undefined : { refusal: reason };
  };
  const options = {
    ...opts,
    ignoreChanges: ["subjectType"],
    // As creating takes over what exists, a replacement created first would be deleted next.
    deleteBeforeReplace: true,
    // What was there before stays when it is not declared any more.
    ...(claim.adopt === true && { retainOnDelete: true }),
  };
  const grant = new auth0.ClientGrant(
    name,
    { ...args, subjectType: "client" },
    unlessItExists("subjectType", refused, options, ["clientId"]),
  );
  pulumi.all([args.clientId, grant.clientId, refusal]).apply(([client, found, reason]) => {
    if (reason !== undefined && found !== client) throw new Refusal(reason);
  });
  if (claim.adopt === true) assertAsDeclared(grant, args.scopes);
  return grant;
}

/** Taking over changes nothing yet; the next run does. */
function assertAsDeclared(grant: auth0.ClientGrant, scopes: GrantIdentity["scopes"]): void {
  pulumi.all([grant.id, grant.scopes, scopes]).apply(([id, found = [], declared = []]) => {
    const isSame =
      found.length === declared.length && found.every((name) => declared.includes(name));
    if (isSame) return;
    throw new Refusal(
      `The client grant ${id} was taken over as it was, with ${describeScopes(found)}. Run pulumi up ` +
        `once more, which brings it to what is declared: ${describeScopes(declared)}.`,
    );
  });
}
