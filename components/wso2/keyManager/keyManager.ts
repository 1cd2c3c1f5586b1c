import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { DynamicResource } from "../provider/dynamicResource";
import { ownershipOf } from "../owner/owner";
import { secretFields } from "../provider/fieldTable";
import type { KeyManagerAddition } from "./adoption";
import type { KeyManagerArgs } from "./args";
import { fields } from "./fields";
import type { CertificateFile, Certificates } from "./values";

/**
 * A Key Manager of type Auth0 in WSO2 API Manager: step 2 of WSO2's guide. Its `id` is the one that
 * WSO2 gave it.
 *
 * Server and login are not arguments: they come from the stack config key `wso2` or from the
 * environment (`WSO2_URL`, `WSO2_USERNAME`, `WSO2_PASSWORD`, `WSO2_CA_FILE`).
 *
 * ```ts
 * new KeyManager("auth0", {
 *   name: "auth0",
 *   clientId: "…",
 *   clientSecret: config.requireSecret("clientSecret"),
 *   ...keyManagerEndpoints(tenantEndpoints("acme.eu.auth0.com")),
 * });
 * ```
 */
export class KeyManager extends DynamicResource {
  /** Name of the entry. */
  declare readonly name: pulumi.Output<string>;
  /** `iss` of the tokens. */
  declare readonly issuer: pulumi.Output<string>;
  /** Audience of the Management API. */
  declare readonly audience: pulumi.Output<string>;
  /** Counts the writes. */
  declare readonly revision: pulumi.Output<number>;

  constructor(
    name: string,
    { loginGrant, ...args }: KeyManagerArgs & DeclaredLogin,
    opts?: pulumi.CustomResourceOptions,
  ) {
    super(
      "KeyManager",
      name,
      {
        ...args,
        loginGrant,
        // Whatever is said in its place: in an `up` nothing is ahead.
        isAhead: loginGrant !== undefined && pulumi.runtime.isDryRun() ? true : undefined,
        ...(args.certificates && {
          certificates: pulumi.output(args.certificates).apply(readCertificate),
        }),
        ownership: ownershipOf(name),
        revision: undefined,
      },
      opts,
      [...secretFields(fields), "before" satisfies keyof KeyManagerAddition],
    );
  }
}

/** What a component says that declares the application, too, that WSO2 logs in with. */
interface DeclaredLogin {
  /** Id of its client grant. */
  readonly loginGrant?: pulumi.Input<string> | undefined;
}

/** The file is read where the program runs, so that its content takes part in every comparison. */
function readCertificate(certificates: Certificates | CertificateFile): Certificates {
  if (!("file" in certificates)) return certificates;
  try {
    return { type: "PEM", value: readFileSync(certificates.file, "utf8") };
  } catch (error) {
    throw new pulumi.RunError(
      `certificates.file: ${certificates.file} cannot be read (${(error as Error).message}). ` +
        "The path is relative to the program's directory.",
    );
  }
}
