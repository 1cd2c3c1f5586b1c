import { testFiles, groupOf } from "./groups";

/** Which groups of tests an option asks for; without one, all but the slow ones run. */
const options: Readonly<Record<string, readonly string[]>> = {
  "--fast": ["fast"],
  "--all": ["fast", "usual", "slow"],
};

const given = process.argv.slice(2);
const option = given.find((argument) => argument in options);
const groups = options[option ?? ""] ?? ["fast", "usual"];
const forMocha = given.filter((argument) => argument !== option);
if (!forMocha.some((argument) => argument.endsWith(".test.ts"))) {
  forMocha.push(...testFiles().filter((file) => groups.includes(groupOf(file))));
}
process.argv.splice(2, Infinity, ...forMocha);
void import(require.resolve("mocha/bin/mocha.js"));
