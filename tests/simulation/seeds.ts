import { fork } from "node:child_process";
import { PassThrough } from "node:stream";
import { generateLife } from "./life/generate";
import { playLife } from "./life/play";
import type { Violation } from "./life/violation";

/** What came of the life of a seed. */
export interface PlayedSeed {
  seed: number;
  steps: number;
  calls: number;
  /** Milliseconds of CPU. */
  cpu: number;
  /** Of the violation, or of a failure of the simulator itself. */
  signature?: string;
  /** The simulator itself has failed: why. */
  breakdown?: string;
}

/** Which lives are to be played, and until when. */
export interface Seeds {
  first: number;
  /** Exclusive. */
  last: number;
  step: number;
  minutes: number;
  /** A platform and its teams in each. */
  withTeams?: boolean;
}

/** Plays one life after the other. One in which the simulator itself fails counts as failed. */
export async function* playSeeds({ first, last, step, minutes, withTeams }: Seeds) {
  const end = performance.now() + minutes * 60_000;
  for (let seed = first; seed < last && performance.now() < end; seed += step) {
    yield playSeed(seed, withTeams);
  }
}

async function playSeed(seed: number, withTeams?: boolean): Promise<PlayedSeed> {
  const before = process.cpuUsage().user;
  const cpu = () => (process.cpuUsage().user - before) / 1000;
  try {
    const { steps, calls, violation } = await playLife(generateLife(seed, withTeams));
    return { seed, steps, calls, cpu: cpu(), ...signatureOf(violation) };
  } catch (error) {
    const signature = `the simulator itself fails: ${(error as Error).message}`;
    const breakdown = (error as Error).stack ?? signature;
    return { seed, steps: 0, calls: 0, cpu: cpu(), signature, breakdown };
  }
}

const signatureOf = (violation: Violation | undefined) =>
  violation && { signature: violation.signature };

/** Plays the lives in several processes, each of which takes its turn of the seeds. */
export function playInProcesses(count: number, { first, ...seeds }: Seeds) {
  const played = new PassThrough({ objectMode: true });
  let working = count;
  for (let index = 0; index < count; index += 1) {
    const share: Seeds = { ...seeds, first: first + index, step: count };
    const child = fork(__filename, [JSON.stringify(share)], {
      execArgv: ["--require", "tsx/cjs"],
    });
    child.on("message", (each) => played.write(each));
    child.on("exit", (code, signal) => {
      if (code !== 0) played.write(endedEarly(share, `${code ?? signal ?? ""}`));
      working -= 1;
      if (working === 0) played.end();
    });
  }
  return played as AsyncIterable<PlayedSeed>;
}

function endedEarly({ first, step }: Seeds, how: string): PlayedSeed {
  const signature = `a process of the simulator ends early (${how})`;
  const breakdown = `${signature}: the one that plays seeds in steps of ${step} from ${first}`;
  return { seed: first, steps: 0, calls: 0, cpu: 0, signature, breakdown };
}

async function playShare(share: Seeds): Promise<void> {
  for await (const each of playSeeds(share)) process.send?.(each);
  process.disconnect();
}

const [, , share] = process.argv;
if (require.main === module && share !== undefined) void playShare(JSON.parse(share) as Seeds);
