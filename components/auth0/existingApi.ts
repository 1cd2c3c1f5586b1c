import * as auth0 from "@pulumi/auth0";
import * as pulumi from "@pulumi/pulumi";
import { Refusal } from "../validation/refusal";
import { defaultScope } from "./apiScopes";

/** An API that is managed elsewhere. */
export interface ExistingApi {
  /** Audience of its tokens. */
  readonly existingIdentifier: pulumi.Input<string>;
  /**
   * Refuses an API that does not define the scope `default`, which WSO2's connector grants to
   * every application. Reading it takes the permission `read:resource_servers`.
   *
   * @default true
   */
  readonly requireDefaultScope?: boolean;
}

/** The identifier of an API that is managed elsewhere, once it is known that it can be used. */
export function existingApi(
  { existingIdentifier, requireDefaultScope = true }: ExistingApi,
  opts: pulumi.InvokeOutputOptions,
): pulumi.Output<string> {
  if (!requireDefaultScope) return pulumi.output(existingIdentifier);
  return auth0
    .getResourceServerOutput({ identifier: existingIdentifier }, opts)
    .apply(({ identifier, scopes }) => {
      if (scopes.some(({ name }) => name === defaultScope.name)) return identifier ?? "";
      throw new Refusal(
        `The API ${identifier ?? ""} does not define the scope "${defaultScope.name}", which WSO2's ` +
          "Auth0 connector asks for in every grant. Add it to the API's permissions in Auth0, or " +
          "set requireDefaultScope: false where WSO2 does not create applications: pulumi config set " +
          "--path 'api.requireDefaultScope' false",
      );
    });
}
