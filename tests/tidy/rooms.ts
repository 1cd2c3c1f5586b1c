/**
 * The rooms of `components/`, from the bottom to the top. A file imports what is in its own room or
 * in one further down; rooms on one floor do not know one another.
 */
export const floors: readonly (readonly string[])[] = [
  ["http", "validation", "marks"],
  ["auth0/rest", "wso2/rest"],
  ["wso2/ownership"],
  ["wso2/provider"],
  ["wso2/owner"],
  ["wso2/keyManager", "wso2/application", "wso2/apiDeletionProtection"],
  ["wso2/applicationKeys", "wso2/subscription"],
  ["wso2/attached.ts"],
  ["wso2/server.ts", "wso2/wso2Provider.ts"],
  ["wso2/lifeCycles.ts"],
  ["wso2/providers.ts"],
  ["auth0", "smokeTest"],
  [
    "api.ts",
    "managementApplication.ts",
    "consumerApplication.ts",
    "applicationMistakes.ts",
    "keyManagerReference.ts",
  ],
  ["auth0KeyManager.ts"],
  ["usedKeyManager.ts"],
  ["applicationAccess.ts"],
  ["smokeTest.ts"],
  ["applications.ts"],
  ["settings"],
  ["commands"],
  ["index.ts"],
];

/** The folders at the top, and which of the others each may import; "" is the root itself. */
export const folders: Readonly<Record<string, readonly string[]>> = {
  components: [],
  "packages/lock": [],
  "packages/sandbox": ["packages/lock"],
  "packages/toolchain": ["packages/lock"],
  tools: ["components", "packages/lock", "packages/sandbox", "packages/toolchain"],
  load: ["tools"],
  docs: [],
  examples: ["components"],
  tests: ["components", "packages/sandbox", "packages/toolchain", "tools"],
  "": ["components", "tools"],
};

/** Where a name is one thing. Auth0 and WSO2 are two servers: each has tenants and tokens. */
const vocabularies = [
  "components",
  "packages/lock",
  "packages/sandbox",
  "packages/sandbox/auth0",
  "packages/toolchain",
];

/** The folder at the top that a file is in, as `folders` has it. */
export function folderOf(file: string): string {
  return innermost(Object.keys(folders), file) ?? "";
}

/** The room of `components/` that a file is in. */
export function roomOf(file: string): string | undefined {
  return innermost(floors.flat(), file.replace(/^components\//, ""));
}

/** How far up a file of `components/` is. */
export function floorOf(file: string): number {
  const room = roomOf(file);
  return floors.findIndex((rooms) => rooms.some((each) => each === room));
}

export function vocabularyOf(file: string): string | undefined {
  return innermost(vocabularies, file);
}

function innermost(places: readonly string[], file: string): string | undefined {
  return places
    .filter((place) => file === place || file.startsWith(`${place}/`))
    .sort((one, other) => other.length - one.length)[0];
}
