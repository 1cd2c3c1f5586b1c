import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "../..");

/** What is made, not written. */
const made = ["node_modules", "dist", "target"];

/** What is in a folder of the project, beside what is made and hidden folders. */
export function entriesOf(folder: string) {
  return readdirSync(join(root, folder), { withFileTypes: true }).filter(
    (entry) => !made.includes(entry.name) && !(entry.isDirectory() && entry.name.startsWith(".")),
  );
}

/** Every file of a folder and of those in it, by its path from the root. */
export function filesIn(folder: string): string[] {
  return entriesOf(folder).flatMap((entry) => {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    return entry.isDirectory() ? filesIn(path) : [path];
  });
}

export function contentOf(file: string): string {
  return readFileSync(join(root, file), "utf8");
}
