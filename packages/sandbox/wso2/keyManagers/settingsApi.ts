import { Router } from "express";
import { endpointProperties, offeredConnectors, type ConnectorProperty } from "./connectors";
import type { LaterSettingsField, ReleaseTraits } from "../releases";
import { methodNotAllowed, nothing, restOperation } from "../restOperation";
import { adminScopes, scopesOfAdminApi } from "../login/scopes";
import type { Wso2Server } from "../server";

/** `/settings` */
export function settingsApi(server: Wso2Server): Router {
  const router = Router({ caseSensitive: true });
  router
    .route("/")
    .get(
      restOperation(server, {
        scopes: adminScopes(server.traits).settings,
        read: nothing,
        answer: () => ({ status: 200, body: settingsOf(server.traits) }),
      }),
    )
    .all(methodNotAllowed("GET,HEAD,OPTIONS"));
  return router;
}

function settingsOf(traits: ReleaseTraits) {
  const later: Record<LaterSettingsField, unknown> = {
    gatewayTypes: ["Regular"],
    IsJWTEnabledForLoginTokens: true,
    orgAccessControlEnabled: true,
    gatewayConfiguration: [
      {
        type: "Regular",
        displayName: "Regular",
        defaultHostnameTemplate: null,
        supportedModes: ["WRITE_ONLY"],
        configurations: [],
      },
    ],
    transactionCounterEnable: false,
    isGatewayNotificationEnabled: true,
    universalGatewayVersion: null,
  };
  return {
    scopes: scopesOfAdminApi(traits),
    analyticsEnabled: false,
    keyManagerConfiguration: connectorsOf(traits),
    ...Object.fromEntries(traits.settingsFields.map((field) => [field, later[field]])),
  };
}

function connectorsOf(traits: ReleaseTraits) {
  return offeredConnectors().map((connector) => {
    const later = {
      endpointConfigurations: propertiesOf(traits, endpointProperties(traits.requiredEndpoints)),
      authConfigurations: [],
      configurationConstraints: [],
    };
    return {
      type: connector.type,
      displayName: connector.displayName,
      defaultConsumerKeyClaim: connector.defaultConsumerKeyClaim,
      defaultScopesClaim: connector.defaultScopesClaim,
      configurations: propertiesOf(traits, connector.configurations),
      ...Object.fromEntries(traits.connectorFields.map((field) => [field, later[field]])),
    };
  });
}

function propertiesOf(
  { updateDisabledShown }: ReleaseTraits,
  properties: readonly ConnectorProperty[],
) {
  return properties.map((property) =>
    updateDisabledShown ? { ...property, updateDisabled: false } : property,
  );
}
