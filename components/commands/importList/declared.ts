import { isUnknown } from "../../wso2/provider/unknown";

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
}

/** The file that `pulumi import` takes. */
export interface ImportFile {
  nameTable?: Record<string, string>;
  resources?: ImportEntry[];
}

/** What a program declares and its stack does not have yet. */
export interface Declared {
  entry: ImportEntry;
  /** Its own name. */
  name: string;
  /** The name of the component that it is in. */
  component?: string;
  /** The inputs; those that are not known before something is created are missing. */
  inputs: Record<string, unknown>;
}

/** A preview as `pulumi preview --json` prints it, as far as it is used. */
export interface Preview {
  steps?: { urn: string; newState?: { inputs?: Record<string, unknown> } }[];
  diagnostics?: { severity: string; message: string }[];
}

/** Puts together what the two outputs of a preview say of each resource. */
export function declaredIn(
  { nameTable = {}, resources = [] }: ImportFile,
  preview: Preview,
): Declared[] {
  const inputsOf = new Map(
    preview.steps?.map(({ urn, newState }) => [identityIn(urn), newState?.inputs ?? {}]),
  );
  const entries = new Map(resources.map((entry) => [entry.name, entry]));
  /** Types and name as in a URN; a parent that the stack has already is in the name table. */
  const identityOf = (name: string): string => {
    const entry = entries.get(name);
    if (entry === undefined) return identityIn(nameTable[name] ?? "");
    const { type, parent, logicalName = name } = entry;
    const above = parent === undefined ? "" : `${identityOf(parent).split("::")[0] ?? ""}$`;
    return `${above}${type}::${logicalName}`;
  };
  return resources.map((entry) => {
    const { name, logicalName = name, parent } = entry;
    const component = parent === undefined ? undefined : identityOf(parent).split("::")[1];
    const inputs = Object.entries(inputsOf.get(identityOf(name)) ?? {});
    return {
      entry,
      name: logicalName,
      ...(component !== undefined && { component }),
      inputs: Object.fromEntries(inputs.filter(([, value]) => !isUnknown(value))),
    };
  });
}

const identityIn = (urn: string) => urn.split("::").slice(2).join("::");
