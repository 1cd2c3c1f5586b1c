import { pulumi } from "../pulumi";
import { failed, notSeen, NotSeen, ok, type Reply, type Question } from "./question";

/** What the package says of itself, as far as it is used. */
export interface Manifest {
  engines: { node: string };
  dependencies: { "@pulumi/auth0": string };
  peerDependencies: { "@pulumi/pulumi": string };
}

/** Variables that lead calls through a proxy, and past it; the first that is set counts. */
const proxyVariables = [
  ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"],
  ["no_proxy", "NO_PROXY"],
];

/** What can be told of this machine. */
export function questionsHere(manifest: Manifest, environment: NodeJS.ProcessEnv): Question[] {
  const section = "here";
  const needed = manifest.peerDependencies["@pulumi/pulumi"];
  const plugin = manifest.dependencies["@pulumi/auth0"];
  return [
    {
      section,
      question: "Node.js",
      ask: () =>
        versionAnswer(
          environment["AUTH0_WSO2_STARTED_WITH"] ?? process.versions.node,
          manifest.engines.node,
        ),
    },
    {
      section,
      question: "Pulumi",
      ask: async () => versionAnswer((await run("version")).trim(), needed),
    },
    {
      section,
      question: "plugin auth0",
      ask: async () => pluginAnswer(await run("plugin", "ls", "--json"), plugin),
    },
    { section, question: "proxies", ask: () => proxyAnswer(environment) },
  ];
}

async function run(...args: string[]): Promise<string> {
  try {
    return await pulumi(...args);
  } catch (error) {
    throw new NotSeen((error as Error).message);
  }
}

function versionAnswer(version: string, range: string): Reply {
  return isIn(range, version) ? ok(version) : failed(version, `Install ${range}.`);
}

/** Pulumi gets a plugin in the first preview, or takes another one of that name from PATH. */
function pluginAnswer(list: string, wanted: string): Reply {
  const plugins = JSON.parse(list) as { name: string; version?: string }[];
  const versions = plugins.flatMap(({ name, version }) =>
    name === "auth0" ? (version ?? []) : [],
  );
  if (versions.includes(wanted)) return ok(wanted);
  return notSeen(
    `${wanted} is not installed (there is: ${versions.join(", ") || "none"})`,
    `pulumi plugin install resource auth0 ${wanted}`,
  );
}

function proxyAnswer(environment: NodeJS.ProcessEnv): Reply {
  const [proxy, direct] = proxyVariables.map((names) =>
    names.map((name) => environment[name]).find((value) => value),
  );
  if (proxy === undefined) return ok("none");
  return ok(`${withoutUser(proxy)}${direct === undefined ? "" : `, but not for ${direct}`}`);
}

function withoutUser(proxy: string): string {
  return URL.canParse(proxy) ? new URL(proxy).host : "one whose address is no URL";
}

/** @param range as a package file has it: `^1.2.3` or `>=1.2.3`, several with `||` between them */
function isIn(range: string, version: string): boolean {
  const [major, ...rest] = numbersIn(version);
  return range.split("||").some((each) => {
    const [first, ...others] = numbersIn(each);
    if (major === undefined || first === undefined || major < first) return false;
    if (major > first) return each.trim().startsWith(">=");
    return !isBefore(rest, others);
  });
}

const numbersIn = (version: string) => (version.match(/\d+/g) ?? []).slice(0, 3).map(Number);

function isBefore([minor = 0, patch = 0]: number[], [otherMinor = 0, otherPatch = 0]: number[]) {
  return minor === otherMinor ? patch < otherPatch : minor < otherMinor;
}
