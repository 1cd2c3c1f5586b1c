import * as pulumi from "@pulumi/pulumi";
import {
  ApplicationAccess,
  type ApplicationDeclaration,
  type ApplicationSummary,
} from "./applicationAccess";
import type { LeftToAuth0 } from "./auth0/leftToAuth0";
import { applicationMistakes, mistakesWithoutLogin } from "./applicationMistakes";
import { clientNameMistakes } from "./auth0/clientMistakes";
import { refuseMistakes } from "./validation/refusal";
import { SmokeTest, type SmokeTestSettings } from "./smokeTest";
import { usedKeyManager, type KeyManagerInput } from "./usedKeyManager";
import { toText } from "./smokeTest/report";

/** Arguments of {@link Applications}. */
export interface ApplicationsArgs {
  /** Whose tokens the applications use; a reference where another stack declares it. */
  readonly keyManager: KeyManagerInput;
  /**
   * Fields of clients that the Auth0 tenant refuses.
   *
   * @default those of the Key Manager, where this stack declares it
   */
  readonly leftToAuth0?: LeftToAuth0;
  /** What is declared, by the names of the applications. */
  readonly applications: Readonly<Record<string, ApplicationDeclaration>>;
  /**
   * Proves with the keys of one of them that everything works.
   *
   * @default none: nothing is tested
   */
  readonly smokeTest?: SmokeTestSettings | undefined;
}

/** All applications of a stack, and the proof that one of them can call what it shall. */
export class Applications extends pulumi.ComponentResource {
  /** Ids and consumer keys, by application; `undefined` where there are none. */
  readonly summary: pulumi.Output<Record<string, ApplicationSummary>> | undefined;
  /**
   * Consumer secrets, by application and use; a secret output, `undefined` where there are none.
   *
   * @secret
   */
  readonly consumerSecrets: pulumi.Output<Record<string, Record<string, string>>> | undefined;
  /** What the smoke test has found, a line for each check. */
  readonly smokeTest: pulumi.Output<string[]> | undefined;
  /** The same, by a name that is no argument's: some languages have one type for both. */
  readonly smokeTestReport: pulumi.Output<string[]> | undefined;

  constructor(name: string, args: ApplicationsArgs, opts?: pulumi.ComponentResourceOptions) {
    const { isElsewhere } = usedKeyManager(args.keyManager);
    refuseMistakes(
      "applications",
      mapEntries(args.applications, (application, declaration) => [
        ...clientNameMistakes({ generate: application, map: application }, declaration),
        ...applicationMistakes(declaration),
        ...(isElsewhere ? mistakesWithoutLogin(declaration) : []),
      ]),
    );
    super("auth0-wso2-key-manager:index:Applications", name, {}, opts);
    const { keyManager, leftToAuth0 } = args;
    const accesses = mapEntries(
      args.applications,
      (application, declaration) =>
        new ApplicationAccess(
          application,
          { ...declaration, name: application, keyManager, ...(leftToAuth0 && { leftToAuth0 }) },
          { parent: this },
        ),
    );
    const hasAny = Object.keys(accesses).length > 0;
    this.summary = hasAny
      ? pulumi.output(mapValues(accesses, ({ summary }) => summary))
      : undefined;
    this.consumerSecrets = hasAny
      ? pulumi.secret(mapValues(accesses, ({ consumerSecrets }) => consumerSecrets))
      : undefined;
    this.smokeTest = args.smokeTest && this.prove(name, keyManager, accesses, args.smokeTest);
    this.smokeTestReport = this.smokeTest;
    this.registerOutputs({ summary: this.summary });
  }

  private prove(
    name: string,
    keyManager: KeyManagerInput,
    accesses: Record<string, ApplicationAccess>,
    settings: SmokeTestSettings,
  ): pulumi.Output<string[]> {
    const [application = ""] = Object.keys(accesses);
    const access = accesses[settings.application ?? application];
    if (access === undefined) {
      throw new pulumi.RunError(
        `The smoke test needs an application with keys, but there is no application ` +
          `"${settings.application ?? application}". Declare it in applications, or name another one.`,
      );
    }
    return new SmokeTest(
      `${name}-smoke-test`,
      { ...settings, keyManager, access },
      { parent: this, dependsOn: [...usedKeyManager(keyManager).resources, access] },
    ).report.apply((report) => toText(report).split("\n"));
  }
}

function mapValues<Value, Result>(
  values: Readonly<Record<string, Value>>,
  convert: (value: Value) => Result,
): Record<string, Result> {
  return mapEntries(values, (_key, value) => convert(value));
}

function mapEntries<Value, Result>(
  values: Readonly<Record<string, Value>>,
  convert: (key: string, value: Value) => Result,
): Record<string, Result> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, convert(key, value)]),
  );
}
