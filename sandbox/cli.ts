import { parseArgs } from "node:util";
import { publish } from "./publish";
import { serve } from "./serve";
import { releases, type Release } from "./wso2/releases";

const usage = `npm run sandbox                               a local Auth0 tenant and a local WSO2 API Manager,
                                              until Ctrl-C; the next time they are as they were left
npm run sandbox -- publish <name> <version>   publishes an API in the sandbox that is running

Options, behind "--":
  --release <release>   WSO2 API Manager that is played: ${releases.join(", ")}.
                        Default: that of the last time, or else the newest.
  --state <folder>      Folder in which the sandbox is kept: servers with their ports and logins, their
                        authority, Pulumi's state. Default: .sandbox/1, or while that one is running
                        .sandbox/2, and so on. To start from nothing, remove the folder.
  --context <path>      With publish: where the API is on the gateway. Default: /<name>.
  --help                This text.`;

/** `npm run sandbox`: for trying `pulumi` by hand. */
async function main(): Promise<void> {
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
  const folder = state === undefined ? {} : { state };
  if (help) {
    console.log(usage);
    return;
  }
  const [command, name, version, ...others] = positionals;
  if (command === undefined) {
    await serve({ ...folder, ...(release !== undefined && { release: releaseOf(release) }) });
  } else if (command === "publish" && name && version && others.length === 0) {
    await publish({ ...folder, name, version, ...(context !== undefined && { context }) });
  } else {
    throw new Error(`"${positionals.join(" ")}" is none of these:\n\n${usage}`);
  }
}

function releaseOf(text: string): Release {
  const release = releases.find((each) => each === text);
  if (release === undefined) {
    throw new Error(`--release must be one of ${releases.join(", ")}, but is ${text}.`);
  }
  return release;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
