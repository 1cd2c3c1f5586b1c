import { readFileSync, existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve, sep } from "node:path";
import { compileFunction } from "node:vm";
import ts from "typescript";

const components = resolve(__dirname, "../../../components");

interface Compiled {
  text: string;
  run: (
    exports: object,
    require: (name: string) => unknown,
    module: { exports: object },
    console: Pick<Console, "log" | "warn" | "error">,
  ) => void;
}

const compiled = new Map<string, Compiled>();

/** What a process gives to the code that it loads. */
export interface Surroundings {
  console: Pick<Console, "log" | "warn" | "error">;
  /** Packages in place of those that are installed, by name. */
  packages: Readonly<Record<string, unknown>>;
}

/**
 * Loads files of `components/` and everything that they need of there anew, as a process does that
 * has just been started: nothing that an earlier one remembers is in it. Files that can remember
 * nothing, such as tables of fields, are loaded once: they take most of the time.
 *
 * @returns what the files export
 */
export function loadAfresh(files: readonly string[], surroundings: Surroundings): object {
  const own: Modules = new Map();
  const loaded = files.map((file) => load(sourceOf(join(components, file)), own, surroundings));
  return Object.assign({}, ...loaded) as object;
}

type Modules = Map<string, { exports: object }>;

const shared: Modules = new Map();

function load(path: string, own: Modules, surroundings: Surroundings): object {
  const modules = remembersNothing(path) ? shared : own;
  const known = modules.get(path);
  if (known) return known.exports;
  const module = { exports: {} };
  modules.set(path, module);
  const require = (name: string): unknown => {
    if (name in surroundings.packages) return surroundings.packages[name];
    const found = resolved(path, name);
    return "source" in found ? load(found.source, own, surroundings) : found.module;
  };
  compile(path).run(module.exports, require, module, surroundings.console);
  return module.exports;
}

/** What a file holds that could be other from process to process, and what it takes from outside. */
const memory =
  /^(export )?let |^(export )?(default )?class |^\S.*\bnew (Weak)?(Map|Set)\b|console\.|"axios|process\b/m;

const forgetful = new Map<string, boolean>();

function remembersNothing(path: string): boolean {
  const known = forgetful.get(path);
  if (known !== undefined) return known;
  // Those that import each other in a circle are not looked into.
  forgetful.set(path, false);
  const { text } = compile(path);
  const sources = [...text.matchAll(/require\("([^"]+)"\)/g)].map(([, name = ""]) =>
    resolved(path, name),
  );
  const answer =
    !memory.test(text) &&
    sources.every((found) => !("source" in found) || remembersNothing(found.source));
  forgetful.set(path, answer);
  return answer;
}

/** What is meant by a name in a file: a source to be loaded anew, or something that is shared. */
type Resolved = { source: string } | { module: unknown };

const resolutions = new Map<string, Resolved>();

function resolved(path: string, name: string): Resolved {
  const key = `${path} ${name}`;
  const known = resolutions.get(key);
  if (known) return known;
  const source = name.startsWith(".") ? sourceOf(join(dirname(path), name)) : "";
  const found = source.startsWith(components + sep)
    ? { source }
    : { module: createRequire(path)(name) as unknown };
  resolutions.set(key, found);
  return found;
}

function sourceOf(path: string): string {
  const candidates = [`${path}.ts`, join(path, "index.ts"), path];
  return candidates.find((candidate) => existsSync(candidate)) ?? path;
}

function compile(path: string): Compiled {
  const known = compiled.get(path);
  if (known) return known;
  const { outputText: text } = ts.transpileModule(readFileSync(path, "utf8"), {
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.CommonJS,
      esModuleInterop: true,
    },
    fileName: path,
  });
  const parameters = ["exports", "require", "module", "console"];
  const run = compileFunction(text, parameters, { filename: path }) as unknown as Compiled["run"];
  const made = { text, run };
  compiled.set(path, made);
  return made;
}
