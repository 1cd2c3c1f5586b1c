import type { AnyOf } from "../auth0/deployerPreflight";
import type { Auth0KeyManagerArgs } from "../auth0KeyManager";
import type { Settings } from "./index";
import { hasMappedKeys } from "./mappedKeys";

/** What of a stack decides which permissions of the Management API its deployer takes. */
type Permitted = Pick<Settings, "applications"> &
  ({ auth0KeyManager: Pick<Auth0KeyManagerArgs, "api" | "managementApplication"> } | object);

/** In a program they may be known later: then the component checks them. */
export function additionalTo(managementApplication: object): string[] {
  const { additionalPermissions: names } = managementApplication as {
    additionalPermissions?: unknown;
  };
  return Array.isArray(names) ? names.filter((name) => typeof name === "string") : [];
}

/** What a stack has of a Key Manager of another one. */
const ofAnotherStack: Pick<Auth0KeyManagerArgs, "api" | "managementApplication"> = {
  api: { existingIdentifier: "" },
  managementApplication: { clientId: "", clientSecret: "" },
};

/** What may be deleted later is not asked for: stacks without the permission have worked so far. */
export function neededPermissions(settings: Permitted, isPreview: boolean): AnyOf[] {
  const { asksForMore, hasClients, hasGrants, isNewApi } = declaredIn(settings);
  const verbs = isPreview ? ["read"] : ["create", "read"];
  return [
    ...(hasClients ? [["read:client_keys", "read:client_credentials"]] : []),
    ...(hasClients && !isPreview ? [["create:clients"]] : []),
    ...(hasGrants ? verbs.map((verb) => [`${verb}:client_grants`]) : []),
    ...(asksForMore && !isNewApi ? [["read:resource_servers"]] : []),
    ...(isNewApi ? verbs.map((verb) => [`${verb}:resource_servers`]) : []),
    ...(isNewApi && !isPreview ? [["update:resource_servers"]] : []),
  ];
}

/** What the stack may take later, beyond that: to change what it has made, and to delete it. */
export function laterPermissions(settings: Permitted): AnyOf[] {
  const { isMapped, hasClients, hasGrants, isNewApi } = declaredIn(settings);
  return [
    ...(hasClients ? ["update:clients", "delete:clients", "update:client_keys"] : []),
    ...(isMapped ? ["update:client_credentials", "delete:client_credentials"] : []),
    ...(hasGrants ? ["update:client_grants", "delete:client_grants"] : []),
    ...(isNewApi ? ["delete:resource_servers"] : []),
  ].map((name) => [name]);
}

function declaredIn(settings: Permitted) {
  const { api, managementApplication = {} } =
    "auth0KeyManager" in settings ? settings.auth0KeyManager : ofAnotherStack;
  const isMapped = hasMappedKeys(settings.applications);
  const hasClients = isMapped || !("clientId" in managementApplication);
  return {
    isMapped,
    asksForMore: additionalTo(managementApplication).length > 0,
    hasClients,
    hasGrants: hasClients || ("grants" in api && Object.keys(api.grants ?? {}).length > 0),
    isNewApi: !("existingIdentifier" in api),
  };
}
