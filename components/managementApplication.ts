import type * as auth0 from "@pulumi/auth0";
import * as pulumi from "@pulumi/pulumi";
import { Refusal } from "./validation/refusal";
import type { ClientSettings } from "./auth0/clientSettings";
import { connectorPermissions } from "./auth0/rest/connectorPermissions";
import { credentialsOfKeys } from "./auth0/fields/fieldsOfKeys";
import { ownerOf } from "./wso2/owner/owner";
import { inTenant } from "./auth0/tenantProvider";
import { checkPermissions } from "./auth0/permissions";
import { declareClient, declareCredentials, declareManagementGrant } from "./auth0/declarations";

/** Arguments of {@link ManagementApplication}. */
export interface ManagementApplicationArgs extends ClientSettings {
  /** Identifier of the tenant's Management API: `https://<domain>/api/v2/`. */
  readonly managementApiIdentifier: pulumi.Input<string>;
  /**
   * Name of the application in Auth0's dashboard.
   *
   * @default the resource's name
   */
  readonly name?: pulumi.Input<string>;
  /**
   * Description in Auth0's dashboard, 140 characters at most.
   *
   * @default "WSO2 API Manager manages its applications with this one. Managed by Pulumi."
   */
  readonly description?: pulumi.Input<string>;
  /**
   * How the application authenticates at the token endpoint: `client_secret_basic` or
   * `client_secret_post`. WSO2's connector sends the secret by HTTP Basic.
   *
   * @default "client_secret_basic"
   */
  readonly authenticationMethod?: pulumi.Input<string>;
  /**
   * Permissions of the Management API beyond those that the connector needs.
   *
   * @default []
   */
  readonly additionalPermissions?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Identifier of the API that the same program creates: the application says so in its metadata, by
   * which a run knows the API again after Auth0's answer was lost.
   *
   * @default none
   */
  readonly apiBeside?: pulumi.Input<string>;
}

/**
 * The machine-to-machine application with which WSO2's Auth0 connector calls the Management API:
 * step 1 of WSO2's guide. Its client grant holds exactly the {@link connectorPermissions}.
 *
 * ```ts
 * const application = new ManagementApplication("wso2", {
 *   managementApiIdentifier: "https://acme.eu.auth0.com/api/v2/",
 * });
 * ```
 */
export class ManagementApplication extends pulumi.ComponentResource {
  /** The application in Auth0. */
  readonly client: auth0.Client;
  /** Client ID, known to WSO2 as the connector's `client_id`. */
  readonly clientId: pulumi.Output<string>;
  /**
   * Client secret; a secret output.
   *
   * @secret
   */
  readonly clientSecret: pulumi.Output<string>;
  /** Id of its grant for the Management API. */
  readonly grantId: pulumi.Output<string>;
  /** All that is declared, as text. */
  readonly declaration: pulumi.Output<string>;

  constructor(
    name: string,
    args: ManagementApplicationArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("auth0-wso2-key-manager:auth0:ManagementApplication", name, {}, opts);
    const parent = inTenant(this);
    const { apiBeside, ...declared } = args;
    const { authenticationMethod: method } = declared;

    this.client = declareClient(
      `${name}-client`,
      {
        name: args.name ?? name,
        description:
          args.description ??
          "WSO2 API Manager manages its applications with this one. Managed by Pulumi.",
      },
      declared,
      parent,
      {
        ...ownerOf(),
        audience: args.managementApiIdentifier,
        ...(apiBeside !== undefined && { api: apiBeside }),
      },
    );
    const credentials = declareCredentials(
      `${name}-credentials`,
      this.client,
      { ...credentialsOfKeys({}), ...(method !== undefined && { authenticationMethod: method }) },
      parent,
    );
    const grant = declareManagementGrant(
      `${name}-grant`,
      {
        clientId: this.client.clientId,
        audience: args.managementApiIdentifier,
        scopes: pulumi
          .all([args.additionalPermissions ?? [], args.managementApiIdentifier])
          .apply(async ([additional, identifier]) => {
            await checkPermissions(additional, identifier, parent);
            return withConnectorPermissions(additional);
          }),
      },
      parent,
    );

    // Whoever has the id logs in with it.
    this.clientId = pulumi
      .all([this.client.clientId, grant.id, grant.organizationUsage])
      .apply(([clientId, id, organizationUsage]) => {
        assertUsable(id, organizationUsage);
        return clientId;
      });
    this.clientSecret = pulumi.secret(credentials.clientSecret.apply(assertReadable));
    this.grantId = grant.id;
    this.declaration = pulumi.jsonStringify({ id: grant.id, ...declared });
    this.registerOutputs({ clientId: this.clientId, clientSecret: this.clientSecret });
  }
}

function withConnectorPermissions(additional: string[]): string[] {
  return [...new Set([...connectorPermissions.map(({ name }) => name), ...additional])];
}

/** Set by hand; the provider has no way to take it back. */
function assertUsable(grantId: string, organizationUsage: string | undefined): void {
  if (organizationUsage !== "require") return;
  throw new Refusal(
    `The grant ${grantId} of the management application requires an organization (organization_usage: ` +
      "require), so that WSO2 gets no token. It cannot be changed back from here. Remove the grant " +
      "in Auth0's dashboard (Applications, APIs, Auth0 Management API, Application Access) and run " +
      "pulumi up, which creates it again.",
  );
}

/** Auth0 leaves the secret out, without an error, where the deployer may not read it. */
function assertReadable(clientSecret: string): string {
  if (clientSecret === "") {
    throw new Refusal(
      "Auth0 did not return the client secret of the management application. Grant the " +
        "permission read:client_keys of the Management API to the application that the Auth0 " +
        "provider logs in with (auth0:clientId or AUTH0_CLIENT_ID), then run pulumi up again.",
    );
  }
  return clientSecret;
}
