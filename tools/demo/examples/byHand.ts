import { setTimeout } from "node:timers/promises";
import { connectorPermissions } from "../../../components/auth0/rest/connectorPermissions";
import type { Sandbox } from "auth0-wso2-sandbox";
import {
  AdminPortal,
  Auth0Dashboard,
  DeveloperPortal,
  type Document,
} from "auth0-wso2-sandbox/consoles";
import { Publisher } from "auth0-wso2-sandbox/publisher";

export const apiIdentifier = "https://orders.example.com/";

/** What somebody clicks who follows WSO2's guide, in both consoles. */
export class ByHand {
  private readonly dashboard: Auth0Dashboard;
  private readonly portal: DeveloperPortal;
  private orders: ReturnType<Publisher["publish"]> | undefined;

  constructor(private readonly sandbox: Sandbox) {
    this.dashboard = new Auth0Dashboard(sandbox);
    this.portal = new DeveloperPortal(sandbox);
  }

  /** Step 1: the application with which WSO2 calls the Management API. */
  managementApplication(): Promise<Document> {
    const audience = `https://${this.sandbox.auth0.domain}/api/v2/`;
    return this.dashboard.machineApplication(
      "WSO2 API Manager",
      audience,
      connectorPermissions.map(({ name }) => name),
    );
  }

  /** Step 1: the API whose tokens the gateway accepts. */
  async api(): Promise<void> {
    await this.dashboard.create("/resource-servers", {
      identifier: apiIdentifier,
      name: "Orders",
      scopes: [
        { value: "default", description: "Default" },
        { value: "read:orders", description: "Read orders" },
      ],
    });
  }

  /** Step 2: the entry in WSO2's Admin Portal, which WSO2 loads a moment later. */
  async keyManager(name: string, management: Document): Promise<void> {
    const tenant = `https://${this.sandbox.auth0.domain}/`;
    await new AdminPortal(this.sandbox).createKeyManager({
      name,
      type: "Auth0",
      enabled: true,
      issuer: tenant,
      wellKnownEndpoint: `${tenant}.well-known/openid-configuration`,
      introspectionEndpoint: "none",
      clientRegistrationEndpoint: `${tenant}oidc/register`,
      tokenEndpoint: `${tenant}oauth/token`,
      revokeEndpoint: `${tenant}oauth/revoke`,
      certificates: { type: "JWKS", value: `${tenant}.well-known/jwks.json` },
      consumerKeyClaim: "azp",
      scopesClaim: "scope",
      availableGrantTypes: ["client_credentials"],
      enableTokenGeneration: true,
      enableMapOAuthConsumerApps: true,
      enableOAuthAppCreation: true,
      additionalProperties: {
        client_id: management["client_id"],
        client_secret: management["client_secret"],
        audience: `${tenant}api/v2/`,
      },
    });
    while (!this.sandbox.wso2.loadedKeyManagers().includes(name)) await setTimeout(5);
  }

  /** Step 3: an application with keys of both kinds that calls a published API. */
  async consumer(name: string, keyManager: string): Promise<void> {
    this.orders ??= new Publisher(this.sandbox).publish({
      name: "Orders",
      context: "/orders",
      version: "1.0.0",
    });
    await this.portal.createApplication(name);
    await this.portal.generateKeys(name, keyManager, apiIdentifier);
    const client = await this.dashboard.machineApplication("Tests of the orders", apiIdentifier, [
      "default",
      "read:orders",
    ]);
    await this.portal.mapKeys(name, keyManager, client);
    await this.portal.subscribe(name, this.orders);
  }
}
