import { present } from "../present";
import { Screen } from "../screen";
import { ExampleRun } from "./exampleRun";
import { stories } from "./stories";

const usage = `usage: npm run example -- <name>

Runs an example of the folder examples/ on the real Pulumi engine, against servers that run here only.
There are: ${Object.keys(stories).join(", ")}
`;

/** `npm run example -- <name>` */
async function main([name = "", ...others]: readonly string[]): Promise<void> {
  const story = Object.hasOwn(stories, name) ? stories[name] : undefined;
  if (story === undefined || others.length > 0) {
    const isHelp = name === "--help" || name === "-h";
    (isHelp ? process.stdout : process.stderr).write(usage);
    process.exitCode = isHelp ? 0 : 2;
    return;
  }
  const screen = new Screen();
  screen.line(`A copy of examples/${name}, against servers that run here only.`);
  const isDone = await present(screen, (interruption) => {
    const run = new ExampleRun(name, screen, interruption);
    return { steps: story(run), close: () => run.close() };
  });
  if (isDone) screen.line(`\nHow to use it for real: examples/${name}/README.md`);
}

void main(process.argv.slice(2));
