import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { driftPage, driftPageFile } from "../documentation/driftTable";
import { version } from "../package.json";
import { readmeWithReference } from "../documentation/fieldReference";
import { publicSurfaceFile, publicSurfacePage } from "../documentation/publicSurface";

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

describe("the page on what the package exports", function () {
  this.timeout(120_000);

  it("is what the code yields; announce a change in CHANGELOG.md, and npm run docs", async () => {
    assert.equal(readFileSync(publicSurfaceFile, "utf8"), await publicSurfacePage());
  });
});

describe("the changelog", () => {
  it("has a section for the version of the package", () => {
    const changelog = readFileSync(join(__dirname, "../CHANGELOG.md"), "utf8");
    assert.match(changelog, new RegExp(`^## \\[${version.replaceAll(".", "\\.")}\\]`, "m"));
  });
});
