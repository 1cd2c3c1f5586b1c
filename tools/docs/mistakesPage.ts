import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as prettier from "prettier";
import { configMistakes, type ConfigMistake } from "./mistakes/configMistakes";
import { serverMistakes } from "./mistakes/serverMistakes";

/** Where the page is. */
export const mistakesPageFile = join(__dirname, "../../docs/mistakes.md");

const introduction = `# Mistakes

What is said of a mistake, and what repairs it. Nothing was written to a server before. \`npm run docs\` makes
this page from \`tools/docs/mistakes/\`; a test makes every mistake, runs what the message tells, as it stands
there, and sees the mistake gone. Mistakes of the configuration are said in one go, before anybody is asked;
those that the servers know of are seen by a \`pulumi preview\`, but for a permission to create, which is seen at
the start of \`pulumi up\`.`;

/** The page as the tables yield it. */
export async function mistakesPage(): Promise<string> {
  const sections = [
    introduction,
    "## Of the configuration",
    table(Object.entries(configMistakes).map(([title, mistake]) => configRow(title, mistake))),
    "## That the servers know of",
    table(
      Object.entries(serverMistakes).map(([title, { message, remedy, command }]) => [
        title,
        code(message),
        command === undefined ? remedy : `${remedy}: ${code(command)}`,
      ]),
    ),
  ];
  return prettier.format(sections.join("\n\n"), { parser: "markdown", printWidth: 100 });
}

function configRow(title: string, { message, remedy = [], exports = {} }: ConfigMistake) {
  const ways = [Object.keys(exports).map(code).join(", "), remedy.map(code).join(", ")].filter(
    Boolean,
  );
  return [title, code(message), ways.join(", or ")];
}

function table(rows: string[][]): string {
  const header = ["mistake", "message", "remedy"];
  return [header, header.map(() => "---"), ...rows].map(line).join("\n");
}

const line = (cells: string[]) =>
  `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;

const code = (text: string) => `\`${text}\``;

if (require.main === module) {
  void mistakesPage().then((text) => {
    writeFileSync(mistakesPageFile, text);
  });
}
