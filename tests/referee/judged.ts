/** One comparison: what is sent, step by step. */
export interface Case<Step> {
  title: string;
  steps: readonly Step[];
}

/** A server that plays cases, each from the same beginning. */
export interface Judged<Step> {
  /** The answers, and whatever else must be the same. */
  play: (steps: readonly Step[]) => Promise<readonly object[]>;
  close: () => Promise<unknown>;
}

/** An API of which the sandbox must answer what WSO2's own code answers. */
export interface JudgedApi<Step> {
  /** What it is called in titles, and its recording by file. */
  title: string;
  recording: string;
  /** Cases by what they are about. */
  cases: Readonly<Record<string, readonly Case<Step>[]>>;
  sandbox: () => Promise<Judged<Step>>;
  referee: () => Promise<Judged<Step>>;
}

/** One group a case. */
export function oneByOne<Step>(
  cases: readonly Case<Step>[],
): Record<string, readonly Case<Step>[]> {
  return Object.fromEntries(cases.map((each) => [each.title, [each]]));
}
