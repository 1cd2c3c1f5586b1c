import { findOnPath } from "./findOnPath";
import { isAbsolute } from "node:path";
import { runBuildTool, type BuildToolRun } from "./buildTool";
import { isOlder } from "./isOlder";
import type { BuildContext } from "./part";
import { BuildFailed, ToolchainError, installPulumiInstead } from "./toolchainError";

/** Everything that decides what `go build` makes of the sources. */
export const goSettings = {
  // Sums in go.sum are checked and nothing is rewritten; no paths of this machine get in.
  GOFLAGS: "-mod=readonly -trimpath -buildvcs=false",
  // No C compiler needed, and the result runs beside any C library.
  CGO_ENABLED: "0",
  GOTOOLCHAIN: "local",
  GOWORK: "off",
  // For this machine, whatever the person usually compiles for.
  GOOS: "",
  GOARCH: "",
};

const downloading = "go: downloading ";
const isPackage = (line: string): boolean => /^[\w.~-]+(?:\/[\w.~-]+)*$/.test(line);

export interface GoBuild {
  readonly sourceDirectory: string;
  readonly package: string;
  readonly linkerFlags: string;
  readonly outputDirectory: string;
}

export async function goBuild(build: GoBuild, title: string, context: BuildContext): Promise<void> {
  const go = (parameters: readonly string[], onLine: (line: string) => void) =>
    runGo(parameters, { directory: build.sourceDirectory, signal: context.signal, onLine }, title);

  let modules = 0;
  let toCompile = 0;
  // What Go has compiled before is not stale, and not named again.
  const stale = ["list", "-deps", "-f", "{{if .Stale}}{{.ImportPath}}{{end}}", build.package];
  context.reportStage("resolving modules");
  await go(stale, (line) => {
    if (isPackage(line)) toCompile += 1;
    if (!line.startsWith(downloading)) return;
    modules += 1;
    context.reportStage(`downloading (${modules} modules so far)`);
  });

  let compiled = 0;
  const reportCompiled = (): void => {
    context.reportStage(`compiling (package ${compiled} of ${toCompile})`);
  };
  reportCompiled();
  const output = ["-ldflags", build.linkerFlags, "-o", `${build.outputDirectory}/`];
  await go(["build", ...output, "-v", build.package], (line) => {
    if (isPackage(line)) compiled += 1;
    reportCompiled();
  });
}

/** Where Go has put the sources of a module that a go.mod pins, once something was built of it. */
export async function goModuleDirectory(
  sourceDirectory: string,
  module: string,
  signal: AbortSignal,
): Promise<string> {
  const parameters = ["list", "-m", "-f", "{{.Dir}}", module];
  const lines = await runGo(parameters, { directory: sourceDirectory, signal }, module);
  // Go may warn beside it.
  return lines.find((line) => isAbsolute(line)) ?? "";
}

/** The last lines of what Go prints. */
async function runGo(
  parameters: readonly string[],
  run: Omit<BuildToolRun, "environment">,
  title: string,
): Promise<readonly string[]> {
  // The compiler takes more memory for a sixth less of processor time.
  const environment = { GOGC: "400", ...process.env, ...goSettings };
  const { succeeded, lastLines } = await runBuildTool("go", parameters, { ...run, environment });
  if (!succeeded) throw explain(lastLines, title);
  return lastLines;
}

/** Rejects where there is no Go that builds a program whose modules ask for `oldestGo`. */
export async function checkGo(
  program: string,
  oldestGo: string,
  signal: AbortSignal,
): Promise<void> {
  const go = findOnPath("go");
  if (go === undefined) {
    throw new ToolchainError(
      `There is no ${program} on PATH, and no Go to build it with: install Go ${oldestGo} or later, ${installPulumiInstead}`,
    );
  }
  // Outside a module, so that a Go too old to read go.mod still answers.
  const environment = { ...process.env, ...goSettings, GO111MODULE: "off", GOFLAGS: "" };
  const { lastLines } = await runBuildTool(go, ["env", "GOVERSION"], {
    directory: __dirname,
    environment,
    signal,
  });
  const found = lastLines.map((line) => /^go(\d+(?:\.\d+)*)/.exec(line)?.[1]).find(Boolean);
  if (found !== undefined && isOlder(found, oldestGo)) {
    throw new ToolchainError(
      `There is no ${program} on PATH, and Go ${found} is too old to build it: install Go ${oldestGo} or later, ${installPulumiInstead}`,
    );
  }
}

function explain(lastLines: readonly string[], title: string): ToolchainError {
  const output = lastLines.filter((line) => !line.startsWith(downloading) && !isPackage(line));
  const text = output.join("\n");
  const unreachable =
    /dial tcp|no such host|i\/o timeout|connection (refused|reset)|proxyconnect|TLS handshake|Client\.Timeout|lookup disabled by GOPROXY=off|50[234] /;
  const isUnreachable = unreachable.test(text);
  const reason = isUnreachable
    ? "the Go module proxy cannot be reached: check the network and `go env GOPROXY`"
    : "the Go build failed: see below";
  const Failure = isUnreachable ? ToolchainError : BuildFailed;
  return new Failure(
    `${title} could not be built, because ${reason}, ${installPulumiInstead}\n${text}`,
  );
}
