import { spawnSync } from "node:child_process";
import { join } from "node:path";

const OLDEST_JAVA = 17;

/** A JDK's program: Maven takes JAVA_HOME before PATH, and both must run on the same one. */
export function javaProgram(name: "java" | "javac"): string {
  const home = process.env.JAVA_HOME;
  return home ? join(home, "bin", name) : name;
}

/** Why Java cannot run what was built, or undefined. */
export function javaMissing(): string | undefined {
  return tooOld("java");
}

/** Why nothing can be built, or undefined. */
export function buildToolsMissing(): string | undefined {
  const compiler = tooOld("javac");
  if (compiler) return compiler;
  const maven = spawnSync("mvn", ["-version"], { encoding: "utf8" });
  return maven.status === 0 ? undefined : "Maven (mvn) is not on the PATH";
}

function tooOld(name: "java" | "javac"): string | undefined {
  const program = javaProgram(name);
  const { status, stdout, stderr } = spawnSync(program, ["-version"], { encoding: "utf8" });
  if (status !== 0) return `${program} does not run`;
  const version = /\d+/.exec(`${stdout}${stderr}`)?.[0] ?? "of unknown version";
  return Number(version) >= OLDEST_JAVA ? undefined : `${program} is ${version}`;
}
