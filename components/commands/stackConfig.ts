import { pulumi } from "./pulumi";

/** A stack config, decrypted, by the whole names of its keys. */
export type StackConfig = Record<string, { value?: string; secret?: boolean }>;

/** @param stack options that name it; none for the selected one */
export async function stackConfig(stack: readonly string[]): Promise<StackConfig> {
  const printed = await pulumi("config", "--json", "--show-secrets", ...stack);
  return parsedSecret(
    printed || "{}",
    "The config of the stack, as Pulumi prints it,",
  ) as StackConfig;
}

/** What stands in the config key of that name; nothing where it is not set. */
export function objectIn(config: StackConfig, project: string, key: string): object | undefined {
  const { value } = config[`${project}:${key}`] ?? {};
  return value ? (parsedSecret(value, `The config key ${key}`) as object) : undefined;
}

/** The error of JSON.parse shows a part of the text, which may be secret. */
function parsedSecret(text: string, what: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Error(`${what} is not JSON.`);
  }
}
