import type { Sandbox } from "auth0-wso2-sandbox";
import { ensureLanguage } from "auth0-wso2-toolchain/ensureLanguage";
import type { StackCommands } from "../stackCommands";
import type { Step } from "../steps";
import type { ExampleRun } from "./exampleRun";
import { createStackOfLanguage, inOtherLanguage } from "./otherLanguage";

/** A stack of a program in YAML: Pulumi's host for it is provided first. */
export async function createYamlStack(run: ExampleRun, sandbox: Sandbox): Promise<StackCommands> {
  return createStackOfLanguage(run, sandbox, await ensureLanguage("yaml"));
}

export const yaml = (run: ExampleRun): Step[] => inOtherLanguage(run, "YAML", createYamlStack);
