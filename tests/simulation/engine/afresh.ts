import { readFileSync, existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve, sep } from "node:path";
import { compileFunction } from "node:vm";
import ts from "typescript";

const components = resolve(__dirname, "../../../components");

type Compiled = (
  exports: object,
  require: (name: string) => unknown,
  module: { exports: object },
  console: Pick<Console, "log" | "warn" | "error">,
) => void;

const compiled = new Map<string, Compiled>();

/** What a process gives to the code that it loads. */
export interface Surroundings {
  console: Pick<Console, "log" | "warn" | "error">;
  /** Packages in place of those that are installed, by name. */
  packages: Readonly<Record<string, unknown>>;
}

/**
 * Loads a file of `components/` and everything that it needs of there anew, as a process does that
 * has just been started: nothing that an earlier one remembers is in it.
 */
export function loadAfresh(file: string, { console, packages }: Surroundings): unknown {
  const modules = new Map<string, { exports: object }>();
  const load = (path: string): object => {
    const known = modules.get(path);
    if (known) return known.exports;
    const module = { exports: {} };
    modules.set(path, module);
    const require = (name: string): unknown => {
      if (name in packages) return packages[name];
      const found = resolved(path, name);
      return "source" in found ? load(found.source) : found.module;
    };
    compile(path)(module.exports, require, module, console);
    return module.exports;
  };
  return load(sourceOf(join(components, file)));
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
  const { outputText } = ts.transpileModule(readFileSync(path, "utf8"), {
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.CommonJS,
      esModuleInterop: true,
    },
    fileName: path,
  });
  const parameters = ["exports", "require", "module", "console"];
  const made = compileFunction(outputText, parameters, { filename: path }) as unknown as Compiled;
  compiled.set(path, made);
  return made;
}
