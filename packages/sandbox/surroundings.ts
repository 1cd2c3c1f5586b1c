/** What differs with where the sandbox's command is started from. */
export interface Surroundings {
  /** How a person calls the command, with these parameters behind it. */
  readonly call: (parameters?: string) => string;
  /** Provides what the machine lacks to run `pulumi`. Default: nothing, whoever wants it has it. */
  readonly ensurePulumi?: (signal: AbortSignal) => Promise<ShellAdditions>;
}

/** What a shell needs beside the sandbox's own variables, so that it finds and runs `pulumi`. */
export interface ShellAdditions {
  /** To be put in front of PATH. */
  readonly binDirectories: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}
