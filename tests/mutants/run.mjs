// npm run mutants -- [folder or file…] [--sample <mutants per folder>] [--seed <text>] [--concurrency <number>]
import { glob, readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import "./mochaInternals.cjs";
import { Stryker } from "@stryker-mutator/core";
import { options } from "./options.mjs";
import { sample } from "./sample.mjs";
import { table } from "./table.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: "string" },
    seed: { type: "string", default: "1" },
    tests: { type: "string", multiple: true },
    concurrency: { type: "string", default: "1" },
  },
});

async function filesIn(paths) {
  const patterns = paths.map((path) => (path.endsWith(".ts") ? path : `${path}/**/*.ts`));
  return (await Array.fromAsync(glob(patterns))).sort();
}

/** A mutant in a line: where it is, and what it makes of the code. */
async function describe({ fileName, location: { start, end }, replacement, mutatorName }) {
  const lines = (await readFile(fileName, "utf8")).split("\n").slice(start.line - 1, end.line);
  lines.push(lines.pop().slice(0, end.column - 1));
  lines.unshift(lines.shift().slice(start.column - 1));
  const change = `${shorten(lines.join(" "))} → ${shorten(replacement)}`;
  return `${fileName}:${start.line}:${start.column} ${mutatorName}: ${change}`;
}

function shorten(code) {
  const line = code.replace(/\s+/g, " ");
  return line.length > 70 ? `${line.slice(0, 69)}…` : line;
}

const files = await filesIn(positionals.length > 0 ? positionals : ["components"]);
const mutate = values.sample ? await sample(files, Number(values.sample), values.seed) : files;
const results = await new Stryker({
  ...options,
  // A look at single tests is to be quick, and the compiler takes longer than they do.
  ...(values.tests && {
    mochaOptions: { ...options.mochaOptions, spec: values.tests },
    checkers: [],
  }),
  mutate,
  concurrency: Number(values.concurrency),
}).runMutationTest();
const unnoticed = results.filter(({ status }) => ["Survived", "NoCoverage"].includes(status));
process.stdout.write(`${(await Promise.all(unnoticed.map(describe))).sort().join("\n")}\n`);
process.stdout.write(`${table(results)}\n`);
