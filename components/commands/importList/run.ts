import { rename, rm, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { quoted } from "../../validation/settingPath";
import { typeOf } from "../../wso2/provider/dynamicResource";
import { pulumi } from "../pulumi";
import { stackConfig } from "../stackConfig";
import { declaredIn, ownerIn } from "./declared";
import { importList } from "./importList";
import { previewed } from "./preview";
import { sidesOf } from "./servers";

const usage = `usage: npm run -s import-list -- [options]
In a program of your own: npx auth0-wso2-import-list, with the same options.

Looks at both sides for what the program in this folder declares and its stack does not have yet, and
writes the file with which pulumi imports what is there already. Changes nothing on either side. What
was not found, or cannot be seen with this login, is named, and the exit code is 1. Where something
has to be done before the import, it is named in place of the commands of the import.

  --file <path>     default: import.json
  --owner <id>      what has the mark of this owner is the stack's: after its state was lost
  --own             what has no mark is the stack's from now on: pulumi destroy deletes it. Default: in
                    WSO2 it is adopted, so pulumi destroy leaves it where it is
  --stack <stack>   default: the selected one
`;

/** The first engine that takes the state of a resource from an import file. */
const firstEngine = [3, 254] as const;

/** Writes the import file of the program in the working directory. */
export async function writeImportList(args: string[]): Promise<void> {
  try {
    const { values } = parseArgs({
      args,
      options: {
        file: { type: "string", default: "import.json" },
        owner: { type: "string" },
        own: { type: "boolean", default: false },
        stack: { type: "string", short: "s" },
        help: { type: "boolean", short: "h" },
      },
    });
    if (values.help === true) process.stdout.write(usage);
    else await list(values);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 1;
  }
}

interface Options {
  file: string;
  owner?: string;
  own: boolean;
  stack?: string;
}

async function list({ file: path, owner, own, stack: name }: Options): Promise<void> {
  const stack = name === undefined ? [] : ["--stack", name];
  const version = (await pulumi("version")).trim();
  const config = await stackConfig(stack);
  const { preview, file } = await previewed(stack);
  const project = preview.steps?.[0]?.urn.split("::")[1] ?? "";
  const declared = declaredIn(file, preview);
  const urn = declared.find(({ type }) => type === typeOf("Owner"))?.urn ?? "";
  const forget = ["pulumi state delete --target-dependents", quoted(urn), ...stack].join(" ");
  const { auth0, wso2 } = sidesOf(declared, { config, project, environment: process.env });
  const isNewEnough = takesStates(version);
  const listed = await importList(
    declared,
    { auth0, ...(isNewEnough && { wso2 }) },
    { owner: theOwner(ownerIn(preview), owner, forget), isAllOwn: own, stack },
    file.nameTable,
  );
  const { file: found, notes, isAsking } = listed;
  if (!isNewEnough) notes.push(describeOldEngine(version));
  const count = found.resources?.filter(({ id }) => id !== undefined).length ?? 0;
  if (count > 0) await replaceFile(path, `${JSON.stringify(found, undefined, 2)}\n`);
  const nothing = isAsking ? [] : ["There is nothing to import."];
  const end = count > 0 ? nextSteps(path, count, stack, isAsking) : nothing;
  for (const line of [...notes, ...end]) process.stderr.write(`${line}\n`);
  if (notes.length > 0) process.exitCode = 1;
}

/** What there is to do, and what will become of it at the end. */
function nextSteps(
  path: string,
  count: number,
  stack: readonly string[],
  isAsking: boolean,
): string[] {
  const file = inShell(path);
  const command = (...words: string[]) => `  ${["pulumi", ...words, ...stack].join(" ")}`;
  const listed = `${count} objects to import are in ${path}, which holds secrets: delete it after the import.`;
  if (isAsking) return [listed, askedFirst];
  return [
    listed,
    command("import", "--file", file, "--protect=false", "--generate-code=false"),
    `  rm ${file}`,
    command("preview", "--diff"),
    command("up"),
    "pulumi destroy will delete what was imported. It will leave what is adopted in WSO2, " +
      "and what has retainOnDelete in the program. A Key Manager that is left needs its " +
      "application in Auth0: set retainOnDelete of that application, too.",
  ];
}

const askedFirst =
  "Do first what is asked for above. docs/existing.md has the commands that follow.";

const inShell = (word: string) => (/^[\w./-]+$/.test(word) ? word : quoted(word));

/** @throws Error where the state has another owner than the one that is asked for */
function theOwner(
  inState: string | undefined,
  asked: string | undefined,
  forget: string,
): string | undefined {
  if (inState === undefined || asked === undefined || inState === asked) return inState ?? asked;
  throw new Error(
    `The state has an owner already, ${inState}, so what is marked by ${asked} cannot be ` +
      "this stack's. If a pulumi up after the loss created that owner, forget it, and run this " +
      `again: ${forget}`,
  );
}

function takesStates(version: string): boolean {
  const [, major, minor] = (/^v?(\d+)\.(\d+)/.exec(version) ?? []).map(Number);
  if (major === undefined || minor === undefined) return true;
  return major > firstEngine[0] || (major === firstEngine[0] && minor >= firstEngine[1]);
}

const describeOldEngine = (version: string) =>
  `Objects of WSO2 are not in the list: Pulumi ${version} cannot take them in, ` +
  `${firstEngine.join(".")} and later can. Install a later one, or let pulumi up take them over: set ` +
  "adopt: true of the Key Manager, of each application and of mapped keys.";

/** The file is whole, or as it was, whatever happens meanwhile; nobody else may read it. */
async function replaceFile(path: string, text: string): Promise<void> {
  const beside = `${resolve(path)}.${process.pid}`;
  try {
    await writeFile(beside, text, { mode: 0o600, flag: "wx" });
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}
