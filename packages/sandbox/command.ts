import { parseArgs } from "node:util";
import { deeds } from "./deeds";
import { RunningSandbox } from "./running";
import { serve } from "./serve";
import type { Surroundings } from "./surroundings";
import { releases, type Release } from "./wso2/releases";

const usageOf = (call: Surroundings["call"]) => {
  const lines = [...deeds].map(([word, { parameters, does }]) => ({
    line: call([word, ...parameters].join(" ")),
    does,
  }));
  const column = Math.max(...lines.map(({ line }) => line.length));
  return `${call().padEnd(column)}   a local Auth0 tenant and a local WSO2 API Manager,
${"".padEnd(column)}   until Ctrl-C; the next time they are as they were left

In the sandbox that is running in another shell:
${lines.map(({ line, does }) => `${line.padEnd(column)}   ${does}`).join("\n")}

Options, as in "${call("--release 4.2")}":
  --release <release>   WSO2 API Manager that is played: ${releases.join(", ")}.
                        Default: that of the last time, or else the newest.
  --state <folder>      Folder in which the sandbox is kept: servers with their ports and logins, their
                        authority, Pulumi's state. Default: .sandbox/1, or while that one is running
                        .sandbox/2, and so on. To start from nothing, remove the folder. With a word:
                        the one that runs. Default: that of the environment.sh that this shell has read,
                        or else the only one in .sandbox.
  --context <path>      With publish: where the API is on the gateway. Default: /<name>.
  --help                This text.`;
};

/** For trying `pulumi` by hand: what this process was called with, done. */
export function runCommand(surroundings: Surroundings): void {
  main(surroundings).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}

async function main(surroundings: Surroundings): Promise<void> {
  const { call } = surroundings;
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      release: { type: "string" },
      state: { type: "string" },
      context: { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  });
  const { release, state, context, help } = values;
  const common = { ...surroundings, ...(state !== undefined && { state }) };
  if (help) {
    console.log(usageOf(call));
    return;
  }
  const [word, ...parameters] = positionals;
  if (word === undefined) {
    await serve({ ...common, ...(release !== undefined && { release: releaseOf(release) }) });
    return;
  }
  const deed = deeds.get(word);
  if (deed?.parameters.length !== parameters.length) {
    throw new Error(`"${positionals.join(" ")}" is none of these:\n\n${usageOf(call)}`);
  }
  const sandbox = await RunningSandbox.find(common);
  const options = { call, ...(context !== undefined && { context }) };
  const { changed, next } = await deed.do(sandbox, parameters, options);
  console.log(`${changed}\n\n${next}`);
}

function releaseOf(text: string): Release {
  const release = releases.find((each) => each === text);
  if (release === undefined) {
    throw new Error(`--release must be one of ${releases.join(", ")}, but is ${text}.`);
  }
  return release;
}
