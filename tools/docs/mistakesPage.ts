import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as prettier from "prettier";
import { configMistakes, type ConfigMistake } from "./mistakes/configMistakes";

/** Where the page is. */
export const mistakesPageFile = join(__dirname, "../../docs/mistakes.md");

const introduction = `# Mistakes of the configuration

What is said of a mistake in the stack config or the environment, and what repairs it. All of them are said in one go, before
a server is asked. \`npm run docs\` makes this page from \`tools/docs/mistakes/\`; a test makes every mistake, runs what
the message tells, as it stands there, and sees the mistake gone. Everything else that fails: [errors](errors.md).`;

/** The page as the tables yield it. */
export async function mistakesPage(): Promise<string> {
  const sections = [
    introduction,
    table(Object.entries(configMistakes).map(([title, mistake]) => configRow(title, mistake))),
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
