import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Case, Judged } from "./judged";

type Played = readonly object[];
type CaseLine = readonly [title: string, ...numbers: number[]];

const fileOf = (name: string) => join(__dirname, "recordings", `${name}.jsonl`);

/**
 * What WSO2's own code has answered, by the titles of the cases; `npm run referee` records it anew.
 *
 * A line is an answer, or a case with the numbers of its answers: most are given more than once.
 */
export function recordingOf(name: string): ReadonlyMap<string, Played> {
  const answers: object[] = [];
  const cases = new Map<string, Played>();
  for (const text of readFileSync(fileOf(name), "utf8").trim().split("\n")) {
    const line = JSON.parse(text) as object | CaseLine;
    if (!isCase(line)) answers.push(line);
    else
      cases.set(
        line[0],
        line.slice(1).map((number) => answers[Number(number)] ?? {}),
      );
  }
  return cases;
}

const isCase = (line: object): line is CaseLine => Array.isArray(line);

export function writeRecording(name: string, cases: ReadonlyMap<string, Played>): void {
  const known = new Map<string, number>();
  const lines: string[] = [];
  for (const [title, played] of cases) {
    const numbers = played.map((answer) => {
      const text = JSON.stringify(answer);
      const number = known.get(text) ?? known.size;
      if (number === known.size) lines.push(text);
      known.set(text, number);
      return number;
    });
    lines.push(JSON.stringify([title, ...numbers]));
  }
  writeFileSync(fileOf(name), `${lines.join("\n")}\n`);
}

/** Plays every case, and gives what came of it as a recording holds it: what is undefined is not there. */
export async function playAll<Step>(
  judged: Judged<Step>,
  cases: readonly Case<Step>[],
): Promise<Map<string, Played>> {
  const all = new Map<string, Played>();
  for (const { title, steps } of cases) {
    all.set(title, JSON.parse(JSON.stringify(await judged.play(steps))) as Played);
  }
  return all;
}
