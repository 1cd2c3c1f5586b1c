import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ensureToolchain } from "../toolchain";
import { environmentFor } from "./environment";
import { startSandbox } from "./index";
import { releases, type Release } from "./wso2/releases";

/** `npm run sandbox`: runs a sandbox until it is interrupted, for trying `pulumi` by hand. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { release: { type: "string" }, state: { type: "string" } },
  });
  const directory = join(__dirname, "../.sandbox");
  await mkdir(directory, { recursive: true });
  const sandbox = await startSandbox({
    ...(values.release !== undefined && { release: releaseOf(values.release) }),
    ...(values.state !== undefined && { stateFile: values.state }),
  });
  const { binDirectories } = await ensureToolchain();
  const environment = await environmentFor(sandbox, directory);

  console.log("# A local Auth0 tenant and a local WSO2 API Manager. In another shell:\n");
  if (binDirectories.length > 0) console.log(`export PATH="${binDirectories.join(":")}:$PATH"`);
  for (const [name, value] of Object.entries(environment)) console.log(`export ${name}='${value}'`);
  console.log("pulumi stack select --create sandbox");
  console.log("pulumi up\n\n# Ctrl-C ends the sandbox.");

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      void sandbox.close();
    });
  }
}

function releaseOf(text: string): Release {
  const release = releases.find((each) => each === text);
  if (release === undefined) {
    throw new Error(`--release must be one of ${releases.join(", ")}, but is ${text}.`);
  }
  return release;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
