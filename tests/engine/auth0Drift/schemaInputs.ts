import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as ts from "typescript";

const packageDirectory = dirname(require.resolve("@pulumi/auth0/package.json"));

/** The inputs of a resource, as the installed package declares them: `ClientArgs`, say. */
export function inputsOf(resource: string): string[] {
  const file = resource.charAt(0).toLowerCase() + resource.slice(1);
  return membersOf(join(packageDirectory, `${file}.d.ts`), `${resource}Args`);
}

/** The members of an input that is an object: `ClientJwtConfiguration`, say. */
export function membersOfInput(type: string): string[] {
  return membersOf(join(packageDirectory, "types/input.d.ts"), type);
}

function membersOf(file: string, interfaceName: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest);
  const members: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isInterfaceDeclaration(node) && node.name.text === interfaceName) {
      for (const member of node.members) {
        if (member.name && ts.isIdentifier(member.name)) members.push(member.name.text);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  if (members.length === 0) throw new Error(`${file} has no members of ${interfaceName}.`);
  return members;
}
