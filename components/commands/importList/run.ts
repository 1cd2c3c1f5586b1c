import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { declaredIn, type ImportFile, type Preview } from "./declared";
import { Identities } from "./identities";
import { importList } from "./importList";
import { tenantOf, wso2Of, type StackConfig } from "./servers";

const usage = `usage: npm run -s import-list > import.json

Looks at both sides for what the program in this folder declares and its stack does not have yet, and
prints the file with which pulumi imports what is there already in Auth0. Changes nothing. What is there
in WSO2 is taken over by pulumi up: say adopt: true of it in the program first.

  --stack <stack>   default: the selected one
`;

/** Prints the import file of the program in the working directory. */
export async function printImportList(args: string[]): Promise<void> {
  try {
    process.stdout.write(await list(args));
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 1;
  }
}

async function list(args: string[]): Promise<string> {
  const { values } = parseArgs({
    args,
    options: { stack: { type: "string", short: "s" }, help: { type: "boolean", short: "h" } },
  });
  if (values.help === true) return usage;
  const stack = values.stack === undefined ? [] : ["--stack", values.stack];
  const config = JSON.parse(
    await pulumi("config", "--json", "--show-secrets", ...stack),
  ) as StackConfig;
  const { preview, file } = await previewed(stack);
  const project = preview.steps?.[0]?.urn.split("::")[1] ?? "";
  const declared = declaredIn(file, preview);
  const identities = new Identities(
    declared,
    tenantOf(config, process.env),
    wso2Of(config, project, process.env),
  );
  const { file: found, notes } = await importList(declared, identities, file.nameTable);
  const count = found.resources?.filter(({ id }) => id !== undefined).length ?? 0;
  process.stderr.write(
    [
      ...notes,
      count === 0
        ? "There is nothing to import."
        : `${count} objects of Auth0 to import. Keep this list in import.json, and run:\n` +
          "  pulumi import --file import.json --protect=false --generate-code=false\n" +
          "  pulumi preview --diff",
      "",
    ].join("\n"),
  );
  return `${JSON.stringify(found, undefined, 2)}\n`;
}

/** What Pulumi would create. */
async function previewed(stack: string[]): Promise<{ preview: Preview; file: ImportFile }> {
  const directory = await mkdtemp(join(tmpdir(), "auth0-wso2-import-"));
  const path = join(directory, "import.json");
  try {
    const preview = JSON.parse(
      await pulumi("preview", "--json", "--import-file", path, ...stack),
    ) as Preview;
    return { preview, file: JSON.parse(await readFile(path, "utf8")) as ImportFile };
  } finally {
    await rm(directory, { recursive: true });
  }
}

async function pulumi(...args: string[]): Promise<string> {
  const options = { maxBuffer: Infinity };
  try {
    const run = promisify(execFile)("pulumi", [...args, "--non-interactive"], options);
    return (await run).stdout;
  } catch (error) {
    const { stdout, stderr, message } = error as Error & { stdout?: string; stderr?: string };
    const said = errorsIn(stdout ?? "") || stderr?.trim() || message;
    throw new Error(`pulumi ${args[0] ?? ""} failed, so the list cannot be made:\n${said}`, {
      cause: error,
    });
  }
}

/** The errors of a preview that did not come to its end. */
function errorsIn(output: string): string {
  try {
    const { diagnostics = [] } = JSON.parse(output) as Preview;
    return diagnostics
      .filter(({ severity }) => severity === "error")
      .map(({ message }) => message.trim())
      .join("\n");
  } catch {
    return "";
  }
}
