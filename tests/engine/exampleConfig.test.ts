import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { acceptsEachBlock, exampleEnvironment, readStackConfig } from "../support/exampleConfig";
import { blocksOf } from "../support/pages";
import { Shell } from "../support/pastedCommands";
import { contentOf } from "../support/projectFiles";

describe("a stack config into which pulumi has written", () => {
  const { directory } = exampleEnvironment();
  let shell: Shell;

  before(() => {
    writeFileSync(join(directory, "Pulumi.yaml"), contentOf("Pulumi.yaml"));
    shell = new Shell(directory, {
      PULUMI_BACKEND_URL: `file://${directory}`,
      PULUMI_CONFIG_PASSPHRASE: "example",
      MANAGEMENT_CLIENT_SECRET: "secret",
    });
  });

  after(() => shell.close());

  /** A new stack, whose config is `text` with what the lines make of it. */
  const written = async (stack: string, text: string, lines: readonly string[]) => {
    const file = join(directory, `Pulumi.${stack}.yaml`);
    writeFileSync(file, text);
    for (const line of [`pulumi stack init ${stack}`, ...lines]) {
      const { output, code } = await shell.paste(line);
      if (code !== "0") throw new Error(`${line}: ${output}`);
    }
    return readFileSync(file, "utf8");
  };

  describe("and that was a copy of Pulumi.example.yaml", () => {
    const example = contentOf("Pulumi.example.yaml");
    let config = "";

    before(async () => {
      config = await written("example", example, [
        "pulumi config set --path wso2.url https://apim.acme.com:9443",
        "pulumi config set --secret --path wso2.password password",
      ]);
    });

    it("is accepted as it is", () => {
      readStackConfig(config);
    });

    acceptsEachBlock(example, () => config);
  });

  const server = [
    "pulumi config set --path wso2.url https://apim.acme.com:9443",
    "pulumi config set --path wso2.username admin",
    "pulumi config set --path keyManager.name auth0",
  ];
  const api = [
    "pulumi config set --path api.identifier https://orders.example.com/",
    "pulumi config set --path 'api.scopes[0].name' read:orders",
  ];
  for (const [page, before] of Object.entries({
    applications: [...server, ...api],
    components: server,
  })) {
    it(`is accepted with what docs/${page}.md says to set`, async () => {
      const [block = ""] = blocksOf(contentOf(`docs/${page}.md`), "sh");
      const lines = block.split("\n").filter((line) => line.includes("pulumi config set"));
      readStackConfig(await written(page, "config: {}\n", [...before, ...lines]));
    });
  }
});
