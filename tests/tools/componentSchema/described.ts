import * as pulumi from "@pulumi/pulumi";

/** What it is. */
export class Described extends pulumi.ComponentResource {
  /** Its id. */
  declare readonly id: pulumi.Output<string>;
  /** What other programs do not see. */
  declare readonly declaration: pulumi.Output<string>;
  declare readonly parts: readonly pulumi.Resource[];

  constructor(
    name: string,
    args: {
      /** Its name. */
      readonly name: string;
      /**
       * Its color.
       *
       * @default "red"
       */
      readonly color?: pulumi.Input<"red" | "blue">;
      /** @secret */
      readonly password?: pulumi.Input<string>;
      readonly of: Described;
    },
  ) {
    super("auth0-wso2-key-manager:index:Described", name, args);
  }
}
