import type { RunningSandbox } from "../running";
import type { Surroundings } from "../surroundings";

/** What a person can have done in a sandbox that runs in another shell. */
export interface Deed {
  /** What follows its name, as the help shows it. */
  parameters: readonly string[];
  /** What it does, for the help. */
  does: string;
  do: (sandbox: RunningSandbox, parameters: readonly string[], options: Options) => Promise<Done>;
}

export interface Options extends Pick<Surroundings, "call"> {
  /** Path of an API on the gateway, without the version. */
  context?: string;
}

/** What a deed has done. */
export interface Done {
  changed: string;
  /** What to look at next. */
  next: string;
}
