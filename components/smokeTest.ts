import { createRequire } from "node:module";
import { join } from "node:path";
import { local } from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import type { ApplicationAccess, keyTypes } from "./applicationAccess";
import { Refusal } from "./validation/refusal";
import type { Wso2ConnectionConfig } from "./wso2/rest/connection";
import { Wso2Provider } from "./wso2/wso2Provider";
import { usedKeyManager, type KeyManagerInput } from "./usedKeyManager";
import { toText, type Report } from "./smokeTest/report";
import type { SmokeTestRequest } from "./smokeTest/request";
import type * as smokeTestRun from "./smokeTest/run";

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
   * Seconds until WSO2 must have loaded a Key Manager that was changed, and until the gateway must know
   * application and subscription.
   *
   * @default 30
   */
  readonly gatewayPatience?: number;
}

/** Arguments of {@link SmokeTest}. */
export interface SmokeTestArgs extends SmokeTestSettings {
  /** Whose tokens are tried; a reference where another stack declares it. */
  readonly keyManager: KeyManagerInput;
  /** The application whose keys are tried. */
  readonly access: ApplicationAccess;
}

/**
 * The proof that everything works: takes a token with the keys of an application, verifies it, asks
 * WSO2 about keys and Key Manager and calls an API through the gateway. All of it runs again when the
 * declaration of something that it depends on has changed, or when WSO2 was written to; the checks
 * that ask Auth0 alone, which take two tokens, at the end of every `up`. A check that fails fails the `up`.
 */
export class SmokeTest extends pulumi.ComponentResource {
  /** What the checks have found, a line for each. */
  readonly report: pulumi.Output<Report>;

  constructor(name: string, args: SmokeTestArgs, opts?: pulumi.ComponentResourceOptions) {
    super("auth0-wso2-key-manager:index:SmokeTest", name, {}, opts);
    const request = requestOf(args);
    const command = new local.Command(
      name,
      {
        create: commandIn(process.cwd()),
        stdin: request,
        triggers: triggersOf(args),
        logging: "none",
        addPreviousOutputInEnv: false,
      },
      {
        parent: this,
        // The report is no secret, but taken for one because the request is.
        additionalSecretOutputs: ["stdout", "stderr", "stdin"],
      },
    );
    const report = pulumi.all([command.stdout, request]).apply(async ([stdout, text]) => {
      // A change by hand that was undone leaves no trace that would make the command run. Without an
      // engine, as in a unit test, nothing was made that could be asked for tokens.
      if (pulumi.runtime.getEngine() !== undefined && !pulumi.runtime.isDryRun()) {
        await requireTokens(JSON.parse(text) as SmokeTestRequest);
      }
      return JSON.parse(stdout) as Report;
    });
    this.report = pulumi.unsecret(report);
    // The report is nothing that a state has to hold twice: it names what it has seen.
    this.registerOutputs();
  }
}

/** The package's name leads to the installed code; an absolute path would differ by machine. */
function commandIn(programDirectory: string): string {
  const byName = "auth0-wso2-key-manager/smoke-test";
  const fromProgram = createRequire(join(programDirectory, "package.json"));
  // A fork of this project's folder may have another name.
  const isOfThatName = ((): boolean => {
    try {
      return fromProgram.resolve(byName) !== "";
    } catch {
      return false;
    }
  })();
  return `node -e "require('${isOfThatName ? byName : "./load/smokeTest.cjs"}')"`;
}

/** @throws RunError where the application gets no tokens that it can use */
async function requireTokens(request: SmokeTestRequest): Promise<void> {
  // Loaded here alone, so that programs and previews do without an HTTP client.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { runChecks, auth0Checks } = require("./smokeTest/run") as typeof smokeTestRun;
  const report = await runChecks(request, auth0Checks(request));
  if (report.every(({ passed }) => passed)) return;
  throw new Refusal(`The smoke test failed:\n${toText(report)}`);
}

function keysOf({ access, keys }: SmokeTestArgs) {
  const chosen = keys === undefined ? Object.values(access.keys)[0] : access.keys[keys];
  if (chosen !== undefined) return chosen;
  throw new pulumi.RunError(
    `The smoke test needs ${keys ?? "some"} keys of the application. Declare them in keys of ` +
      "the ApplicationAccess.",
  );
}

function requestOf(args: SmokeTestArgs): pulumi.Output<string> {
  const { access, gatewayUrl, gatewayCaFile, gatewayPatience } = args;
  const { facts, management } = usedKeyManager(args.keyManager);
  const { consumerKey, consumerSecret, resource, audience } = keysOf(args);
  const server = access.getProvider("pulumi-nodejs:dynamic:Resource");
  const named = server instanceof Wso2Provider ? server.connection : undefined;
  return pulumi.secret(
    pulumi.jsonStringify({
      issuer: facts.issuer,
      tokenEndpoint: facts.tokenEndpoint,
      jwksUri: facts.jwksUri,
      audience,
      management,
      consumerKey,
      consumerSecret,
      consumerKeyClaim: facts.consumerKeyClaim,
      scopesClaim: facts.scopesClaim,
      keyManager: facts.name,
      applicationId: access.application.id,
      keyMappingId: resource.id,
      isServerNamed: named !== undefined,
      wso2: named ?? new pulumi.Config().getSecretObject<Wso2ConnectionConfig>("wso2") ?? {},
      gatewayUrl,
      gatewayCaFile,
      gatewayPatience,
    }),
  );
}

/** Writes that leave the request as it is. */
function triggersOf(args: SmokeTestArgs) {
  const { access } = args;
  const { resource, declaration } = keysOf(args);
  const [declared = "", ...writes] = usedKeyManager(args.keyManager).writes;
  const written = [access.application, resource, ...access.subscriptions];
  return [
    declared,
    declaration,
    ...writes,
    ...written.map(({ id, revision }) => pulumi.interpolate`${id} ${revision}`),
  ];
}
