import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import * as library from "../../components";
import type { PackageSpec } from "../../components/commands/plugin/schema";
import { componentSchema, componentSchemaFile } from "../../tools/docs/componentSchema";

const shipped = JSON.parse(readFileSync(componentSchemaFile, "utf8")) as PackageSpec;

describe("the schema of the component plugin", () => {
  it("is what the sources yield; npm run docs makes it anew", async () => {
    assert.deepEqual(JSON.parse(await componentSchema()), shipped);
  });

  it("has every component that the package exports", () => {
    const components = Object.entries(library)
      .filter(
        ([, each]) => "prototype" in each && each.prototype instanceof pulumi.ComponentResource,
      )
      .map(([name]) => name);
    const names = Object.keys(shipped.resources).map((token) => token.split(":")[2]);
    assert.deepEqual(names.sort(), components.sort());
  });

  it("says what is a secret", () => {
    const objects = Object.values(shipped.types).map((type) =>
      type.type === "object" ? type.properties : {},
    );
    const components = Object.values(shipped.resources).flatMap((each) => [
      each.properties,
      each.inputProperties,
    ]);
    const secrets = [...objects, ...components].flatMap((properties) =>
      Object.entries(properties).flatMap(([name, { secret }]) => (secret ? [name] : [])),
    );
    assert.deepEqual([...new Set(secrets)].sort(), ["clientSecret", "consumerSecrets"]);
  });
});

describe("a schema", () => {
  const fixture = join(__dirname, "componentSchema");

  it("has descriptions, defaults, enums, secrets, references and what must be said", async () => {
    const { resources, types } = JSON.parse(
      await componentSchema(join(fixture, "described.ts")),
    ) as PackageSpec;
    const [component] = Object.values(resources);
    assert.deepEqual(component, {
      isComponent: true,
      description: "What it is.",
      properties: { id: { type: "string", description: "Its id." } },
      required: ["id"],
      inputProperties: {
        name: { type: "string", plain: true, description: "Its name." },
        color: {
          $ref: "#/types/auth0-wso2-key-manager:index:DescribedColor",
          description: 'Its color. Default: "red".',
        },
        password: { type: "string", secret: true },
        of: { $ref: "#/resources/auth0-wso2-key-manager:index:Described" },
      },
      requiredInputs: ["name", "of"],
    });
    assert.deepEqual(Object.values(types), [
      { type: "string", enum: [{ value: "red" }, { value: "blue" }] },
    ]);
  });

  it("is refused where no other language can give an argument", async () => {
    await assert.rejects(componentSchema(join(fixture, "unsayable.ts")), {
      message: "No language can give Unsayable.handler.",
    });
  });
});
