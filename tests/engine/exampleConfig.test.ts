import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { acceptsEachBlock, exampleEnvironment, readStackConfig } from "../support/exampleConfig";
import { contentOf } from "../support/projectFiles";

const run = promisify(execFile);

describe("Pulumi.example.yaml, after pulumi has written into a copy of it,", () => {
  const example = contentOf("Pulumi.example.yaml");
  const { directory } = exampleEnvironment();
  const file = join(directory, "Pulumi.dev.yaml");
  let written = "";

  before(async () => {
    writeFileSync(join(directory, "Pulumi.yaml"), contentOf("Pulumi.yaml"));
    writeFileSync(file, example);
    const own = { PULUMI_BACKEND_URL: `file://${directory}`, PULUMI_CONFIG_PASSPHRASE: "example" };
    for (const args of [
      "stack init dev",
      "config set --path wso2.url https://apim.acme.com:9443",
      "config set --secret --path wso2.password password",
    ]) {
      await run("pulumi", args.split(" "), { cwd: directory, env: { ...process.env, ...own } });
    }
    written = readFileSync(file, "utf8");
  });

  it("is accepted as it is", () => {
    readStackConfig(written);
  });

  acceptsEachBlock(example, () => written);
});
