import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { environmentFor } from "./environment";
import { folderVariable, SandboxFolder } from "./folder";
import { startSandbox, type Sandbox } from "./index";
import type { ShellAdditions, Surroundings } from "./surroundings";
import type { Release } from "./wso2/releases";

export interface ServeOptions extends Surroundings {
  /** Default: the one of the last time, or else the newest. */
  release?: Release;
  /** Folder in which everything is kept. Default: see {@link SandboxFolder.take}. */
  state?: string;
}

/** Runs a sandbox until SIGINT or SIGTERM, and prints how to use it. */
export async function serve(options: ServeOptions): Promise<void> {
  const interruption = new AbortController();
  // Handled each time: npm passes on what the terminal has sent already.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      interruption.abort(new Error("Interrupted."));
    });
  }
  // First, because it may have to say what is missing on this machine.
  const additions = await options.ensurePulumi?.(interruption.signal);
  const folder = SandboxFolder.take(options.state);
  try {
    const isNew = !existsSync(folder.stateFile);
    const sandbox = await startSandbox({
      stateFile: folder.stateFile,
      ...(options.release !== undefined && { release: options.release }),
    });
    try {
      const environmentFile = await writeEnvironment(sandbox, folder.path, additions);
      console.log(instructions(sandbox, folder.path, environmentFile, isNew, options.call));
      await aborted(interruption.signal);
    } finally {
      await sandbox.close();
    }
    console.log(`\nThe sandbox has ended. What it holds is kept in ${shown(folder.path)}.`);
  } finally {
    folder.release();
  }
}

/** A file for a shell to read, so that nobody has to copy twenty lines with secrets in them. */
async function writeEnvironment(
  sandbox: Sandbox,
  folder: string,
  { binDirectories, environment }: ShellAdditions = { binDirectories: [], environment: {} },
): Promise<string> {
  const variables = {
    ...environment,
    ...(await environmentFor(sandbox, folder)),
    GATEWAY_URL: sandbox.wso2.gatewayUrl,
    [folderVariable]: folder,
  };
  const lines = Object.entries(variables).map(([name, value]) => `export ${name}=${quoted(value)}`);
  if (binDirectories.length > 0) {
    lines.push(`export PATH=${quoted(binDirectories.join(":"))}:"$PATH"`);
  }
  const file = join(folder, "environment.sh");
  await writeFile(file, `${lines.join("\n")}\n`, { mode: 0o600 });
  return file;
}

function instructions(
  { auth0, wso2 }: Sandbox,
  folder: string,
  environmentFile: string,
  isNew: boolean,
  call: Surroundings["call"],
): string {
  const { username, password } = wso2.administrator;
  return `A local Auth0 tenant and a local WSO2 API Manager ${wso2.release}, ${isNew ? "new and empty" : "as they were left"}; kept in ${shown(folder)}

  Auth0              https://${auth0.domain}/
  Admin Portal       ${wso2.url}/admin/
  Developer Portal   ${wso2.url}/devportal/
  Publisher          ${wso2.url}/publisher/
  Gateway            ${wso2.gatewayUrl}
  WSO2's login       ${username}, ${password}

In another shell, in this folder:

  . ${shown(environmentFile)}
  pulumi stack select --create sandbox
  pulumi up

An API to subscribe to:  ${call("publish Orders 1.0.0")}
Ctrl-C ends the sandbox; the next \`${call()}\` continues it. \`${call("--help")}\` tells more.`;
}

const aborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => {
      resolve();
    });
  });

/** As a person would type it here. */
const shown = (path: string) => {
  const below = relative("", path);
  return below.startsWith("..") ? path : below;
};

const quoted = (value: string) => `'${value.replaceAll("'", "'\\''")}'`;
