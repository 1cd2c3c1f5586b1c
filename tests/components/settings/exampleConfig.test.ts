import { acceptsEachBlock, exampleEnvironment, readStackConfig } from "../../support/exampleConfig";
import { contentOf } from "../../support/projectFiles";

describe("Pulumi.example.yaml", () => {
  const example = contentOf("Pulumi.example.yaml");
  exampleEnvironment();

  it("is accepted as it is", () => {
    readStackConfig(example);
  });

  acceptsEachBlock(example, () => example);
});
