import * as ts from "typescript";

/** The functions of a file that have more lines than `most`, by name. */
export function longFunctions(source: ts.SourceFile, most: number): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node, outer: string) => {
    const name = nameOf(node) ?? outer;
    if (ts.isFunctionLike(node) && linesOf(node, source) > most) found.push(name);
    ts.forEachChild(node, (child) => {
      visit(child, name);
    });
  };
  visit(source, "");
  return found;
}

function nameOf(node: ts.Node): string | undefined {
  const isNamed = ts.isFunctionLike(node) || ts.isVariableDeclaration(node) || ts.isClassLike(node);
  return isNamed ? node.name?.getText() : undefined;
}

function linesOf(node: ts.Node, source: ts.SourceFile): number {
  const lineAt = (position: number) => source.getLineAndCharacterOfPosition(position).line;
  return lineAt(node.end) - lineAt(node.getStart()) + 1;
}
