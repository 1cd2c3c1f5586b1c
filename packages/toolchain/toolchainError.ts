/** Why there is no toolchain, worded for the person who has to do something about it. */
export class ToolchainError extends Error {
  override readonly name = "ToolchainError";
}

/** What is to be built does not build, on whichever machine. */
export class BuildFailed extends ToolchainError {}

export const installPulumiInstead =
  "or install Pulumi, which is then used as it is: https://www.pulumi.com/docs/install/";
