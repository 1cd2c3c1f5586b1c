import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as prettier from "prettier";
import * as ts from "typescript";
import manifest from "../../package.json";
import {
  referenceTo,
  type NamedType,
  type ObjectSpec,
  type PropertySpec,
  type ResourceSpec,
  type TypeSpec,
} from "../../components/commands/plugin/schema";

const root = join(__dirname, "../..");
/** What the component plugin tells other languages. */
export const componentSchemaFile = join(root, "load/plugin/schema.json");

/** What every resource has, and what components have for one another: other programs get the `reference`. */
const unseen = ["urn", "declaration", "facts", "leftToAuth0", "management"];

/** The schema of every component that `components/index.ts` exports, as the sources yield it. */
export async function componentSchema(index = join(root, "components/index.ts")): Promise<string> {
  const { name, description, license } = manifest;
  const { resources, types } = new Schema(index);
  const spec = { name, description, license, meta: { supportPack: true }, resources, types };
  return prettier.format(JSON.stringify(spec), { parser: "json", printWidth: 100 });
}

/** Several types of one value; which goes with which is what the components check. */
type Variants = readonly ts.Type[];

class Schema {
  readonly types: Record<string, NamedType> = {};
  readonly resources: Record<string, ResourceSpec>;
  private readonly checker: ts.TypeChecker;
  private readonly components: ReadonlyMap<ts.Symbol, string>;

  constructor(index: string) {
    const { config } = ts.readConfigFile(join(root, "tsconfig.build.json"), (path) =>
      ts.sys.readFile(path),
    ) as { config: unknown };
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
    const program = ts.createProgram([index], options);
    this.checker = program.getTypeChecker();
    const source = program.getSourceFile(index);
    const module = source && this.checker.getSymbolAtLocation(source);
    if (module === undefined) throw new Error(`${index} exports nothing.`);
    const classes = this.checker
      .getExportsOfModule(module)
      .map((symbol) => this.original(symbol))
      .filter((symbol) => isComponent(symbol.valueDeclaration));
    this.components = new Map(classes.map((symbol) => [symbol, tokenOf(symbol)]));
    this.resources = Object.fromEntries(
      [...this.components].map(([symbol, token]) => [token, this.resource(symbol)]),
    );
  }

  private resource(symbol: ts.Symbol): ResourceSpec {
    const node = symbol.valueDeclaration as ts.ClassDeclaration;
    const [, args] = node.members.find(ts.isConstructorDeclaration)?.parameters ?? [];
    const given = args ? [this.checker.getTypeAtLocation(args)] : [];
    const { properties, required } = this.object(given, symbol.name, true);
    // YAML has one type for an argument and an output of the same name.
    const isTaken = (name: string) => properties[name]?.type !== "string";
    const refused = [...unseen, ...Object.keys(properties).filter(isTaken)];
    const instance = [this.checker.getDeclaredTypeOfSymbol(symbol)];
    return {
      isComponent: true,
      ...this.documentation(symbol),
      ...this.object(instance, symbol.name, false, refused),
      inputProperties: properties,
      requiredInputs: required,
    };
  }

  /** The members of values of these types. */
  private object(
    types: Variants,
    of: string,
    isArgument: boolean,
    without: readonly string[] = [],
  ): ObjectSpec {
    const variants = types.flatMap((type) => (type.isUnion() ? type.types : [type]));
    const names = variants.flatMap((type) => type.getProperties().map(({ name }) => name));
    const properties: Record<string, PropertySpec> = {};
    const required: string[] = [];
    for (const name of new Set(names)) {
      if (without.includes(name)) continue;
      const members = variants.flatMap((type) => type.getProperty(name) ?? []);
      const [member] = members;
      const values = members.map((each) => this.checker.getTypeOfSymbol(each));
      const spec = this.spec(
        values,
        `${of}${name.replace(/^./, (first) => first.toUpperCase())}`,
        isArgument,
      );
      if (spec === undefined && isArgument) throw new Error(`No language can give ${of}.${name}.`);
      if (member === undefined || spec === undefined) continue;
      const isSaid = values.every((type) => this.checker.getNonNullableType(type) === type);
      if (isSaid && members.length === variants.length) required.push(name);
      properties[name] = {
        ...spec,
        ...this.documentation(member),
        ...(this.isSecret(member) && { secret: true }),
      };
    }
    return { properties, required };
  }

  /** How another language has values of these types; nothing where it cannot. */
  private spec(given: Variants, name: string, isPlain: boolean): TypeSpec | undefined {
    const types = given.flatMap((type) => this.variantsOf(type));
    const outputs = types.flatMap((type) => outputOf(type) ?? []);
    if (outputs.length > 0) {
      const values = outputs.flatMap((type) => this.checker.getTypeArguments(type));
      const others = types.filter((type) => this.components.has(type.symbol));
      return this.spec([...others, ...values], name, false);
    }
    const plain = isPlain ? ({ plain: true } as const) : {};
    const token = types.flatMap(({ symbol }) => this.components.get(symbol) ?? [])[0];
    if (token !== undefined) {
      const reference = { $ref: `#/resources/${token}` };
      const value = this.spec(
        types.filter(({ symbol }) => !this.components.has(symbol)),
        name,
        isPlain,
      );
      return value ? { oneOf: [reference, value] } : reference;
    }
    const [first] = types;
    if (first === undefined || first.getProperty("urn")) return undefined;
    const are = (flag: ts.TypeFlags) => types.every((type) => (type.flags & flag) !== 0);
    if (are(ts.TypeFlags.StringLiteral) && types.length > 1) {
      return { $ref: this.enumeration(types as ts.StringLiteralType[], name), ...plain };
    }
    if (are(ts.TypeFlags.StringLike)) return { type: "string", ...plain };
    if (are(ts.TypeFlags.BooleanLike)) return { type: "boolean", ...plain };
    if (are(ts.TypeFlags.NumberLike)) return { type: "number", ...plain };
    if (!are(ts.TypeFlags.Object | ts.TypeFlags.Intersection))
      return { $ref: "pulumi.json#/Any", ...plain };
    const item = first.getNumberIndexType();
    const items = item && this.spec([item], `${name}Item`, isPlain);
    if (item) return items && { type: "array", items, ...plain };
    const value = first.getStringIndexType();
    const values = value && this.spec([value], `${name}Value`, isPlain);
    if (value) return values && { type: "object", additionalProperties: values, ...plain };
    return this.named(types, name, plain);
  }

  private named(types: Variants, path: string, plain: { plain?: true }): TypeSpec | undefined {
    const [first] = types;
    const symbol = types.length === 1 ? (first?.aliasSymbol ?? first?.symbol) : undefined;
    const named = isOfThisPackage(symbol) ? symbol : undefined;
    const name = named?.name ?? path;
    const token = `${manifest.name}:index:${name}`;
    const object = this.object(types, name, plain.plain === true);
    if (Object.keys(object.properties).length === 0) return undefined;
    this.types[token] = { type: "object", ...(named && this.documentation(named)), ...object };
    return { $ref: referenceTo(token), ...plain };
  }

  private enumeration(types: readonly ts.StringLiteralType[], name: string): string {
    const token = `${manifest.name}:index:${name}`;
    const values = [...new Set(types.map(({ value }) => value))];
    this.types[token] = { type: "string", enum: values.map((value) => ({ value })) };
    return referenceTo(token);
  }

  private variantsOf(type: ts.Type): Variants {
    if ((type.flags & ts.TypeFlags.Unknown) !== 0) return [type];
    const known = this.checker.getNonNullableType(type);
    return (known.isUnion() ? known.types : [known]).filter(
      (each) => (each.flags & ts.TypeFlags.Never) === 0,
    );
  }

  private documentation(symbol: ts.Symbol): { description?: string } {
    const byDefault = symbol.getJsDocTags(this.checker).find(({ name }) => name === "default");
    const text = ts.displayPartsToString(symbol.getDocumentationComment(this.checker));
    const said = byDefault ? ` Default: ${ts.displayPartsToString(byDefault.text)}.` : "";
    const description = `${text.split("```", 1).join("")}${said}`
      .replace(/\{@link (\w+)\}/g, "`$1`")
      .replace(/\s+/g, " ")
      .trim();
    return description === "" ? {} : { description };
  }

  /** What a row says, or the documentation of what has none. */
  private isSecret(symbol: ts.Symbol): boolean {
    const row = symbol.valueDeclaration;
    if (row && ts.isPropertyAssignment(row)) {
      return this.checker.getTypeAtLocation(row.initializer).getProperty("secret") !== undefined;
    }
    return symbol.getJsDocTags(this.checker).some(({ name }) => name === "secret");
  }

  private original(symbol: ts.Symbol): ts.Symbol {
    const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0;
    return isAlias ? this.checker.getAliasedSymbol(symbol) : symbol;
  }
}

function isComponent(node: ts.Declaration | undefined): boolean {
  return (
    node !== undefined &&
    ts.isClassDeclaration(node) &&
    (node.heritageClauses ?? []).some((each) => each.getText().endsWith("ComponentResource"))
  );
}

/** What the engine calls a component: the class says it where it is made. */
function tokenOf({ name, valueDeclaration }: ts.Symbol): string {
  const token = new RegExp(`"(${manifest.name}:\\w+:${name})"`).exec(
    valueDeclaration?.getText() ?? "",
  );
  if (token?.[1] === undefined) throw new Error(`${name} has another name for the engine.`);
  return token[1];
}

/** The output that a type is; an input has one among its variants. */
function outputOf(type: ts.Type): ts.TypeReference | undefined {
  const parts = type.isIntersection() ? type.types : [type];
  const isOutput = ({ symbol }: { symbol?: ts.Symbol }) => symbol?.name === "OutputInstance";
  return parts.find(isOutput) as ts.TypeReference | undefined;
}

/** Whether a type has a name that this package gave it. */
function isOfThisPackage(symbol: ts.Symbol | undefined): boolean {
  const file = symbol?.declarations?.[0]?.getSourceFile().fileName;
  return file?.startsWith(join(root, "components")) === true && symbol?.name !== "__type";
}

if (require.main === module) {
  void componentSchema().then((text) => {
    writeFileSync(componentSchemaFile, text);
  });
}
