import { hasUnknown } from "../../wso2/provider/unknown";

/** An entry of the file that `pulumi import` takes, as `pulumi preview --import-file` writes it. */
export interface ImportEntry {
  type: string;
  /** Unique in the file. */
  name: string;
  /** The resource's own name, where it differs. */
  logicalName?: string;
  /** Missing for components. */
  id?: string;
  parent?: string;
  provider?: string;
  component?: boolean;
  /** The resource's state, where its provider is not to read it. */
  inputs?: object;
  outputs?: object;
}

/** The file that `pulumi import` takes. */
export interface ImportFile {
  nameTable?: Record<string, string>;
  resources?: ImportEntry[];
}

/** What a program declares. */
export interface Declared {
  readonly urn: string;
  readonly type: string;
  /** Its own name. */
  readonly name: string;
  /** `project/stack`. */
  readonly stack: string;
  /** What stands for it in the file, where its stack does not have it yet. */
  readonly entry: ImportEntry | undefined;
  /** The id of what its stack has already. */
  readonly id?: string;
  /** The inputs; secrets, and what is not known before something is created, are missing. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** What an input is made of, by its name. */
  readonly references: Readonly<Record<string, readonly Declared[]>>;
}

/** A preview as `pulumi preview --json` prints it, as far as it is used. */
export interface Preview {
  steps?: {
    urn: string;
    newState?: {
      id?: string;
      inputs?: Record<string, unknown>;
      propertyDependencies?: Record<string, string[] | null>;
    };
  }[];
}

/** Puts together what the two outputs of a preview say of each resource that is to be made or changed. */
export function declaredIn(file: ImportFile, { steps = [] }: Preview): Declared[] {
  const entries = entriesByIdentity(file);
  const declared = new Map<string, Declared>();
  // What a resource refers to is registered before it.
  for (const { urn, newState = {} } of steps) {
    const [stack = "", project = "", types = "", ...name] = urn.split("::");
    const { id, inputs = {}, propertyDependencies = {} } = newState;
    declared.set(urn, {
      urn,
      ...(id && { id }),
      type: types.split("$").at(-1) ?? "",
      name: name.join("::"),
      stack: `${project}/${stack.split(":").at(-1) ?? ""}`,
      entry: entries.get(identityIn(urn)),
      inputs: Object.fromEntries(Object.entries(inputs).filter(([, value]) => isKnown(value))),
      references: Object.fromEntries(
        Object.entries(propertyDependencies).map(([input, urns]) => [
          input,
          (urns ?? []).flatMap((other) => declared.get(other) ?? []),
        ]),
      ),
    });
  }
  return [...declared.values()];
}

/** The id of the stack's owner, where the state has it. */
export function ownerIn({ steps = [] }: Preview): string | undefined {
  return steps
    .map(
      ({ newState }) => (newState?.inputs?.["ownership"] as { owner?: string } | undefined)?.owner,
    )
    .find((owner) => owner !== undefined && isKnown(owner));
}

/** Pulumi shows no secrets here. */
function isKnown(value: unknown): boolean {
  return !hasUnknown(value) && !JSON.stringify(value).includes('"[secret]"');
}

function entriesByIdentity({ nameTable = {}, resources = [] }: ImportFile) {
  const entries = new Map(resources.map((entry) => [entry.name, entry]));
  /** Types and name as in a URN; a parent that the stack has already is in the name table. */
  const identityOf = (name: string): string => {
    const entry = entries.get(name);
    if (entry === undefined) return identityIn(nameTable[name] ?? "");
    const { type, parent, logicalName = name } = entry;
    const above = parent === undefined ? "" : `${identityOf(parent).split("::")[0] ?? ""}$`;
    return `${above}${type}::${logicalName}`;
  };
  return new Map(resources.map((entry) => [identityOf(entry.name), entry]));
}

/** Types and name in a URN. */
export const identityIn = (urn: string) => urn.split("::").slice(2).join("::");
