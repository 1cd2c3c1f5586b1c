import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { version as sdk } from "@pulumi/pulumi/package.json";
import { version } from "../../package.json";
import { measureFurtherApplications } from "./furtherApplications";
import { growthTable, measureGrowth } from "./growth";
import { growthPicture } from "./growthPicture";
import { measureLanguages } from "./languages";
import { measureManyApplications, measureStates, measureTeams } from "./manyApplications";
import { measureOperations } from "./operations";

const usage = `usage: npm run benchmark [-- [rounds] [--small] [--write]]
  rounds   how often each operation is measured (default: 5)
  --small  growth to 50 objects instead of 200
  --write  writes what is printed, and the picture of growth, to docs/`;

const keeping = `Keeping what is compiled: \`load/compileCache.cjs\`, required by every Node.js process of Pulumi's. Its own language host
requires it for the program, as \`Pulumi.yaml\` says; the one that is built here where there is no \`pulumi\` does not.`;

/** `npm run benchmark`: what operations take on the real engine, and how that grows. */
async function main(parameters: string[]): Promise<void> {
  const rounds = Number(parameters.find((each) => !each.startsWith("--")) ?? 5);
  const isKnown = (each: string) => !each.startsWith("--") || ["--small", "--write"].includes(each);
  if (!(rounds >= 1) || !parameters.every(isKnown)) {
    console.error(usage);
    process.exitCode = 2;
    return;
  }
  const operations = await measureOperations(rounds);
  const most = parameters.includes("--small") ? 50 : 200;
  const growth = await measureGrowth([
    ...[1, 10, 50, 200].filter((count) => count <= most).map((keyManagers) => ({ keyManagers })),
    { applications: most },
  ]);
  const further = await measureFurtherApplications();
  const many = await measureManyApplications();
  const teams = await measureTeams(rounds);
  const states = await measureStates();
  const languages = await measureLanguages(rounds);
  const page = [
    "# How fast it is",
    `By \`npm run benchmark\`: version ${version} on ${machine()}. Medians of ${rounds} runs, taken in turns.`,
    operations,
    keeping,
    "## Growth",
    "One run each. Every Key Manager and application is read by itself or in a list that is asked for once. The grants of generated clients are a list, too, of each API.",
    growthTable(growth),
    "![How seconds grow](growth.svg)",
    "## Each further application",
    "Calls to both servers for each further application with production keys.",
    further,
    "## Many applications",
    "One run each, beside as many components that do nothing, whose state is as large, on the same backend.",
    many,
    `A team's stack in a tenant with a thousand applications; medians of ${rounds} previews without changes.`,
    teams,
    "What a resource takes in the state. `Client` and the other kinds of Auth0 are its provider's.",
    states,
    "## Languages",
    `A preview without changes of what \`examples/programs/yaml\` declares; medians of ${rounds} runs, taken in turns.`,
    languages,
  ].join("\n\n");
  console.log(page);
  if (!parameters.includes("--write")) return;
  writeFileSync(join(__dirname, "../../docs/speed.md"), `${page}\n`);
  writeFileSync(join(__dirname, "../../docs/growth.svg"), growthPicture(growth));
}

function machine(): string {
  const engine = execFileSync("pulumi", ["version"], { encoding: "utf8" }).trim();
  const [processor] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return (
    `${cpus().length} cores (${processor?.model.trim() ?? "unknown"}), ${memory} GiB, ` +
    `Node.js ${process.versions.node}, pulumi ${engine}, SDK ${sdk}`
  );
}

void main(process.argv.slice(2));
