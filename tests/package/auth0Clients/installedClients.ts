import { execFile, fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { environmentFor } from "auth0-wso2-sandbox/environment";
import { installPackages } from "../../support/installedPackages";
import { killed } from "../../support/sandboxProcess";
import { sandboxForTests } from "../../support/sandboxForTests";

const run = promisify(execFile);

/** What a call of the SDK came to. */
export interface SdkAnswer<T> {
  value: T;
  error?: { name: string; status?: number; body?: unknown; isOfSdk: boolean };
  /** Milliseconds that it would have waited before it called again. */
  pauses: number[];
}

/** For a group of tests: a sandbox, and Auth0's own clients in a folder elsewhere. */
export function installedClients() {
  const sandbox = sandboxForTests();
  const children: ChildProcess[] = [];
  let directory: string;
  let environment: NodeJS.ProcessEnv;

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), "auth0-clients-"));
    await installPackages(__dirname, directory);
    environment = { ...process.env, ...(await environmentFor(sandbox, directory)) };
  });

  after(async () => {
    await Promise.all(children.map(killed));
    await rm(directory, { recursive: true, force: true });
  });

  /** The SDK in a process of its own, which trusts the sandbox from its start. */
  const startSdk = (login: Readonly<Record<string, string>> = {}) => {
    const child = fork("sdk.cjs", {
      cwd: directory,
      env: { ...environment, ...login },
      execArgv: [],
    });
    children.push(child);
    return async <T = Record<string, unknown>>(
      method: string,
      ...parameters: unknown[]
    ): Promise<SdkAnswer<T>> => {
      child.send([method, ...parameters]);
      const [answer] = (await once(child, "message")) as [SdkAnswer<T>];
      return answer;
    };
  };

  const fileOf = (name: string) => join(directory, name);

  /** `a0deploy`, for what the sandbox plays alone; what it prints. */
  const deployCli = async (
    command: readonly string[],
    settings: Readonly<Record<string, unknown>> = {},
  ): Promise<string> => {
    const included = { AUTH0_INCLUDED_ONLY: ["clients", "resourceServers", "clientGrants"] };
    await writeFile(fileOf("config.json"), JSON.stringify({ ...included, ...settings }));
    const { stdout, stderr } = await run(
      process.execPath,
      [fileOf("node_modules/auth0-deploy-cli/lib/index.js"), ...command, "-c", "config.json"],
      { cwd: directory, env: environment },
    );
    return stdout + stderr;
  };

  return { sandbox, startSdk, deployCli, fileOf };
}
