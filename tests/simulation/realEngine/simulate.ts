import { delimiter } from "node:path";
import { ensureToolchain } from "../../../toolchain";
import { generateLife } from "../life/generate";
import { playLife } from "../life/play";
import { describeFailure } from "../report";
import { compare } from "./compare";
import { playable } from "./playable";
import { playOnEngine } from "./play";

/** Plays lives on the real engine and on the model; how many did not hold or were not the same. */
export async function simulateOnEngine(first: number, count: number): Promise<number> {
  const { binDirectories, environment } = await ensureToolchain();
  const path = [...binDirectories, process.env["PATH"] ?? ""].join(delimiter);
  Object.assign(process.env, environment, { PATH: path });
  let failed = 0;
  for (let seed = first; seed < first + count; seed += 1) {
    const life = playable(generateLife(seed));
    const start = performance.now();
    const real = await playOnEngine(life);
    const seconds = ((performance.now() - start) / 1000).toFixed(0);
    const { same, difference } = compare(real.runs, (await playLife(life)).runs);
    const { violation } = real;
    const runs = `${real.runs.length} runs, ${same} of them as the model`;
    console.log(`SEED ${seed}: ${runs}, in ${seconds} s`);
    if (violation) console.log(describeFailure({ life, violation, played: real }, seed));
    if (difference !== undefined) console.log([...real.story, difference].join("\n"));
    if (violation || difference !== undefined) failed += 1;
  }
  console.log(`${count} lives on the real engine: ${failed} failed`);
  return failed;
}
