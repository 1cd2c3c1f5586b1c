import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** Names a build by everything that goes into it: its recipe, its sources and the platform. */
export function fingerprint(recipe: unknown, ...sourceDirectories: string[]): string {
  const hash = createHash("sha256");
  hash.update(JSON.stringify([process.platform, process.arch, recipe]));
  for (const directory of sourceDirectories) {
    for (const fileName of readdirSync(directory).sort()) {
      const content = readFileSync(join(directory, fileName));
      hash.update(JSON.stringify([fileName, content.length]));
      hash.update(content);
    }
  }
  return hash.digest("hex").slice(0, 16);
}
