import { kindOf } from "./attribution";
import { kinds, wholeDeclaration, type Kind } from "./declaration";
import type { Findings } from "./inventory";
import type { Identities, Interruption, Life } from "./life";
import type { Lane } from "./lane";
import type { Operation } from "./operations";

/** What came of an operation on a kind of resource. */
export interface Cell {
  row: string;
  kind: Kind;
  /** What Pulumi did, and what became of the object. */
  outcome: string;
  /** Exit codes of the runs of the operation. */
  exitCodes: readonly number[];
  /** What is missing, not whole, or touched though it is of others. */
  lost: readonly string[];
  orphaned: readonly string[];
  /** Exit code of the next preview that expects no changes; of several stacks the highest. */
  preview: number;
  /** What destroying everything has ended with. */
  destroyed: Findings & { exitCode: number };
  seconds: number;
}

/** Whether nothing went wrong. */
export function isFlawless({ exitCodes, lost, orphaned, preview, destroyed }: Cell): boolean {
  return (
    exitCodes.every((code) => code === 0) &&
    lost.length + orphaned.length + preview + destroyed.exitCode === 0 &&
    destroyed.lost.length + destroyed.orphaned.length === 0
  );
}

/** The cells of a row that one life gives: one, or all of a row whose operation is on the stack. */
export async function liveThrough(
  lane: Lane,
  { title, perform, on }: Operation,
  kind: Kind,
): Promise<Cell[]> {
  const life = await lane.start("whole");
  const { lost } = await life.findings();
  if (lost.length > 0) throw new Error(`Not everything is there at the start: ${lost.join(", ")}.`);
  const before = life.identities();
  const start = performance.now();
  await life.attempt(() => perform(life, kind));
  const after = life.identities();
  const common = await judge(life, start);
  return (on === "stack" ? kinds : [kind]).map((each) => ({
    row: title,
    kind: each,
    outcome: outcomeOf(life, each, before, after),
    ...(on === "stack" ? partOf(common, each) : common),
  }));
}

/** Kills a run at a request after another until it comes to no further one; a cell for each. */
export async function killEverywhere(
  lane: Lane,
  command: Interruption["command"],
  server: Interruption["server"],
): Promise<Cell[]> {
  const cells: Cell[] = [];
  for (let skip = 0; ; skip += 1) {
    const life = await lane.start(command === "up" ? "empty" : "whole");
    if (command === "up") await life.declare(wholeDeclaration);
    const start = performance.now();
    const request = await life.killed({ command, server, skip });
    if (request === undefined) return cells;
    await life.attempt(() => life.stack.succeed("cancel", "--yes"));
    const pending = command === "up" ? await life.deletePending() : [];
    if (command === "up") await life.up();
    const common = await judge(life, start);
    const byHand = pending.length === 0 ? "" : `; deleted by hand before: ${pending.join(", ")}`;
    const outcome = `killed at ${request}${byHand}${command === "up" ? errorsOf(life) : ""}`;
    const row = `\`${command}\` killed at each write and continued`;
    const kind = kindOf(request);
    cells.push({ row, kind, outcome, ...common });
  }
}

type Judgement = Omit<Cell, "row" | "kind" | "outcome">;

/** Of what was found after an operation on the whole stack, what one column is about. */
function partOf(judgement: Judgement, kind: Kind): Judgement {
  const ofKind = (titles: readonly string[]) => titles.filter((title) => kindOf(title) === kind);
  const { lost, orphaned, destroyed } = judgement;
  return {
    ...judgement,
    lost: ofKind(lost),
    orphaned: ofKind(orphaned),
    destroyed: {
      ...destroyed,
      lost: ofKind(destroyed.lost),
      orphaned: ofKind(destroyed.orphaned),
    },
  };
}

async function judge(life: Life, start: number): Promise<Judgement> {
  const exitCodes = [...life.exitCodes];
  // A destruction that was broken off is judged by how it ends.
  const isGone = life.isBeingDestroyed;
  const { lost, orphaned } = isGone ? { lost: [], orphaned: [] } : await life.findings();
  const preview = isGone ? 0 : Math.max(...(await life.previews()));
  const destroyed = await life.destroyed();
  return {
    exitCodes,
    lost,
    orphaned,
    preview,
    destroyed,
    seconds: (performance.now() - start) / 1000,
  };
}

function outcomeOf(life: Life, kind: Kind, before: Identities, after: Identities): string {
  const object = after[kind] === undefined ? "gone" : after[kind] === before[kind] ? "kept" : "new";
  const refusals = life.refusals > 0 ? "refused, then " : "";
  return `${refusals}${stepsInWords(life.stepsOf(kind))}, object ${object}${errorsOf(life)}`;
}

function stepsInWords(steps: readonly string[]): string {
  const words: [op: string, word: string][] = [
    ["replace", "replaced"],
    ["create", "created"],
    ["update", "updated"],
    ["delete", "deleted"],
  ];
  const done = words.filter(([op]) => steps.includes(op)).map(([, word]) => word);
  return done.length === 0 ? "untouched" : done.join(" and ");
}

function errorsOf({ errors }: Life): string {
  const [error] = errors;
  if (error === undefined) return "";
  return `; refused: ${error.trim().replaceAll(/\s+/g, " ").slice(0, 160)}`;
}
