import { delimiter } from "node:path";
import type { Sandbox } from "auth0-wso2-sandbox";
import { ensureLanguage } from "auth0-wso2-toolchain/ensureLanguage";
import type { StackCommands } from "../stackCommands";
import type { Step } from "../steps";
import type { ExampleRun } from "./exampleRun";
import { inOtherLanguage } from "./otherLanguage";

/** A stack of a program in YAML: Pulumi's host for it is provided first. */
export async function createYamlStack(run: ExampleRun, sandbox: Sandbox): Promise<StackCommands> {
  const path = [...(await ensureLanguage("yaml")), process.env["PATH"]].join(delimiter);
  const stack = await run.createStack("dev", sandbox, { PATH: path });
  await stack.silently("config", "set", "domain", sandbox.auth0.domain);
  return stack;
}

export const yaml = (run: ExampleRun): Step[] => inOtherLanguage(run, "YAML", createYamlStack);
