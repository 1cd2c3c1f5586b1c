import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as ts from "typescript";

const options: ts.TranspileOptions = {
  compilerOptions: {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.CommonJS,
    esModuleInterop: true,
  },
};

/**
 * Turns a copy of a program into JavaScript. Reading TypeScript is half of the time of a run, and
 * the matrix has hundreds of runs; the other tests on the engine run what users run.
 */
export async function compile(directory: string): Promise<void> {
  for (const part of ["index.ts", "components", "tests"]) {
    for (const file of await filesIn(directory, part)) {
      const source = await readFile(file, "utf8");
      if (file.endsWith(".ts")) {
        const { outputText } = ts.transpileModule(source, options);
        await writeFile(file.replace(/\.ts$/, ".js"), outputText);
        await rm(file);
      } else if (file.endsWith(".cjs")) {
        // What loads TypeScript in the processes of providers and of the smoke test.
        await writeFile(
          file,
          source.replace(/^require\("ts-node.*$/m, "").replace(/\.ts"/, '.js"'),
        );
      }
    }
  }
  await replaceIn(join(directory, "package.json"), '"main": "index.ts"', '"main": "index.js"');
  await replaceIn(
    join(directory, "Pulumi.yaml"),
    "packagemanager: npm",
    "packagemanager: npm\n    typescript: false",
  );
}

async function filesIn(directory: string, part: string): Promise<string[]> {
  if (part.endsWith(".ts")) return [join(directory, part)];
  const entries = await readdir(join(directory, part), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
}

async function replaceIn(file: string, earlier: string, later: string): Promise<void> {
  const text = await readFile(file, "utf8");
  if (!text.includes(earlier)) throw new Error(`${file} does not have ${earlier}.`);
  await writeFile(file, text.replace(earlier, later));
}
