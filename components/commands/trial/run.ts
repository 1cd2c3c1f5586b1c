import { existsSync, writeFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import {
  auth0Setting,
  deployersApi,
  otherLoginKeys,
  variableOf,
} from "../../auth0/rest/deployersApi";
import { tenantEndpoints } from "../../auth0/tenant";
import { masked } from "../../http/masking";
import { recordVariable } from "../../http/recordedAnswers";
import { readAuth0Provider } from "../../settings/auth0Provider";
import { isLoadable } from "../../wso2/keyManager/document";
import type { Patience } from "../../wso2/provider/patience";
import { resolveConnection } from "../../wso2/rest/connection";
import { Transport } from "../../wso2/rest/transport";
import { apisAt } from "../../wso2/server";
import { Entries } from "../doctor/keyManagers";
import { visible } from "../shown";
import { unprintable } from "../unprintable";
import { answersIn, comparison, type KnownAnswers } from "./comparison";
import { TrialFolder, type Servers } from "./folder";
import { removeRemains, type AskedServers } from "./remains";
import { TrialStack } from "./stack";
import { TrialStory, type UsedApi, type TrialStep } from "./story";

const usage = `usage: npm run -s trial -- --yes-write-to <URL of WSO2> <Auth0 domain> [options]
In a program of your own: npx auth0-wso2-trial, with the same options.

Creates a Key Manager, an application and keys on both servers, under names made up for it, proves
that they work, changes them by hand, heals them, rotates a secret, and removes all of it. The two
servers and the logins come from the environment (WSO2_*, AUTH0_*); the command line repeats which
two are meant. Exit codes: 0 where everything was as expected and nothing is left, 1 where something
was not, 2 where it could not begin.

  --yes-write-to <URL>  the server that it may write to, and after it the tenant
  --api <name/version>  an API that is published there, to subscribe to
  --gateway-url <URL>   with --api: a resource of it, as the gateway serves it, that answers GET with 200
  --record <file>       writes what the answers looked like, without any value, for a report of a defect
  --clean               only removes what trials have left that were killed
`;

/** Where the code is that a trial runs. */
export interface Installed {
  /** Root of the package. */
  readonly code: string;
  /** Folder that holds Pulumi's SDK. */
  readonly modules: string;
  /** What the sandbox answers to the calls of a trial. */
  readonly known: () => KnownAnswers;
  /** How long servers may take until they show what was removed. */
  readonly patience?: Patience;
}

/** Their lists may come from copies that lag. */
const usualPatience: Patience = { budget: 30_000, firstPause: 500, longestPause: 5_000 };

/** Runs a trial, prints it and sets the exit code. */
export async function trial(args: string[], installed: Installed): Promise<void> {
  try {
    const options = optionsIn(args);
    if (options === undefined) {
      process.stdout.write(usage);
      return;
    }
    process.exitCode = (await isProved(options, installed)) ? 0 : 1;
  } catch (error) {
    say((error as Error).message, process.stderr);
    process.exitCode = 2;
  }
}

/** What is printed: no secret that the environment has, and nothing that does more than be read. */
function say(text: string, stream: NodeJS.WritableStream = process.stdout): void {
  stream.write(`${masked(text, unprintable(process.env)).split("\n").map(visible).join("\n")}\n`);
}

interface Options extends Servers {
  readonly used: UsedApi | undefined;
  /** Where the answers go. */
  readonly record: string | undefined;
  readonly onlyCleans: boolean;
}

/** @returns nothing where help is asked for */
function optionsIn(args: string[]): Options | undefined {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      "yes-write-to": { type: "string" },
      api: { type: "string" },
      "gateway-url": { type: "string" },
      record: { type: "string" },
      clean: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return undefined;
  const [auth0, ...others] = positionals;
  const wso2 = values["yes-write-to"];
  if (wso2 === undefined || auth0 === undefined || others.length > 0) throw new Error(usage.trim());
  const gatewayUrl = values["gateway-url"];
  const [, api, version] = /^(.+)\/([^/]+)$/.exec(values.api ?? "") ?? [];
  const used = api && version ? { api, version, gatewayUrl } : undefined;
  if (used === undefined && (values.api ?? gatewayUrl) !== undefined) {
    throw new Error(
      "Name the API: --api <name>/<version>, such as Orders/1.0.0. --gateway-url <URL> is a resource of it.",
    );
  }
  return { wso2, auth0, used, record: values.record, onlyCleans: values.clean };
}

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** @throws Error where it cannot begin */
async function isProved(options: Options, installed: Installed): Promise<boolean> {
  const servers = { wso2: spelling(options.wso2), auth0: options.auth0 };
  const before = askedServersOf(options, installed);
  const earlier = await cleanUp(servers, before);
  if (earlier === "left") return false;
  if (options.onlyCleans) return earlier === "gone";
  await requireFreeIssuer(servers, before);
  if (options.record !== undefined) writeFileSync(options.record, "");

  const interruption = new AbortController();
  // npm hands a signal on that the terminal has sent already; none of them may end the removal.
  const stop = () => {
    if (interruption.signal.aborted) return;
    say("Interrupted. Pulumi stops, and what is there is removed.");
    interruption.abort(new Error("It was interrupted."));
  };
  for (const signal of signals) process.on(signal, stop);
  const folder = TrialFolder.create(servers, installed.code, installed.modules);
  say(`All objects of this trial are called ${folder.name}; its state is in ${folder.path}`);
  // What is made now records what it is answered, and so does Pulumi.
  process.env[recordVariable] = folder.answersFile;
  const asked = askedServersOf(options, installed);
  const stack = new TrialStack(folder, interruption.signal);
  const { steps, skipped } = new TrialStory(folder.name, stack, asked, options.used);
  const done = await playedThrough(steps);
  const isAsExpected = done === steps.length;
  if (isAsExpected) for (const each of skipped) say(`skipped ${each}`);
  const { answers } = folder;
  // What was made last may not be in a list yet.
  if (!isAsExpected && done > 0) await delay(asked.patience.longestPause);
  const isGone = done > 0 && (await isRemoved(folder, asked));
  if (done === 0) forget(folder);
  compare(answers, options.record, installed.known());
  for (const signal of signals) process.off(signal, stop);
  return isAsExpected && isGone;
}

/** A URL as it is compared. */
function spelling(url: string): string {
  return (URL.parse(url)?.href ?? url).replace(/\/+$/, "");
}

/** @throws Error where the environment does not name both servers, or other ones than the command line */
function askedServersOf(
  { wso2, auth0 }: Servers,
  { patience = usualPatience }: Installed,
): AskedServers {
  const { domain, mistakes } = readAuth0Provider({}, process.env);
  if (mistakes.length > 0) throw new Error(mistakes.join("\n"));
  const connection = resolveConnection({}, process.env);
  if (spelling(connection.url) !== spelling(wso2) || domain !== auth0) {
    throw new Error(
      `Nothing was written: the command line names ${wso2} and ${auth0}, the environment ` +
        `${connection.url} (WSO2_URL) and ${domain} (AUTH0_DOMAIN). If the environment is right, say: ` +
        `--yes-write-to ${connection.url} ${domain}`,
    );
  }
  const setting = auth0Setting(() => undefined, process.env);
  const others = otherLoginKeys.filter(setting);
  if (setting("clientId") === "" || setting("clientSecret") === "" || others.length > 0) {
    throw new Error(
      "A trial logs in to Auth0 with AUTH0_CLIENT_ID and AUTH0_CLIENT_SECRET alone. Set both" +
        `${others.length > 0 ? `, and run unset ${others.map(variableOf).join(" ")}` : ""}.`,
    );
  }
  return { connection, tenant: deployersApi(setting), patience };
}

/**
 * WSO2's gateway knows one Key Manager for an issuer. The other one is somebody's, who needs it.
 *
 * @throws Error where there is one with the tenant's issuer
 */
async function requireFreeIssuer({ auth0 }: Servers, { connection }: AskedServers): Promise<void> {
  const { issuer } = tenantEndpoints(auth0);
  const entries = await new Entries(apisAt(connection, new Transport(connection))).all();
  const others = entries.filter((entry) => entry.issuer === issuer && isLoadable(entry));
  if (others.length === 0) return;
  throw new Error(
    `Nothing was written: the issuer ${issuer} is that of a Key Manager in WSO2 already, ` +
      `${others.map(({ name }) => `"${name}"`).join(" and ")}. WSO2's gateway knows one Key Manager for ` +
      "an issuer, so a trial would take that one out. Use another tenant of Auth0 (AUTH0_*), or another organization or server of " +
      "WSO2 (WSO2_*). If nobody needs that Key Manager, delete it in the Admin Portal.",
  );
}

/** Runs the steps until one ends otherwise than expected, and gives the number of those before it. */
async function playedThrough(steps: readonly TrialStep[]): Promise<number> {
  for (const [index, { title, expected, run }] of steps.entries()) {
    const start = performance.now();
    const position = `${index + 1}/${steps.length} ${title}`;
    try {
      const seen = await run();
      const seconds = `${((performance.now() - start) / 1000).toFixed(1)} s`;
      if (seen !== expected) throw new Error(`Expected was ${expected}, but seen ${seen}.`);
      say(`ok      ${position}: ${seen} (${seconds})`);
    } catch (error) {
      say(`failed  ${position}\n${(error as Error).message}`);
      return index;
    }
  }
  return steps.length;
}

/** Says where the servers have answered otherwise than the sandbox, against which everything here is tested. */
function compare(text: string, record: string | undefined, known: KnownAnswers): void {
  const answers = answersIn(text);
  if (record !== undefined) writeFileSync(record, `${JSON.stringify(answers, undefined, 2)}\n`);
  const { release, compared, differences } = comparison(known, answers);
  if (compared === 0) return;
  say(
    differences.length === 0
      ? `The answers to ${compared} kinds of calls look like those of the sandbox (WSO2 ${release}).`
      : `Of ${compared} kinds of calls these were answered otherwise than by the sandbox (WSO2 ${release}), ` +
          `against which everything here is tested:\n${differences.map((each) => `- ${each}`).join("\n")}`,
  );
}

/** The first step writes nothing, so that there is nothing to look for after it. */
function forget(folder: TrialFolder): void {
  folder.remove();
  say("Nothing was written.");
}

/** Removes what is there of a trial; its folder goes with the last of it. */
async function isRemoved(folder: TrialFolder, asked: AskedServers): Promise<boolean> {
  const left = await removeRemains(folder.name, asked);
  if (left.length === 0) {
    folder.remove();
    say(`Nothing of ${folder.name} is left.`);
    return true;
  }
  say(`Left of ${folder.name}:\n${left.map((each) => `- ${each}`).join("\n")}`);
  say("Run this command with --clean to try again.");
  return false;
}

/** Removes what trials have left on these servers that were killed, as far as it is known. */
async function cleanUp(
  { wso2, auth0 }: Servers,
  asked: AskedServers,
): Promise<"gone" | "left" | "unknown"> {
  let outcome: "gone" | "unknown" = "gone";
  for (const folder of TrialFolder.all()) {
    // A trial that ends beside this one removes its own.
    if (!existsSync(folder.path)) continue;
    const journal = journalOf(folder);
    if (journal === undefined) {
      outcome = "unknown";
      continue;
    }
    if (journal.wso2 !== wso2 || journal.auth0 !== auth0) {
      const what = folder.living.length > 0 ? "is running" : "did not come to its end, and is left";
      say(`${folder.name}, on ${journal.wso2} and ${journal.auth0}, ${what}.`);
      continue;
    }
    await requireEnd(folder);
    if (!(await isRemoved(folder, asked))) return "left";
  }
  return outcome;
}

/** Nothing where it cannot be read. */
function journalOf(folder: TrialFolder): Servers | undefined {
  try {
    return folder.journal;
  } catch (error) {
    say(
      `The journal ${folder.journalFile} cannot be read: ${(error as Error).message}. Look on both servers for ` +
        `what is called ${folder.name}, delete it, and then delete ${folder.path}`,
    );
    return undefined;
  }
}

/** Seconds that Pulumi may take after the command that has started it was killed. */
const longestEnd = 600;

/** @throws Error where a process of the trial still runs */
async function requireEnd(folder: TrialFolder): Promise<void> {
  const [command] = folder.journal.processes;
  for (let seconds = 0; ; seconds += 1) {
    const { living } = folder;
    const [pid] = living;
    if (pid === undefined) return;
    if (pid === command || seconds >= longestEnd) {
      throw new Error(
        `${folder.name} is running (process ${living.join(", ")}). Wait for its end. If that ` +
          `process is something else, delete ${folder.path} when you have removed what is called ${folder.name}.`,
      );
    }
    if (seconds === 0) say(`Pulumi still runs for ${folder.name} (process ${pid}); waiting.`);
    await delay(1000);
  }
}
