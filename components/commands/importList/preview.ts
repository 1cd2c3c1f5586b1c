import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pulumi } from "../pulumi";
import type { ImportFile, Preview } from "./declared";

/** What Pulumi would create and change. */
export async function previewed(stack: string[]): Promise<{ preview: Preview; file: ImportFile }> {
  const directory = await mkdtemp(join(tmpdir(), "auth0-wso2-import-"));
  const path = join(directory, "import.json");
  try {
    const preview = JSON.parse(
      await pulumi("preview", "--json", "--import-file", path, ...stack),
    ) as Preview;
    return { preview, file: JSON.parse(await readFile(path, "utf8")) as ImportFile };
  } finally {
    await rm(directory, { recursive: true });
  }
}
