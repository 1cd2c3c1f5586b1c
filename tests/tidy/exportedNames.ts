import * as ts from "typescript";
import { sources } from "./sources";
import { vocabularyOf } from "./rooms";

/** The files that export a name, by the name and where it should be one thing. */
export function exportersOfNames(): ReadonlyMap<string, ReadonlySet<string>> {
  const exporters = new Map<string, Set<string>>();
  for (const [file, source] of sources) {
    const vocabulary = vocabularyOf(file);
    for (const name of vocabulary === undefined ? [] : exportedNames(source)) {
      const key = `${name} of ${vocabulary}`;
      exporters.set(key, (exporters.get(key) ?? new Set()).add(file));
    }
  }
  return exporters;
}

/** The names that a file exports and declares itself; what it only passes on is another's. */
function exportedNames(source: ts.SourceFile): string[] {
  return source.statements.flatMap((statement) => {
    if (ts.isExportDeclaration(statement)) {
      const { exportClause: names, moduleSpecifier } = statement;
      const isOwn = moduleSpecifier === undefined && names !== undefined;
      return isOwn && ts.isNamedExports(names) ? names.elements.map(({ name }) => name.text) : [];
    }
    const isExported =
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    return isExported ? namesOf(statement) : [];
  });
}

function namesOf(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map(({ name }) => name.getText());
  }
  const { name } = statement as ts.DeclarationStatement;
  return name === undefined ? [] : [name.getText()];
}
