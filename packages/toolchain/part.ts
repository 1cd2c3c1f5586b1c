/** One thing the toolchain is made of; each is built and cached on its own. */
export interface Part {
  /** Starts the name of its directory in the cache. */
  readonly name: string;
  /** What the person waiting reads: what is done, to what, why, and how long it usually takes. */
  readonly verb: "Building" | "Installing";
  readonly title: string;
  readonly reason: string;
  readonly usualTime: string;
  /** Changes whenever the result of `build` would. */
  readonly fingerprint: string;
  /** Rejects where this machine lacks what `build` needs; called before anything is announced. */
  check(signal: AbortSignal): Promise<void>;
  /** Fills an empty directory; rejects with a ToolchainError where a person can help. */
  build(directory: string, context: BuildContext): Promise<void>;
}

export interface BuildContext {
  readonly signal: AbortSignal;
  /** Tells how far the build is; shown with the next sign of life. */
  readonly reportStage: (stage: string) => void;
}
