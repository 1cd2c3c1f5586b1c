import { join, relative } from "node:path";
import * as ts from "typescript";
import { sources } from "./sources";

const root = join(__dirname, "../..");

/** A file with code that imports another one of the project, be it for a type alone. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  /** What the file calls it. */
  readonly as: string;
}

const { config } = ts.readConfigFile(join(root, "tsconfig.json"), (file) =>
  ts.sys.readFile(file),
) as {
  config: unknown;
};
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
const cache = ts.createModuleResolutionCache(root, (name) => name, options);

/** Every import between files of the project, as the compiler resolves it. */
export const arrows: readonly Arrow[] = [...sources].flatMap(([from, source]) =>
  namesIn(source).flatMap((as) => {
    const to = resolve(from, as);
    return to === undefined ? [] : [{ from, to, as }];
  }),
);

/** Files that something needs: what tests import of the product, they alone need. */
const needed = new Set(
  arrows.filter(({ from, to }) => !isTest(from) || isTest(to)).map(({ to }) => to),
);

export function isNeeded(file: string): boolean {
  return needed.has(file);
}

/** An arrow between what stands in one folder: two files, or the folders in it that they are in. */
export function sideBySide({ from, to }: Arrow): [string, string] {
  const [own, other] = [from.split("/"), to.split("/")];
  const common = own.findIndex((part, index) => part !== other[index]);
  return [own.slice(0, common + 1).join("/"), other.slice(0, common + 1).join("/")];
}

function isTest(file: string): boolean {
  return file.startsWith("tests/");
}

/** What a file imports, by the names that it has for it: static, dynamic, required, or a type's. */
function namesIn(source: ts.SourceFile): string[] {
  const names: string[] = [];
  const visit = (node: ts.Node) => {
    const name = importedBy(node);
    if (name && ts.isStringLiteralLike(name)) names.push(name.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return names;
}

function importedBy(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isImportTypeNode(node)) {
    return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined;
  }
  if (!ts.isCallExpression(node)) return undefined;
  const { expression: called, arguments: given } = node;
  const isImport =
    called.kind === ts.SyntaxKind.ImportKeyword ||
    (ts.isIdentifier(called) && called.text === "require");
  return isImport ? given[0] : undefined;
}

function resolve(from: string, as: string): string | undefined {
  const { resolvedModule: found } = ts.resolveModuleName(
    as,
    join(root, from),
    { ...options, allowJs: true },
    ts.sys,
    cache,
  );
  if (found === undefined || found.isExternalLibraryImport) return undefined;
  const to = relative(root, found.resolvedFileName).replaceAll("\\", "/");
  return sources.has(to) ? to : undefined;
}
