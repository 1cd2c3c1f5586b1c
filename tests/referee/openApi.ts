import { readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import Ajv, { type ValidateFunction } from "ajv";
import { parseDocument } from "yaml";
import { buildReferee, findBuiltReferee } from "./builtReferee";

interface Schema {
  properties?: Record<string, unknown>;
}

/** WSO2's own OpenAPI document of the admin REST API, as it is in the war. */
export class AdminOpenApi {
  private readonly ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });

  private constructor(private readonly schemas: Record<string, Schema>) {
    this.ajv.addSchema({ $id: "admin", components: { schemas } });
  }

  static async read(): Promise<AdminOpenApi> {
    const { classPath } = findBuiltReferee("4.7") ?? (await buildReferee("4.7"));
    const [classes = ""] = classPath.split(delimiter);
    const text = readFileSync(join(classes, "admin-api.yaml"), "utf8");
    // Its samples of curl commands are not quite YAML; they are not looked at.
    const document = parseDocument(text, { strict: false }).toJS() as {
      components: { schemas: Record<string, Schema> };
    };
    return new AdminOpenApi(document.components.schemas);
  }

  /** Names of the properties that an object of that schema may have. */
  propertiesOf(schema: string): string[] {
    return Object.keys(this.schemas[schema]?.properties ?? {});
  }

  /** What is wrong with a value, by the document. */
  faults(schema: string, value: unknown): string[] {
    const validate: ValidateFunction = this.ajv.compile({
      $ref: `admin#/components/schemas/${schema}`,
    });
    if (validate(value)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message }) => `${instancePath} ${message ?? ""}`,
    );
  }
}
