import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import * as ts from "typescript";
import * as exported from "../../components";
import { blocksOf } from "../support/pages";
import { contentOf } from "../support/projectFiles";

const root = join(__dirname, "../..");

/** The declarations themselves, and a whole test, which tests/tools/testingPage.test.ts runs. */
const otherPages = ["api.md", "testing.md"];

/** What a block may take from the text around it: what the package exports, and names that speak for themselves. */
const given = `
import * as all from "auth0-wso2-key-manager";
declare global {
  ${Object.keys(exported)
    .map((name) => `const ${name}: typeof all.${name};`)
    .join("\n  ")}
  const auth0: typeof import("@pulumi/auth0");
  const startSandbox: typeof import("auth0-wso2-sandbox").startSandbox;
  const keyManager: all.Auth0KeyManager;
  const args: all.Auth0KeyManagerArgs;
  const management: all.ManagementApplication;
  const emeaTenant: import("@pulumi/auth0").Provider;
  const reportingClientId: string;
  const username: string;
  const password: string;
}`;

describe("the TypeScript of the pages", () => {
  const blocks = readdirSync(join(root, "docs"))
    .filter((page) => page.endsWith(".md") && !otherPages.includes(page))
    .flatMap((page) =>
      blocksOf(contentOf(`docs/${page}`), "ts").map(
        // Each is a module, with names of its own.
        (block, index) => [join(root, `docs-${page}-${index}.ts`), `${block}export {};`] as const,
      ),
    );
  const sources = new Map([...blocks, [join(root, "docs-given.ts"), given]]);

  it("compiles, in all its blocks", () => {
    assert.ok(blocks.length > 5, String(blocks.length));
    const { config } = ts.readConfigFile(join(root, "tsconfig.json"), (file) =>
      ts.sys.readFile(file),
    ) as { config: unknown };
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
    // As readers' programs are, which may await at the top.
    options.module = ts.ModuleKind.ESNext;
    options.moduleResolution = ts.ModuleResolutionKind.Bundler;
    options.noUnusedLocals = false;
    const host = ts.createCompilerHost(options);
    const readFile = host.readFile.bind(host);
    const fileExists = host.fileExists.bind(host);
    host.fileExists = (file) => sources.has(file) || fileExists(file);
    host.readFile = (file) => sources.get(file) ?? readFile(file);
    const program = ts.createProgram([...sources.keys()], options, host);
    const mistakes = [...sources.keys()].flatMap((file) =>
      ts
        .getPreEmitDiagnostics(program, program.getSourceFile(file))
        .map(({ messageText }) => `${file}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`),
    );
    assert.deepEqual(mistakes, []);
  });
});
