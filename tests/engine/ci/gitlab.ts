import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { runScript, type ScriptResult } from "./script";

/** A job in `.gitlab-ci.yml`. */
export interface Job {
  extends?: string;
  script?: string[];
  before_script?: string[];
  environment?: string | { name: string; action: string };
  variables?: Record<string, string>;
  rules?: { if?: string; when?: string }[];
  resource_group?: string;
  parallel?: { matrix: Record<string, string[]>[] };
}

type Variables = Readonly<Record<string, string>>;

export async function gitlabFile(): Promise<Record<string, Job>> {
  const file = join(__dirname, "../../../examples/ci/gitlab/.gitlab-ci.yml");
  return parse(await readFile(file, "utf8")) as Record<string, Job>;
}

/** A job with what it has from the job that it extends. */
export function gitlabJob(file: Readonly<Record<string, Job>>, name: string): Job {
  const { extends: base, ...job } = file[name] ?? {};
  return base === undefined ? job : { ...file[base], ...job };
}

/**
 * Runs the script of a job as a runner does. `before_script` does not run: it installs, and Pulumi,
 * the program and its packages are in `directory`, as are the artifacts of earlier jobs.
 *
 * @param environments CI/CD variables by the environment that they are scoped to
 */
export function runGitlabJob(
  job: Job,
  variables: Variables,
  environments: Readonly<Record<string, Variables>>,
  directory: string,
  environment: NodeJS.ProcessEnv,
): Promise<ScriptResult> {
  const own: Variables = { ...job.variables, ...variables, GITLAB_CI: "true" };
  const scope = typeof job.environment === "string" ? job.environment : job.environment?.name;
  const name = (scope ?? "").replace("$STACK", own["STACK"] ?? "");
  return runScript((job.script ?? []).join("\n"), ["-eo", "pipefail"], directory, {
    ...environment,
    ...own,
    ...environments[name],
  });
}
