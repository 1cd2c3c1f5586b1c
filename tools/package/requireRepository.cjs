// `npm publish` runs this. From the repository npm makes "bugs" and "homepage", and the README's links.
"use strict";

const { repository } = require("../../package.json");

if (process.env.npm_command === "publish" && repository.url.includes("/OWNER/")) {
  console.error(
    'Write the address of your repository into package.json: "repository" has OWNER in it.',
  );
  process.exitCode = 1;
}
