import { parseArgs } from "node:util";
import { lose } from "./lose";
import { publish } from "./publish";
import { serve } from "./serve";
import type { Surroundings } from "./surroundings";
import { releases, type Release } from "./wso2/releases";

const usageOf = (call: Surroundings["call"]) => {
  const publication = call("publish <name> <version>");
  const column = publication.length;
  return `${call().padEnd(column)}   a local Auth0 tenant and a local WSO2 API Manager,
${"".padEnd(column)}   until Ctrl-C; the next time they are as they were left
${publication}   publishes an API in the sandbox that is running
${call("lose <method> <path>").padEnd(column)}   loses the next answer to such a request, as in
${"".padEnd(column)}   "${call("lose POST /api/v2/clients")}"

Options, as in "${call("--release 4.2")}":
  --release <release>   WSO2 API Manager that is played: ${releases.join(", ")}.
                        Default: that of the last time, or else the newest.
  --state <folder>      Folder in which the sandbox is kept: servers with their ports and logins, their
                        authority, Pulumi's state. Default: .sandbox/1, or while that one is running
                        .sandbox/2, and so on. To start from nothing, remove the folder.
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
  const [command, name, version, ...others] = positionals;
  if (command === undefined) {
    await serve({ ...common, ...(release !== undefined && { release: releaseOf(release) }) });
  } else if (command === "publish" && name && version && others.length === 0) {
    await publish({ ...common, name, version, ...(context !== undefined && { context }) });
  } else if (command === "lose" && name && version && others.length === 0) {
    await lose({ ...common, method: name, path: version });
  } else {
    throw new Error(`"${positionals.join(" ")}" is none of these:\n\n${usageOf(call)}`);
  }
}

function releaseOf(text: string): Release {
  const release = releases.find((each) => each === text);
  if (release === undefined) {
    throw new Error(`--release must be one of ${releases.join(", ")}, but is ${text}.`);
  }
  return release;
}
