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
   * Shown in the Developer Portal, 400 characters at most; WSO2 has the mark of the owner behind it.
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
   * Takes over an application of the same name that the user has already, and those of its keys and
   * subscriptions that are declared. What was adopted is released by `pulumi destroy` (the mark of
   * its owner is removed), not deleted.
   *
   * @default false
   */
  readonly adopt?: pulumi.Input<boolean>;
  /**
   * Makes the user that this project logs in as the owner, where another WSO2 user has the application:
   * after the user of a pipeline was replaced, or the owner was changed in the Admin Portal. Keys,
   * subscriptions and tokens stay. The login needs the scopes `apim:admin_application_view` and
   * `apim:app_owner_change`.
   *
   * @default false: such an application is left alone, and `up` is refused
   */
  readonly changeOwner?: pulumi.Input<boolean>;
  /**
   * Lets the application be deleted together with keys, their clients and subscriptions that other
   * people have made for it. It counts once a `pulumi up` has put it into the state.
   *
   * @default false: they are named, and the application is not deleted
   */
  readonly destroyOthers?: pulumi.Input<boolean>;
}

/** The declaration with every output resolved. */
export type ApplicationValues = pulumi.UnwrappedObject<
  Omit<ApplicationArgs, "attributes" | "groups">
> & { attributes?: Record<string, string>; groups?: string[] };

/** What WSO2 adds to the declaration. */
export interface ApplicationAddition {
  owner?: string;
  status?: string;
}
