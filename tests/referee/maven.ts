import { spawn } from "node:child_process";
import { once } from "node:events";
import { LastLines } from "./lastLines";

const HEARTBEAT_MS = 15_000;
const LIMIT_MS = 10 * 60_000;

/** Compiles the project into `target`. The only step that uses the network, and Maven's cache of it. */
export async function runMaven(
  project: string,
  target: string,
  codeVersion: string,
): Promise<void> {
  const started = Date.now();
  const seconds = (): string => `${Math.round((Date.now() - started) / 1000)} s`;
  say(
    `building it once: WSO2's own code ${codeVersion}, some 90 MB of jars if Maven has none of them`,
  );
  const heartbeat = setInterval(() => {
    say(`still building, ${seconds()}`);
  }, HEARTBEAT_MS);
  try {
    const properties = [`-Dreferee.build=${target}`, `-Dcarbon-apimgt.version=${codeVersion}`];
    await maven(["process-classes", "-q", "-B", "-ntp", ...properties], project);
    say(`built in ${seconds()}`);
  } finally {
    clearInterval(heartbeat);
  }
}

async function maven(args: string[], project: string): Promise<void> {
  const child = spawn("mvn", args, {
    cwd: project,
    stdio: ["ignore", "pipe", "pipe"],
    timeout: LIMIT_MS,
  });
  const output = new LastLines(child.stdout, child.stderr);
  const [code] = (await once(child, "close")) as [number | null];
  if (code === 0) return;
  const end = code === null ? `did not end within ${LIMIT_MS / 60_000} minutes` : "failed";
  throw new Error(`Maven ${end} while building the referee. Its last lines:\n${output.text()}`);
}

function say(what: string): void {
  process.stderr.write(`referee: ${what}\n`);
}
