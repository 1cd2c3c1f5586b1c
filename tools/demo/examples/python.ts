import { join } from "node:path";
import type { Sandbox } from "auth0-wso2-sandbox";
import { ensureLanguage } from "auth0-wso2-toolchain/ensureLanguage";
import { BuildFailed, ToolchainError } from "auth0-wso2-toolchain/toolchainError";
import type { StackCommands } from "../stackCommands";
import { NotOnThisMachine, type Step } from "../steps";
import type { ExampleRun } from "./exampleRun";
import { createStackOfLanguage, inOtherLanguage } from "./otherLanguage";

const plugin =
  "./node_modules/auth0-wso2-key-manager/load/plugin/pulumi-resource-auth0-wso2-key-manager";

/** A stack of a program in Python, with the SDK that is made of the plugin's schema; the types are checked. */
export async function createPythonStack(run: ExampleRun, sandbox: Sandbox): Promise<StackCommands> {
  const python = "import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 10))";
  await run.shell(`python3 -c '${python}'`).catch(() => {
    throw new NotOnThisMachine("There is no Python 3.10 or later with venv and pip.");
  });
  const built = await ensureLanguage("python").catch((error: unknown) => {
    if (!(error instanceof ToolchainError) || error instanceof BuildFailed) throw error;
    throw new NotOnThisMachine(error.message);
  });
  const directories = [...built, join(run.directory, "venv/bin")];
  const stack = await createStackOfLanguage(run, sandbox, directories);

  await run.shell("python3 -m venv venv");
  await run.shell("pip install --quiet --requirement requirements.txt").catch((error: unknown) => {
    throw new NotOnThisMachine((error as Error).message);
  });
  const isHostPulumis = built.length === 0;
  await run.shell(
    isHostPulumis
      ? `pulumi package gen-sdk ${plugin} --language python`
      : `pulumi package get-schema ${plugin} | pulumi-sdk-python sdk/python`,
  );
  await run.shell("pip install --quiet ./sdk/python");
  await run.shell("mypy --strict __main__.py");
  return stack;
}

export const python = (run: ExampleRun): Step[] =>
  inOtherLanguage(run, "Python", createPythonStack);
