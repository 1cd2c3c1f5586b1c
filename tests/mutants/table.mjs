import { folderOf } from "./folders.mjs";

/** How each folder fared, as Markdown. */
export function table(results) {
  const byFolder = Map.groupBy(results, ({ fileName }) => folderOf(fileName));
  const rows = [...byFolder].sort(([one], [other]) => one.localeCompare(other));
  return [
    "| folder | mutants | killed | timed out | survived | not covered | noticed |",
    "| --- | --- | --- | --- | --- | --- | --- |",
    ...[...rows, ["all", results]].map(([folder, mutants]) => row(folder, mutants)),
  ].join("\n");
}

function row(folder, mutants) {
  const count = (...statuses) => mutants.filter(({ status }) => statuses.includes(status)).length;
  // A module that cannot even be loaded is noticed by every test.
  const killed = count("Killed", "RuntimeError");
  const timedOut = count("Timeout");
  const survived = count("Survived");
  const uncovered = count("NoCoverage");
  const all = killed + timedOut + survived + uncovered;
  const share = all === 0 ? "" : `${Math.round(((killed + timedOut) / all) * 100)} %`;
  return `| ${[folder, all, killed, timedOut, survived, uncovered, share].join(" | ")} |`;
}
