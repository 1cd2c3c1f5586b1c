import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, parse, sep } from "node:path";
import * as prettier from "prettier";
import ts from "typescript";

const root = join(__dirname, "../../components");

/** Where the page is. */
export const messagesPageFile = join(__dirname, "../../docs/messages.md");

const introduction = `# Messages

All that the module says: errors, refusals, and what it tells during a run. \`npm run docs\` makes this page from the
sources, so a new message is here by itself. It is sorted by folder and file. \`<…>\` stands for a value. Where the
parts of a sentence are put together during a run, each part has a line of its own.`;

/** A text of fewer words is a name or a key. */
const fewestWords = 4;

/** What the tables of fields say is on the pages that are made of them; the report's page is markup. */
const onOtherPages = /^auth0\/fields\/|^commands\/driftReport\/html\.ts$/;

/** The page as the sources yield it. */
export async function messagesPage(): Promise<string> {
  const files = readdirSync(root, { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll(sep, "/"))
    .filter((file) => file.endsWith(".ts") && !onOtherPages.test(file))
    .sort();
  const rooms = new Map<string, string[]>();
  for (const file of files) {
    const messages = messagesIn(join(root, file));
    if (messages.length === 0) continue;
    const { dir, base } = parse(`components/${file}`);
    const text = `\`${base}\`\n\n\`\`\`text\n${messages.join("\n")}\n\`\`\``;
    rooms.set(dir, [...(rooms.get(dir) ?? []), text]);
  }
  const parts = [...rooms].map(([room, texts]) => `## ${room}\n\n${texts.join("\n\n")}`);
  return prettier.format([introduction, ...parts].join("\n\n"), { parser: "markdown" });
}

/** The texts in a source that people read. */
function messagesIn(file: string): string[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(file, "utf8"),
    ts.ScriptTarget.Latest,
    true,
  );
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const text = textOf(node);
    if (text === undefined) {
      ts.forEachChild(node, visit);
      return;
    }
    if (text.split(/\s+/).length >= fewestWords) found.push(text.trim().replace(/\s+/g, " "));
    // What is put into a text may have one of its own.
    insertedIn(node).forEach(visit);
  };
  visit(source);
  return [...new Set(found)];
}

/** The text that an expression yields; nothing where it is none. */
function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (ts.isTemplateExpression(node)) {
    const spans = node.templateSpans.map(
      ({ expression, literal }) => `<${nameOf(expression)}>${literal.text}`,
    );
    return node.head.text + spans.join("");
  }
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.PlusToken) {
    return undefined;
  }
  const [left, right] = [textOf(node.left), textOf(node.right)];
  if (left === undefined && right === undefined) return undefined;
  return `${left ?? `<${nameOf(node.left)}>`}${right ?? `<${nameOf(node.right)}>`}`;
}

/** Expressions whose values a text holds. */
function insertedIn(node: ts.Node): ts.Node[] {
  if (ts.isTemplateExpression(node)) return node.templateSpans.map(({ expression }) => expression);
  if (!ts.isBinaryExpression(node)) return [];
  return [node.left, node.right].flatMap((side) =>
    textOf(side) === undefined ? [side] : insertedIn(side),
  );
}

/** What a reader may call a value: the last name in its expression. */
function nameOf(expression: ts.Expression): string {
  if (ts.isIdentifier(expression)) return wordsOf(expression.text);
  if (ts.isPropertyAccessExpression(expression)) return wordsOf(expression.name.text);
  if (ts.isCallExpression(expression)) {
    const [first] = expression.arguments;
    return first === undefined ? nameOf(expression.expression) : nameOf(first);
  }
  if (ts.isBinaryExpression(expression)) return nameOf(expression.left);
  if (ts.isParenthesizedExpression(expression) || ts.isAsExpression(expression)) {
    return nameOf(expression.expression);
  }
  return "…";
}

const wordsOf = (name: string) => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

if (require.main === module) {
  void messagesPage().then((page) => {
    writeFileSync(messagesPageFile, page);
  });
}
