import { local } from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import type { ApplicationAccess, keyTypes } from "../applicationAccess";
import type { Auth0KeyManager } from "../auth0KeyManager";
import type { Wso2ConnectionConfig } from "../wso2/client/connection";
import type { Report } from "./report";

/** What may be set for the smoke test. */
export interface SmokeTestSettings {
  /**
   * Whether it is done, where the stack config has a section for it.
   *
   * @default true
   */
  readonly enabled?: boolean;
  /**
   * The application with whose keys it is done.
   *
   * @default the first
   */
  readonly application?: string;
  /**
   * Which of its keys.
   *
   * @default the first that it has
   */
  readonly keys?: keyof typeof keyTypes;
  /**
   * Resource of an API, as the gateway serves it, that answers `GET` with 200; the application must
   * be subscribed to the API.
   *
   * @default none: no call through a gateway
   */
  readonly gatewayUrl?: string;
  /**
   * PEM file of the authority that signed the gateway's certificate.
   *
   * @default none: those that Node.js trusts
   */
  readonly gatewayCaFile?: string;
  /**
   * Seconds until the gateway must know application and subscription.
   *
   * @default 30
   */
  readonly gatewayPatience?: number;
}

/** Arguments of {@link SmokeTest}. */
export interface SmokeTestArgs extends SmokeTestSettings {
  readonly keyManager: Auth0KeyManager;
  readonly access: ApplicationAccess;
}

/**
 * The proof that everything works: takes a token with the keys of an application, verifies it, asks
 * WSO2 about keys and Key Manager and calls an API through the gateway. It runs again whenever
 * something that it depends on was written, and not otherwise. A check that fails fails the `up`.
 */
export class SmokeTest extends pulumi.ComponentResource {
  readonly report: pulumi.Output<Report>;

  constructor(name: string, args: SmokeTestArgs, opts?: pulumi.ComponentResourceOptions) {
    super("auth0-wso2-key-manager:index:SmokeTest", name, {}, opts);
    const command = new local.Command(
      name,
      {
        // The package's own name leads to the installed code; a path would differ by machine.
        create: `node -e "require('auth0-wso2-key-manager/smoke-test')"`,
        stdin: requestOf(args),
        triggers: triggersOf(args),
        logging: "none",
        addPreviousOutputInEnv: false,
      },
      // The report is no secret, but taken for one because the request is.
      { parent: this, additionalSecretOutputs: ["stdout", "stderr", "stdin"] },
    );
    this.report = pulumi.unsecret(command.stdout).apply((text) => JSON.parse(text) as Report);
    this.registerOutputs({ report: this.report });
  }
}

function keysOf({ access, keys }: SmokeTestArgs) {
  const chosen = keys === undefined ? Object.values(access.keys)[0] : access.keys[keys];
  if (chosen !== undefined) return chosen;
  throw new pulumi.RunError(
    `The smoke test needs ${keys ?? "some"} keys of the application. Declare them: pulumi config ` +
      "set --path applications.<name>.keys",
  );
}

function requestOf(args: SmokeTestArgs): pulumi.Output<string> {
  const { keyManager, access, gatewayUrl, gatewayCaFile, gatewayPatience } = args;
  const { endpoints, claims } = keyManager;
  const { consumerKey, consumerSecret, resource, audience } = keysOf(args);
  return pulumi.secret(
    pulumi.jsonStringify({
      issuer: keyManager.issuer,
      tokenEndpoint: endpoints.tokenEndpoint,
      jwksUri: endpoints.jwksUri,
      audience,
      consumerKey,
      consumerSecret,
      consumerKeyClaim: claims.consumerKey,
      scopesClaim: claims.scopes,
      keyManager: keyManager.keyManagerName,
      applicationId: access.application.id,
      keyMappingId: resource.id,
      wso2: new pulumi.Config().getSecretObject<Wso2ConnectionConfig>("wso2") ?? {},
      gatewayUrl,
      gatewayCaFile,
      gatewayPatience,
    }),
  );
}

/** Writes that leave the request as it is, such as after a change by hand. */
function triggersOf(args: SmokeTestArgs) {
  const { keyManager, access } = args;
  const written = [
    keyManager.keyManager,
    access.application,
    keysOf(args).resource,
    ...access.subscriptions,
  ];
  return written.map(({ id, revision }) => pulumi.interpolate`${id} ${revision}`);
}
