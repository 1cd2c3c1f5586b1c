import { oneLine } from "../shown";
import { textTable } from "../textTable";
import type { Answer } from "./question";

/** The answers as a table; what is to be done stands below its line. */
export function textOf(answers: readonly Answer[]): string {
  const rows = answers.map(({ section, question, status, found }) =>
    [status, section, question, found].map(oneLine),
  );
  const lines = textTable([["", "of", "asked", "found"], ...rows]);
  const told = answers.flatMap(({ todo }, index) => [
    lines[index + 1] ?? "",
    ...(todo === undefined ? [] : [`          → ${oneLine(todo)}`]),
  ]);
  return [lines[0], ...told, "", summaryOf(answers)].join("\n");
}

function summaryOf(answers: readonly Answer[]): string {
  const statuses = ["failed", "warning", "not seen", "ok"] as const;
  const counts = statuses.map((status) => {
    const { length } = answers.filter((each) => each.status === status);
    return `${length} ${status}`;
  });
  return `${counts.join(", ")}. More: docs/doctor.md`;
}
