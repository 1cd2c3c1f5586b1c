import { readFileSync } from "node:fs";
import { join } from "node:path";
import { getStack, runtime } from "@pulumi/pulumi";
import { parse } from "yaml";

/** A single value somewhere in the stack config. */
export interface Setting {
  /** Where it is below its config key. */
  path: string[];
  value: unknown;
  /** Whether it is encrypted; `unknown` where only the whole config key is known to hold a secret. */
  encryption: "encrypted" | "plain" | "unknown";
}

type Tree = Readonly<Record<string, unknown>>;

/** What `Config` itself asks; the package's declarations leave it out. */
const { isConfigSecret } = runtime as unknown as { isConfigSecret: (key: string) => boolean };

/**
 * Every single value of a config key. The engine says which keys hold a secret, and only the file of
 * the stack which of their values are encrypted; it is believed where it is the one that the engine
 * has read.
 */
export function settingsIn(key: string, value: unknown): Setting[] {
  if (!isConfigSecret(key)) return all(value, "plain");
  return asWritten(value, stackFile()[key]) ?? all(value, "unknown");
}

/** The config as the stack's file has it, with `{ secure: … }` for what is encrypted. */
function stackFile(): Tree {
  try {
    const text = readFileSync(join(process.cwd(), `Pulumi.${getStack()}.yaml`), "utf8");
    return (parse(text) as { config?: Tree } | null)?.config ?? {};
  } catch {
    // Pulumi was told another file, or none: then it is not known.
    return {};
  }
}

/** The values with what the file says of each; nothing where the file says something else. */
function asWritten(value: unknown, written: unknown, path: string[] = []): Setting[] | undefined {
  if (isEncrypted(written)) return all(value, "encrypted", path);
  if (!isTree(value)) {
    return String(value) === String(written) ? [{ path, value, encryption: "plain" }] : undefined;
  }
  if (!isTree(written)) return undefined;
  const names = Object.keys(value);
  if (names.length !== Object.keys(written).length) return undefined;
  const parts = names.map((name) => asWritten(value[name], written[name], [...path, name]));
  return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
}

function all(value: unknown, encryption: Setting["encryption"], path: string[] = []): Setting[] {
  if (!isTree(value)) return [{ path, value, encryption }];
  return Object.entries(value).flatMap(([name, part]) => all(part, encryption, [...path, name]));
}

function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null;
}

function isEncrypted(written: unknown): boolean {
  return isTree(written) && Object.keys(written).length === 1 && "secure" in written;
}
