/** The kinds of resources that may be lost, and what a table calls them. */
export const kindTitles = {
  keyManager: "Key Manager in use",
  idleKeyManager: "Key Manager not in use",
  ownApplication: "Application",
  adoptedApplication: "Application, adopted",
  generatedKeys: "generated keys",
  mappedKeys: "mapped keys",
  subscription: "Subscription",
  auth0Client: "Auth0 client",
};

export type Kind = keyof typeof kindTitles;

/** The columns of the matrix. */
export const kinds = Object.keys(kindTitles) as Kind[];

/** What a stack of the matrix consists of. */
export type PartName = Kind | "management" | "api";

/** A resource of the stack. */
export interface Part {
  logicalName: string;
  /** Logical name of the component that it is in. Default: none. */
  component?: string;
  /** What Pulumi is told of its earlier place. */
  alias?: { name: string } | "root";
  /** What it is called where it lives; what tells one of its kind from another. */
  name: string;
  description?: string;
  /** Whether an application is taken from the user that has it. */
  changeOwner?: boolean;
}

/** What a part knows of one that another stack has. */
export interface Given {
  managementClientId: string;
  managementClientSecret: string;
  keyManager: string;
  ownApplicationId: string;
  adoptedApplicationId: string;
  clientId: string;
  clientSecret: string;
}

/** A program of the matrix, as data: `program.ts` makes resources of it. */
export interface Declaration {
  parts: Partial<Record<PartName, Part>>;
  /** In place of parts that are not there. */
  given: Partial<Given>;
}

/** Everything, in one stack; every cell of the matrix starts from it. */
export const wholeDeclaration: Declaration = {
  parts: {
    management: { logicalName: "management", name: "Management of the matrix" },
    api: { logicalName: "api", name: "https://orders.example.com/" },
    keyManager: { logicalName: "key-manager", name: "auth0-matrix", description: "Declared" },
    idleKeyManager: { logicalName: "idle", name: "auth0-idle", description: "Declared" },
    ownApplication: { logicalName: "own", name: "own", description: "Declared" },
    adoptedApplication: { logicalName: "adopted", name: "adopted", description: "Declared" },
    generatedKeys: { logicalName: "generated-keys", name: "PRODUCTION" },
    mappedKeys: { logicalName: "mapped-keys", name: "PRODUCTION" },
    subscription: { logicalName: "subscription", name: "1.0.0" },
    auth0Client: { logicalName: "consumer", name: "Consumer of the matrix" },
  },
  given: {},
};

/** The file beside the program that holds the declaration. */
export const declarationFile = "declaration.json";

/** The declaration with a part changed, or without it. */
export function withPart(
  { parts, given }: Declaration,
  name: PartName,
  change: Partial<Part>,
): Declaration {
  const part = parts[name];
  if (part === undefined) throw new Error(`The declaration has no part ${name}.`);
  return { parts: { ...parts, [name]: { ...part, ...change } }, given };
}
