import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { runScript } from "./script";

/** A step of a job in a workflow file. */
export interface Step {
  uses?: string;
  run?: string;
  if?: string;
  env?: Record<string, string>;
  with?: Record<string, unknown>;
}

/** A job in a workflow file. */
export interface Job {
  uses?: string;
  with?: Record<string, string>;
  if?: string;
  needs?: string;
  environment?: string;
  permissions?: Record<string, string>;
  strategy?: { matrix: Record<string, string[]> };
  env?: Record<string, string>;
  steps?: Step[];
}

export interface Workflow {
  on: Record<string, unknown>;
  permissions?: Record<string, string>;
  jobs: Record<string, Job>;
}

/** What stands behind `${{ … }}`: an object of objects. */
export type Contexts = Readonly<Record<string, unknown>>;

/** What a job ended with. */
export interface JobResult {
  code: number;
  log: string;
  /** What the job wrote to the summary of the run. */
  summary: string;
}

/** Steps that prepare what is prepared here: the copy of the program, with its packages, Pulumi on PATH. */
const installation = "npm ci";

export const githubWorkflows = join(__dirname, "../../../examples/ci/github");

export async function githubWorkflow(name: string): Promise<Workflow> {
  return parse(await readFile(join(githubWorkflows, name), "utf8")) as Workflow;
}

/**
 * Runs the scripts of a job as a runner does, with `bash -e`. Actions do not run: they check out,
 * install, and carry files from job to job, and all of that is there in `directory`.
 *
 * @param contexts with `environments`, in which a job's own one has the contexts `vars` and `secrets`
 */
export async function runGithubJob(
  job: Job,
  contexts: Contexts,
  directory: string,
  environment: NodeJS.ProcessEnv,
): Promise<JobResult> {
  const name = evaluate(job.environment ?? "", contexts);
  const own = { ...contexts, ...(valueAt(contexts, ["environments", name]) as Contexts) };
  const summaryFile = join(await mkdtemp(join(tmpdir(), "summary-")), "summary.md");
  await writeFile(summaryFile, "");
  const result: JobResult = { code: 0, log: "", summary: "" };
  for (const { run, if: condition, env } of job.steps ?? []) {
    if (run === undefined || run === installation) continue;
    if (result.code !== 0 && condition !== "${{ !cancelled() }}") continue;
    const { code, log } = await runScript(run, ["-e"], directory, {
      ...environment,
      GITHUB_STEP_SUMMARY: summaryFile,
      ...evaluateAll(job.env, own),
      ...evaluateAll(env, own),
    });
    result.code ||= code;
    result.log += log;
  }
  return { ...result, summary: await readFile(summaryFile, "utf8") };
}

function evaluateAll(env: Record<string, string> = {}, contexts: Contexts) {
  return Object.fromEntries(
    Object.entries(env).map(([name, value]) => [name, evaluate(value, contexts)]),
  );
}

/** What there is none of is an empty text, as it is at GitHub. */
function evaluate(text: string, contexts: Contexts): string {
  return text.replace(/\$\{\{ ([\w.]+) \}\}/g, (_, path: string) => {
    const value = valueAt(contexts, path.split("."));
    return typeof value === "string" || typeof value === "number" ? String(value) : "";
  });
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((parent, name) => (parent as Contexts | undefined)?.[name], value);
}
