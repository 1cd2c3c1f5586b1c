import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as prettier from "prettier";
import { engineFailures } from "./mistakes/engineFailures";
import { moduleFailures } from "./mistakes/moduleFailures";
import { serverMistakes } from "./mistakes/serverMistakes";

/** Where the page is. */
export const errorsPageFile = join(__dirname, "../../docs/errors.md");

const introduction = `# Errors

Search this page for a part of what is printed; "…" stands for what differs. Mistakes of the stack config are on
[a page of their own](mistakes.md), all other texts in [messages](messages.md).

A request that failed for a while (no connection, 429, 502, 503, 504) is repeated up to three times within a minute
before anything is printed, and only where repeating is safe. Every error of this module names the call, the answer and
what to do. The next \`pulumi up\` continues from what is there.`;

const exitCodes = `## Exit codes

| command | code | meaning |
| --- | --- | --- |
| \`pulumi\` | 0 | done; with \`--expect-no-changes\` nothing to do |
| | 1 | something failed: what is printed is on this page |
| | 2 | an option is wrong, or \`--yes\` is missing where nobody can be asked |
| | 3 | no login at the backend |
| | 6 | no such stack |
| | 7 | with \`--expect-no-changes\`: there are changes |
| | 8 | cancelled |
| \`npm run -s drift\` | 0 | no changes; what others have decided does not count |
| | 7 | changes, or keys that wait for an approval or were refused one |
| | 2 | an option is wrong, there is no \`pulumi\`, or the page could not be written |
| | others | Pulumi's: it could not be found out |
| \`npm run -s doctor\` | 0 | nothing failed; warnings and what was not seen do not count |
| | 1 | something failed |
| | 2 | it could not begin: an option, the config or the environment is wrong, on standard error |
| \`npm run -s trial\` | 0 | every step ended as expected, and nothing is left |
| | 1 | a step did not, or something is left; it says which, and why |
| | 2 | it could not begin: an option or the environment is wrong, or another trial runs |
| \`npm run -s import-list\` | 0 | everything was found |
| | 1 | something was not found, or cannot be seen with this login; or it could not begin |

Pulumi promises its codes to stay. Before 3.227 it had one code for every failure.`;

/** What is told below a heading. */
interface Told {
  cause: string;
  repair: string;
  command?: string | undefined;
}

/** The page as the tables yield it; tests hold each of them against what is printed. */
export async function errorsPage(): Promise<string> {
  const mistakes = Object.entries(serverMistakes).map(
    ([title, { message, remedy, command }]): [string, Told] => [
      message,
      { cause: `${title}.`, repair: `${remedy}.`, command },
    ],
  );
  const parts = [
    introduction,
    ...["## Before anything is written", ...entriesOf(mistakes)],
    ...["## In a stack that exists", ...entriesOf(Object.entries(engineFailures))],
    ...["## During a run", ...entriesOf(Object.entries(moduleFailures))],
    exitCodes,
  ];
  return prettier.format(parts.join("\n\n"), { parser: "markdown", printWidth: 100 });
}

/** One heading for each text, with all its causes. */
function entriesOf(failures: readonly [string, Told][]): string[] {
  const texts = new Map<string, string[]>();
  for (const [text, { cause, repair, command }] of failures) {
    const pasted = command === undefined ? "" : `\n\n~~~sh\n${command}\n~~~`;
    texts.set(text, [
      ...(texts.get(text) ?? []),
      `- Cause: ${cause}\n- Repair: ${repair}${pasted}`,
    ]);
  }
  return [...texts].map(([text, told]) => `### \`${text}\`\n\n${told.join("\n\n")}`);
}

if (require.main === module) {
  void errorsPage().then((text) => {
    writeFileSync(errorsPageFile, text);
  });
}
