import * as ts from "typescript";
import { contentOf, filesIn } from "../support/projectFiles";

/** What TypeScript's own parser makes of every file with code, by its path from the root. */
export const sources: ReadonlyMap<string, ts.SourceFile> = new Map(
  filesIn("")
    .filter((file) => /\.[cm]?[jt]s$/.test(file))
    .map((file) => [
      file,
      ts.createSourceFile(file, contentOf(file), ts.ScriptTarget.Latest, true, kindOf(file)),
    ]),
);

function kindOf(file: string): ts.ScriptKind {
  return file.endsWith("ts") ? ts.ScriptKind.TS : ts.ScriptKind.JS;
}
