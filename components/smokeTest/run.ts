import { text } from "node:stream/consumers";
import { masked } from "../http/masking";
import { secretsIn } from "../wso2/rest/connection";
import { checks, gatewayChecks, Scene, type Check } from "./checks";
export { auth0Checks } from "./checks";
import { toText, type CheckResult, type Report } from "./report";
import type { SmokeTestRequest } from "./request";

/** Runs checks, whatever comes of each: by default all of them. */
export async function runChecks(
  request: SmokeTestRequest,
  chosen: Readonly<Record<string, Check>> = allChecks(request),
): Promise<Report> {
  const scene = new Scene(request);
  const report: Report = [];
  for (const [name, check] of Object.entries(chosen)) report.push(await run(name, check, scene));
  return report;
}

function allChecks(request: SmokeTestRequest): Readonly<Record<string, Check>> {
  const { gatewayUrl } = request;
  return { ...checks(request), ...(gatewayUrl !== undefined && gatewayChecks(gatewayUrl)) };
}

async function run(check: string, work: Check, scene: Scene): Promise<CheckResult> {
  const outcome = await work(scene).then(
    (seen) => ({ passed: true, seen }),
    (error: unknown) => ({ passed: false, seen: (error as Error).message }),
  );
  const { consumerSecret, management, wso2 } = scene.request;
  // Whatever somebody repeats of a request, its secrets must not be in a report.
  const secrets = [
    consumerSecret,
    ...(management ? [management.clientSecret] : []),
    ...secretsIn(wso2, process.env),
  ];
  const seen = masked(outcome.seen, secrets);
  return { check, ...outcome, seen };
}

/**
 * The program: the request comes by standard input. The report goes to standard output as JSON, and nothing else
 * does; or, if a check failed, to standard error as text, where the error of the command shows it.
 */
export async function runSmokeTest(): Promise<void> {
  const report = await withLogAside(async () =>
    runChecks(JSON.parse(await text(process.stdin)) as SmokeTestRequest),
  );
  if (report.every(({ passed }) => passed)) {
    console.log(JSON.stringify(report));
    return;
  }
  console.error(`The smoke test failed:\n${toText(report)}`);
  process.exitCode = 1;
}

/** Does work whose lines, such as those about a wait, go to standard error. */
async function withLogAside<Result>(work: () => Promise<Result>): Promise<Result> {
  const { log } = console;
  console.log = console.error;
  try {
    return await work();
  } finally {
    console.log = log;
  }
}
