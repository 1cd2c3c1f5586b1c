/** What a check has found. */
export interface CheckResult {
  check: string;
  passed: boolean;
  /** What was seen; holds no secret. */
  seen: string;
}

/** What a run has found, check by check. */
export type Report = CheckResult[];

/** A report for people, a line for each check. */
export function toText(report: Report): string {
  const width = Math.max(...report.map(({ check }) => check.length));
  return report
    .map(
      ({ check, passed, seen }) =>
        `${passed ? "passed" : "FAILED"}  ${check.padEnd(width)}  ${seen}`,
    )
    .join("\n");
}
