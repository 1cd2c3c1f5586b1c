import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { driftPage, driftPageFile } from "../documentation/driftTable";
import { readmeWithReference } from "../documentation/fieldReference";

describe("the README", () => {
  it("has the tables that the code yields; npm run docs makes them anew", async () => {
    assert.equal(
      readFileSync(join(__dirname, "../README.md"), "utf8"),
      await readmeWithReference(),
    );
  });
});

describe("the page on changes by hand in Auth0", () => {
  it("has the tables that the code yields; npm run docs makes them anew", async () => {
    assert.equal(readFileSync(driftPageFile, "utf8"), await driftPage());
  });
});
