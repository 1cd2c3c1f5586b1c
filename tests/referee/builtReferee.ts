import { createHash } from "node:crypto";
import * as fs from "node:fs";
import { homedir } from "node:os";
import { delimiter, join, relative } from "node:path";
import { runMaven } from "./maven";

/** Which of WSO2's releases of its code stands for which release of the product. */
const codeVersions = { "4.1": "9.20.0", "4.7": "9.33.90" };

export type RefereeRelease = keyof typeof codeVersions;

const SOURCES = ["pom.xml", "parents", "java", "resources", "carbon-home"];
const ABANDONED_AFTER_MS = 60 * 60 * 1000;

/** What `java` needs to start the referee. */
export interface BuiltReferee {
  classPath: string;
  carbonHome: string;
}

/** The referee as an earlier run left it, if its sources have not changed since. */
export function findBuiltReferee(release: RefereeRelease): BuiltReferee | undefined {
  return readBuilt(folderOf(codeVersions[release]));
}

export async function buildReferee(release: RefereeRelease): Promise<BuiltReferee> {
  const codeVersion = codeVersions[release];
  const folder = folderOf(codeVersion);
  fs.mkdirSync(join(folder, ".."), { recursive: true });
  removeAbandonedBuilds(join(folder, ".."));
  // A run that is interrupted leaves only this, never half a referee under the final name.
  const unfinished = fs.mkdtempSync(`${folder}.building-`);
  try {
    await runMaven(__dirname, unfinished, codeVersion);
    moveIntoPlace(unfinished, folder);
  } finally {
    fs.rmSync(unfinished, { recursive: true, force: true });
  }
  const built = readBuilt(folder);
  if (!built) throw new Error(`The referee was built, but ${folder} is incomplete.`);
  return built;
}

function folderOf(codeVersion: string): string {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");
  return join(cache, "auth0-wso2-key-manager", "referee", hashOfSources(codeVersion));
}

function hashOfSources(codeVersion: string): string {
  const hash = createHash("sha256");
  const sources = [...SOURCES, `java-${codeVersion}`];
  for (const file of sources.flatMap((name) => filesBelow(join(__dirname, name)))) {
    hash
      .update(`${relative(__dirname, file)}\0`)
      .update(fs.readFileSync(file))
      .update("\0");
  }
  return hash.digest("hex").slice(0, 16);
}

function filesBelow(path: string): string[] {
  if (fs.statSync(path).isFile()) return [path];
  return fs
    .readdirSync(path)
    .sort()
    .flatMap((name) => filesBelow(join(path, name)));
}

/** The jars stay in Maven's repository: once one of them is gone, the build has to be repeated. */
function readBuilt(folder: string): BuiltReferee | undefined {
  const list = join(folder, "class-path");
  if (!fs.existsSync(list)) return undefined;
  const jars = fs.readFileSync(list, "utf8").trim().split(delimiter);
  if (!jars.every((jar) => fs.existsSync(jar))) return undefined;
  return {
    classPath: [join(folder, "classes"), ...jars].join(delimiter),
    carbonHome: join(folder, "carbon-home"),
  };
}

function moveIntoPlace(unfinished: string, folder: string): void {
  if (readBuilt(folder)) return;
  fs.rmSync(folder, { recursive: true, force: true });
  try {
    fs.renameSync(unfinished, folder);
  } catch (problem) {
    // Another run may have built the same in the meantime: then its result is as good as ours.
    if (!readBuilt(folder)) throw problem;
  }
}

function removeAbandonedBuilds(parent: string): void {
  for (const name of fs.readdirSync(parent).filter((each) => each.includes(".building-"))) {
    const path = join(parent, name);
    const age = Date.now() - fs.statSync(path).mtimeMs;
    if (age > ABANDONED_AFTER_MS) fs.rmSync(path, { recursive: true, force: true });
  }
}
