import * as pulumi from "@pulumi/pulumi";
import { mistakesOfClient } from "./auth0/clientMistakes";
import { refuseMistakes } from "./validation/refusal";
import type { UserClientSettings } from "./auth0/clientSettings";
import { credentialsOfKeys, type DeclaredClient } from "./auth0/fields/fieldsOfKeys";
import { inTenant } from "./auth0/tenantProvider";
import { ownerOf } from "./wso2/owner/owner";
import { declareClient, declareCredentials, declareGrant } from "./auth0/declarations";

/** Arguments of {@link ConsumerApplication}. */
export interface ConsumerApplicationArgs
  extends UserClientSettings, Omit<DeclaredClient, keyof UserClientSettings> {
  /**
   * Name in Auth0's dashboard.
   *
   * @default the resource's name
   */
  readonly name?: pulumi.Input<string>;
  /** Identifier of the API that it calls. */
  readonly audience: pulumi.Input<string>;
  /**
   * Scopes that its tokens may carry.
   *
   * @default ["default"]
   */
  readonly scopes?: string[];
}

/**
 * An Auth0 application that calls an API, with its grant: what WSO2's connector would create, as
 * resources of ours. Its grant waits for whatever the component depends on.
 */
export class ConsumerApplication extends pulumi.ComponentResource {
  /** Client ID. */
  readonly clientId: pulumi.Output<string>;
  /**
   * Client secret; a secret output.
   *
   * @secret
   */
  readonly clientSecret: pulumi.Output<string>;
  /** All that is declared, as text. */
  readonly declaration: pulumi.Output<string>;

  constructor(name: string, args: ConsumerApplicationArgs, opts?: pulumi.ComponentResourceOptions) {
    const { name: clientName = name } = args;
    refuseMistakes("applications", { [name]: mistakesOfClient(args, clientName) });
    super("auth0-wso2-key-manager:auth0:ConsumerApplication", name, {}, opts);
    const parent = inTenant(this);

    const client = declareClient(
      `${name}-client`,
      {
        name: clientName,
        description: "Calls APIs through WSO2 API Manager. Managed by Pulumi.",
      },
      args,
      parent,
      { ...ownerOf(), audience: args.audience },
    );
    const credentials = declareCredentials(
      `${name}-credentials`,
      client,
      credentialsOfKeys(args),
      parent,
    );
    const grant = declareGrant(
      `${name}-grant`,
      args.audience,
      { clientId: client.clientId, ...(args.scopes && { scopes: args.scopes }) },
      { adopt: "own" },
      // Scopes are no input of the grant, yet must exist first.
      { ...parent, ...(opts?.dependsOn && { dependsOn: opts.dependsOn }) },
    );

    // Whoever has the id may call the API. In a preview it is known as long as the client stays.
    this.clientId = pulumi.all([client.clientId, grant.urn]).apply(([clientId]) => clientId);
    this.clientSecret = pulumi.secret(credentials.clientSecret);
    this.declaration = pulumi.jsonStringify({ id: grant.id, ...args });
    this.registerOutputs({ clientId: this.clientId, clientSecret: this.clientSecret });
  }
}
