import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Publisher } from "auth0-wso2-sandbox/publisher";
import { Stack, type PulumiResult } from "../stack";
import { StartingPoint } from "../startingPoint";
import { ordinaryFailures, workingConfig, type OrdinaryFailure } from "./failures";
import { putBack } from "../../support/putBack";

/**
 * `npm run failures [-- pattern [folder]]`: makes each ordinary failure on a stack that is new and on one that
 * lives, and prints what each operation says then, a line of Markdown each: exit code, lines, and how
 * often it says what is to be done. What was printed goes into the folder.
 */
const kinds = ["fresh", "living"] as const;
type Kind = (typeof kinds)[number];

const operations: Readonly<Record<string, (stack: Stack) => Promise<PulumiResult>>> = {
  preview: (stack) => stack.pulumi("preview"),
  up: (stack) => stack.pulumi("up", "--yes", "--skip-preview"),
  refresh: (stack) => stack.pulumi("refresh", "--yes", "--skip-preview"),
  destroy: (stack) => stack.pulumi("destroy", "--yes", "--skip-preview"),
  report: (stack) => stack.driftReport(),
};

const of = (kind: Kind) =>
  kind === "fresh" ? ["preview", "up", "report"] : Object.keys(operations);

/** What is said, in a cell of the table. */
function cell({ code, output }: PulumiResult, remedy: string, secrets: readonly string[]): string {
  const lines = output.split("\n").filter((line) => line.trim() !== "");
  const told = output.split(remedy).length - 1;
  return [
    `${code}, ${lines.length} lines, told ${told}×`,
    ...(/^ +at .*:\d+:\d+\)?$/m.test(output) ? ["STACK TRACE"] : []),
    ...(secrets.some((secret) => output.includes(secret)) ? ["SECRET"] : []),
  ].join(", ");
}

class Table {
  private constructor(
    private readonly point: StartingPoint,
    private readonly stack: Stack,
    private readonly folder: string | undefined,
  ) {}

  static async open(folder: string | undefined): Promise<Table> {
    const point = await StartingPoint.open();
    new Publisher(point.sandbox).publish({ name: "Orders", context: "/orders", version: "1.0.0" });
    const stack = await Stack.create(point.sandbox, "night", workingConfig);
    await point.keep(stack, "fresh");
    await stack.up();
    await point.keep(stack, "living");
    return new Table(point, stack, folder);
  }

  async row(title: string, failure: OrdinaryFailure, kind: Kind): Promise<string> {
    const cells: string[] = [];
    const { stack } = this;
    for (const [name, run] of Object.entries(operations)) {
      if (!of(kind).includes(name)) {
        cells.push("");
        continue;
      }
      await this.point.return(stack, kind);
      const { sandbox } = this.point;
      const environment = { ...stack.environment };
      const { config, isWholeConfig, made, remedy } = failure;
      if (config) await stack.configure(isWholeConfig ? config : { ...workingConfig, ...config });
      await made?.(sandbox, stack);
      const said = await run(stack);
      const secrets = [
        ...sandbox.auth0.state.clients.map((client) => client.client_secret),
        ...Object.values(stack.environment).filter((value) => /^(not-the-|password-)/.test(value)),
      ].filter((secret) => secret !== "");
      cells.push(cell(said, remedy, secrets));
      putBack(stack.environment, environment);
      if (this.folder === undefined) continue;
      writeFileSync(join(this.folder, `${title}, ${kind}, ${name}.txt`), said.output);
    }
    return `| ${[title, kind, ...cells].join(" | ")} |`;
  }

  async close(): Promise<void> {
    await this.point.close();
    await this.stack.remove();
  }
}

async function main(pattern: RegExp, folder: string | undefined): Promise<void> {
  if (folder !== undefined) mkdirSync(folder, { recursive: true });
  const table = await Table.open(folder);
  console.log(`| failure | stack | ${Object.keys(operations).join(" | ")} |`);
  console.log(
    `| --- | --- | ${Object.keys(operations)
      .map(() => "---")
      .join(" | ")} |`,
  );
  try {
    for (const [title, failure] of Object.entries(ordinaryFailures)) {
      if (!pattern.test(title)) continue;
      for (const kind of failure.isOfLivingStack ? (["living"] as const) : kinds) {
        console.log(await table.row(title, failure, kind));
      }
    }
  } finally {
    await table.close();
  }
}

void main(new RegExp(process.argv[2] ?? ""), process.argv[3]);
