import type { input } from "@pulumi/auth0/types";
import type * as pulumi from "@pulumi/pulumi";

/** What may be chosen for any application. Whatever is not chosen is kept at its default. */
export interface ClientSettings {
  /**
   * Metadata of the application, 10 entries at most.
   *
   * @default {}
   */
  readonly clientMetadata?: Readonly<Record<string, pulumi.Input<string>>>;
  /**
   * URL of a picture for Auth0's dashboard.
   *
   * @default none
   */
  readonly logoUri?: pulumi.Input<string>;
  /**
   * How many tokens the application gets in an hour or a day. Auth0 offers it to some plans only.
   *
   * @default none
   */
  readonly tokenQuota?: input.ClientTokenQuota;
}

/** What may be chosen for an application that has users, too. */
export interface UserClientSettings extends ClientSettings {
  /**
   * Where Auth0 may send users after a logout.
   *
   * @default []
   */
  readonly allowedLogoutUrls?: string[];
  /**
   * Origins that may call Auth0 from a browser.
   *
   * @default []
   */
  readonly allowedOrigins?: string[];
  /**
   * Origins that may take part in silent authentication.
   *
   * @default []
   */
  readonly webOrigins?: string[];
  /**
   * Where Auth0 may have users start their login; https.
   *
   * @default none
   */
  readonly initiateLoginUri?: string;
  /**
   * How long refresh tokens live, in seconds, and whether they rotate.
   *
   * @default not rotating, not expiring
   */
  readonly refreshToken?: input.ClientRefreshToken;
}
