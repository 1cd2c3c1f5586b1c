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
  /** The inputs; those that are not known before something is created are missing. */
  inputs: Record<string, unknown>;
}

/** A preview as `pulumi preview --json` prints it, as far as it is used. */
export interface Preview {
  steps?: { urn: string; newState?: { inputs?: Record<string, unknown> } }[];
  diagnostics?: { severity: string; message: string }[];
}

/** How Pulumi writes a value that is not known. */
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Puts together what the two outputs of a preview say of each resource. */
export function declaredIn({ resources = [] }: ImportFile, { steps = [] }: Preview): Declared[] {
  const inputsOf = new Map(
    steps.map(({ urn, newState }) => [urn.split("::").slice(2).join("::"), newState?.inputs ?? {}]),
  );
  const parents = new Map(resources.map((entry) => [entry.name, entry]));
  const typesOf = (entry: ImportEntry): string => {
    const parent = parents.get(entry.parent ?? "");
    return parent === undefined ? entry.type : `${typesOf(parent)}$${entry.type}`;
  };
  return resources.map((entry) => {
    const inputs = inputsOf.get(`${typesOf(entry)}::${entry.logicalName ?? entry.name}`) ?? {};
    const known = Object.entries(inputs).filter(([, value]) => value !== unknown);
    return { entry, inputs: Object.fromEntries(known) };
  });
}
