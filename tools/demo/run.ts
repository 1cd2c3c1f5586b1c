import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSandbox } from "auth0-wso2-sandbox";
import { environmentFor } from "auth0-wso2-sandbox/environment";
import { present, type Presentation } from "./present";
import { DemoProject } from "./project";
import { Screen } from "./screen";
import { story } from "./story";

/** `npm start`: the whole life of a stack, on the real engine, against a sandbox. */
async function main(): Promise<void> {
  const screen = new Screen();
  screen.line(
    "The life of a stack, on the real Pulumi engine, against servers that run here only.",
  );
  screen.line("Of what Pulumi prints, lines about what does not change are left out.");
  const isDone = await present(screen, async (interruption): Promise<Presentation> => {
    const directory = await mkdtemp(join(tmpdir(), "auth0-wso2-demo-"));
    const sandbox = await startSandbox();
    const close = async () => {
      await sandbox.close();
      await rm(directory, { recursive: true, force: true });
    };
    const project = await DemoProject.create(directory);
    const environment = await environmentFor(sandbox, directory);
    const steps = story(sandbox, project, { directory, environment, interruption, screen });
    return { steps, close };
  });
  if (isDone) screen.line("\nThat was the whole life of a stack. Try it yourself: npm run sandbox");
}

void main();
