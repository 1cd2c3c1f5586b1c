/** How Stryker is run, whatever is mutated. */
export const options = {
  plugins: [
    "@stryker-mutator/mocha-runner",
    "@stryker-mutator/typescript-checker",
    "./tests/mutants/ignore.mjs",
  ],
  ignorers: ["wording", "undrawn"],
  testRunner: "mocha",
  testRunnerNodeArgs: ["--require", "./tests/mutants/mochaInternals.cjs"],
  mochaOptions: { config: "tests/mutants/mocharc.json" },
  coverageAnalysis: "perTest",
  checkers: ["typescript"],
  tsconfigFile: "tests/mutants/tsconfig.json",
  disableTypeChecks: false,
  // Tests end by themselves; a machine that has other work is not to be taken for a mutant that hangs.
  timeoutFactor: 4,
  ignorePatterns: ["target", "dist", "tests/referee"],
  tempDirName: "target/mutants/sandbox",
  reporters: ["html", "json", "progress-append-only"],
  htmlReporter: { fileName: "target/mutants/report.html" },
  jsonReporter: { fileName: "target/mutants/report.json" },
};
