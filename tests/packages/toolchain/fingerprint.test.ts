import assert from "node:assert/strict";
import { fingerprint } from "auth0-wso2-toolchain/fingerprint";
import { TemporaryDirectory } from "./temporaryDirectory";

describe("the fingerprint of a build", () => {
  let sources: TemporaryDirectory;

  beforeEach(() => {
    sources = new TemporaryDirectory();
    sources.write("main.go", "package main");
    sources.write("go.sum", "a b");
  });
  afterEach(() => {
    sources.remove();
  });

  it("stays the same for the same recipe and sources", () => {
    assert.equal(fingerprint(["-s"], sources.path), fingerprint(["-s"], sources.path));
  });

  it("changes with the recipe, a source, a source's name, a new source and a further folder", () => {
    const seen = [fingerprint(["-s"], sources.path), fingerprint(["-w"], sources.path)];
    sources.write("main.go", "package main // changed");
    seen.push(fingerprint(["-s"], sources.path));
    sources.write("more.go", "");
    seen.push(fingerprint(["-s"], sources.path));
    seen.push(fingerprint(["-s"], sources.path, sources.path));
    assert.equal(new Set(seen).size, seen.length);
  });
});
