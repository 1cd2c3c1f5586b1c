import { Router } from "express";
import type { Json } from "../jackson/json";
import {
  globalOrganization,
  type KeyManagerConfiguration,
} from "../keyManagers/keyManagerConfiguration";
import type { KeyManager } from "../keyManagers/keyManagerModel";
import { methodNotAllowed, nothing } from "../restOperation";
import type { User } from "../state";
import { applicationPropertiesOf } from "./applicationProperties";
import type { Portal } from "./portal";
import { portalScopes } from "./portalScopes";

/** `/key-managers`: those that a user may take keys of. */
export function keyManagersOfPortalApi(portal: Portal): Router {
  const router = Router({ caseSensitive: true });
  router
    .route("/")
    .get(
      portal.operation({
        scopes: portalScopes.keyManagers,
        read: nothing,
        answer: ({ organization, user }) => {
          const list = visible(portal, organization, user);
          return { status: 200, body: { count: list.length, list } };
        },
      }),
    )
    .all(methodNotAllowed("GET,OPTIONS,HEAD"));
  return router;
}

/** Global ones are not kept from anyone by their roles. */
function visible(portal: Portal, organization: string, user: User): object[] {
  const { keyManagers, traits } = portal;
  const admin = portal.server.keyManagers;
  const own = admin
    .list(organization)
    .map(({ configuration }) => configuration)
    .filter(({ uuid }) => keyManagers.isAllowed(user, uuid));
  const global = admin.listGlobal().map(({ configuration }) => configuration);
  return [...own, ...global]
    .filter((configuration) => !traits.allowedOrganizations || isForUsers(configuration))
    .map((configuration) => infoOf(portal, configuration));
}

/** No user here has an organization, so one that names any is for nobody. */
function isForUsers({ allowedOrganizations }: KeyManagerConfiguration): boolean {
  return allowedOrganizations.length === 0 || allowedOrganizations.includes("ALL");
}

function infoOf({ server, traits }: Portal, configuration: KeyManagerConfiguration) {
  const { uuid, organization } = configuration;
  const isGlobal = organization === globalOrganization;
  const entry = server.keyManagers.get(isGlobal ? globalOrganization : organization, uuid);
  const later = { alias: entry.alias, tokenType: entry.tokenType };
  return {
    id: entry.id,
    name: entry.name,
    type: entry.type,
    displayName: entry.displayName,
    description: entry.description,
    enabled: entry.enabled,
    availableGrantTypes: entry.availableGrantTypes,
    tokenEndpoint: shown(entry.displayTokenEndpoint, entry.tokenEndpoint),
    revokeEndpoint: shown(entry.displayRevokeEndpoint, entry.revokeEndpoint),
    // It was forgotten.
    userInfoEndpoint: null,
    enableTokenGeneration: entry.enableTokenGeneration,
    enableTokenEncryption: entry.enableTokenEncryption,
    enableTokenHashing: entry.enableTokenHashing,
    enableOAuthAppCreation: entry.enableOAuthAppCreation,
    enableMapOAuthConsumerApps: entry.enableMapOAuthConsumerApps,
    applicationConfiguration: applicationPropertiesOf(entry.type).map((property) => ({
      ...property,
      ...(traits.constraintsListed && { constraint: constraintOf(entry, property.name) }),
    })),
    additionalProperties: endpointsByKeyType(entry.additionalProperties),
    ...Object.fromEntries(traits.keyManagerFields.map((field) => [field, later[field]])),
  };
}

function shown(display: string | null, actual: string | null): string | null {
  return display?.trim() ? display : actual;
}

function constraintOf({ additionalProperties }: KeyManager, name: string): object | null {
  const all = additionalProperties instanceof Map ? additionalProperties.get("constraints") : null;
  const constraint = all instanceof Map ? all.get(name) : null;
  if (!(constraint instanceof Map)) return null;
  const [type, value] = [constraint.get("type") ?? null, constraint.get("value") ?? null];
  return type === null && value === null ? null : { type, value };
}

/** Endpoints that differ between production and sandbox; nothing else is shown to applications. */
function endpointsByKeyType(properties: Json): object {
  const names = ["production", "sandbox"].flatMap((type) => [
    `${type}_token_endpoint`,
    `${type}_revoke_endpoint`,
  ]);
  if (!(properties instanceof Map)) return {};
  return Object.fromEntries(
    names.filter((name) => properties.has(name)).map((name) => [name, properties.get(name)]),
  );
}
