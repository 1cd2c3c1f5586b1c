import { createHash } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
} from "node:fs";
import { basename, join } from "node:path";
import { putInPlace } from "./putInPlace";

/** A plugin that was built, and what the engine's folder of plugins calls it. */
export interface BuiltPlugin {
  /** `resource-<name>-v<version>` */
  readonly name: string;
  readonly directory: string;
}

/** What `pulumi` consists of, each thing where the engine looks for it. */
export interface Installation {
  /** The engine, its language host and the plugin of dynamic providers, which belong side by side. */
  readonly bin: string;
  /** A PULUMI_HOME with the other plugins: the engine warns about those that it finds on PATH. */
  readonly home: string;
}

/** Puts together what was built, and a script that belongs beside the engine. */
export function gather(
  engineDirectories: readonly string[],
  plugins: readonly BuiltPlugin[],
  script: string,
  cache: string,
): Installation {
  const hash = createHash("sha256").update(readFileSync(script));
  // Their names already say what is in them.
  const built = [...engineDirectories, ...plugins.map(({ directory }) => directory)];
  for (const directory of built) hash.update(`\n${basename(directory)}`);
  const finished = join(cache, `installed-${hash.digest("hex").slice(0, 16)}`);
  const installation = { bin: join(finished, "bin"), home: join(finished, "home") };
  if (existsSync(finished)) return installation;

  const unfinished = `${finished}.unfinished-${process.pid}`;
  rmSync(unfinished, { recursive: true, force: true });
  try {
    const bin = join(unfinished, "bin");
    for (const directory of engineDirectories) linkFiles(directory, bin);
    copyFileSync(script, join(bin, basename(script)));
    chmodSync(join(bin, basename(script)), 0o755);
    for (const { name, directory } of plugins) {
      linkFiles(directory, join(unfinished, "home", "plugins", name));
    }
    putInPlace(unfinished, finished);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return installation;
}

/** Links that are not symbolic: the engine must find itself here, not where it was built. */
function linkFiles(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const file of readdirSync(from)) linkSync(join(from, file), join(to, file));
}
