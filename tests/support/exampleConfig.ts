import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runtime } from "@pulumi/pulumi";
import { parse } from "yaml";
import { loadSettings } from "../../components/settings";
import { mockEngine } from "./mocks";

/** A stack config in which somebody has taken the "#" from a block. */
interface Uncommented {
  /** The block's first line. */
  block: string;
  text: string;
}

/**
 * Each block that is commented out: a key with whatever is further in below it, or all that stands in place
 * of "all of the above".
 */
function blocksOfExample(text: string): Uncommented[] {
  const lines = text.split("\n");
  const found: Uncommented[] = [];
  for (let start = 0; start < lines.length; start++) {
    const [, indent, isAlternative] =
      /^( +)# (?:[\w:-]+:(?: |$)|(.*instead of all of the above:$))/.exec(lines[start] ?? "") ?? [];
    if (indent === undefined) continue;
    const begin = isAlternative === undefined ? start : start + 1;
    const inside = `${indent}# ${isAlternative === undefined ? " " : ""}`;
    let end = begin + 1;
    while (lines[end]?.startsWith(inside)) end++;
    const block = lines.slice(begin, end).map((line) => line.replace("# ", ""));
    const [above, below] = [lines.slice(0, begin), lines.slice(end)];
    const around = isAlternative === undefined ? [above, below] : without(indent, above, below);
    found.push({
      block: block[0]?.trim() ?? "",
      text: [...(around[0] ?? []), ...block, ...(around[1] ?? [])].join("\n"),
    });
    start = end - 1;
  }
  return found;
}

/** What stands around a block, but for what is in the same section. */
function without(indent: string, above: string[], below: string[]): [string[], string[]] {
  const isOutside = (line: string) => line !== "" && !line.startsWith(indent);
  const first = above.findLastIndex(isOutside) + 1;
  const last = below.findIndex(isOutside);
  return [above.slice(0, first), last === -1 ? [] : below.slice(last)];
}

const logins = {
  AUTH0_DOMAIN: "acme.eu.auth0.com",
  AUTH0_CLIENT_ID: "deployer",
  AUTH0_CLIENT_SECRET: "secret",
  WSO2_PASSWORD: "password",
};

/** Within a suite: what the settings look for beside a stack config that is filled in as the example is. */
export function exampleEnvironment(): { readonly directory: string } {
  const [home, earlier] = [process.cwd(), { ...process.env }];
  const directory = mkdtempSync(join(tmpdir(), "auth0-wso2-example-"));
  before(async () => {
    writeFileSync(join(directory, "apim-ca.pem"), "");
    process.chdir(directory);
    await mockEngine();
    Object.assign(process.env, logins);
  });
  after(() => {
    process.chdir(home);
    for (const name of Object.keys(logins)) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, earlier);
    runtime.setAllConfig({});
    rmSync(directory, { recursive: true });
  });
  return { directory };
}

/** Defines a test for each block. @param config the text when the tests run, with the same blocks as `example` */
export function acceptsEachBlock(example: string, config: () => string): void {
  for (const { block } of blocksOfExample(example)) {
    it(`is accepted without the "#" before ${block}`, () => {
      const found = blocksOfExample(config()).find((each) => each.block === block);
      if (found === undefined) throw new Error(`The file has no such block:\n${config()}`);
      readStackConfig(found.text);
    });
  }
}

/**
 * Has the settings read a stack config, in which `{ secure: … }` stands for its own text.
 *
 * @throws RunError that lists every mistake
 */
export function readStackConfig(text: string): void {
  const { config } = parse(text) as { config: Record<string, unknown> };
  const decrypted = (_key: string, value: unknown) =>
    typeof value === "object" && value !== null && "secure" in value ? value.secure : value;
  const values = Object.entries(config).map(([key, value]) => [
    key,
    typeof value === "string" ? value : JSON.stringify(value, decrypted),
  ]);
  const secrets = ["wso2", "managementApplication"].map((key) => `auth0-wso2-key-manager:${key}`);
  runtime.setAllConfig(Object.fromEntries(values) as Record<string, string>, secrets);
  loadSettings();
}
