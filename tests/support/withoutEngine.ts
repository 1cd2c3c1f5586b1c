import { delimiter, join } from "node:path";
import { groupOf } from "../groups";
import type { Suite } from "mocha";

const path = process.env["PATH"];
const refused = join(__dirname, "refused");

/** Fast tests find programs that refuse in place of Pulumi, Java and package managers. */
export const mochaHooks = {
  beforeAll(this: Mocha.Context): void {
    const files = (this.test?.parent as Suite).suites.map(({ file }) => file ?? "");
    if (files.some((file) => groupOf(file) !== "fast")) return;
    process.env["PATH"] = [refused, path].join(delimiter);
  },
  afterAll(): void {
    process.env["PATH"] = path;
  },
};
