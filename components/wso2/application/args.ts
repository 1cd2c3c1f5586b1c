import type * as pulumi from "@pulumi/pulumi";

/** Arguments of {@link Application}: the fields of the Developer Portal. */
export interface ApplicationArgs {
  /** Unique for its owner, in whatever case; 1 to 100 characters, in release 4.0 to 70. */
  readonly name: pulumi.Input<string>;
  /**
   * Throttling policy of the application, e.g. `10PerMin`.
   *
   * @default "Unlimited"
   */
  readonly throttlingPolicy?: pulumi.Input<string>;
  /**
   * Shown in the Developer Portal, 512 characters at most.
   *
   * @default none
   */
  readonly description?: pulumi.Input<string>;
  /**
   * Values of the attributes that the server's administrator has configured for applications.
   * Those that are not declared are left as they are.
   *
   * @default {}
   */
  readonly attributes?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /**
   * Groups that share the application, in any order, where the server has sharing enabled.
   *
   * @default []
   */
  readonly groups?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Takes over an application of the same name that the user has already. One that is exactly as
   * declared and has neither keys nor subscriptions is taken over in any case: an interrupted run
   * has left it.
   *
   * @default false
   */
  readonly adopt?: pulumi.Input<boolean>;
}

/** The declaration with every output resolved. */
export type ApplicationInputs = pulumi.UnwrappedObject<
  Omit<ApplicationArgs, "attributes" | "groups">
> & { attributes?: Record<string, string>; groups?: string[] };

/** What the state holds: the declaration, and what WSO2 has added. */
export type ApplicationState = ApplicationInputs & { owner?: string; status?: string };
