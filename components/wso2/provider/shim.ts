/** The kinds of which there is nothing but what the state has. */
export type StateOnly = "Owner" | "ApiDeletionProtection";

/** The kinds of resources that have a dynamic provider here. */
export type ProviderKind =
  StateOnly | "KeyManager" | "Application" | "ApplicationKeys" | "Subscription";

/**
 * What stands in for a kind where the program has gone back to a version that does not have it: it lets the
 * state forget what is nowhere else.
 */
const standIns: Partial<Record<ProviderKind, string>> = {
  ApiDeletionProtection: ` ?? {
      configure: async () => {},
      read: async (id, props) => ({ id, props }),
      delete: async () => {},
    }`,
};

/**
 * The only code of ours that gets into the state. Its text never changes; it loads the provider that
 * is installed now, so that `refresh` and `destroy` never run the code of an earlier day, and a change
 * of our code is no change of a resource. Where the program is a fork of this project's folder, the
 * package may have another name there.
 */
export function shim(kind: ProviderKind): string {
  return `"use strict";
exports.handler = () => {
  let found;
  const provider = () => {
    if (found) return found;
    const { createRequire } = process.getBuiltinModule("node:module");
    const fromProgram = createRequire(process.cwd() + "/package.json");
    const find = (id) => {
      try {
        return fromProgram.resolve(id);
      } catch {
        return undefined;
      }
    };
    const file = find("auth0-wso2-key-manager/providers") ?? find("./load/providers.cjs");
    if (file === undefined) {
      const message =
        "The package auth0-wso2-key-manager is not installed in " + process.cwd() +
        ": install the program's dependencies there, as by npm ci, and run this again.";
      throw Object.assign(new Error(message), { stack: "" });
    }
    found = fromProgram(file).providers.${kind}${standIns[kind] ?? ""};
    return found;
  };
  return {
    configure: (request) => provider().configure(request),
    check: (olds, news) => provider().check(olds, news),
    diff: (id, olds, news) => provider().diff(id, olds, news),
    create: (inputs) => provider().create(inputs),
    read: (id, props) => provider().read(id, props),
    update: (id, olds, news) => provider().update(id, olds, news),
    delete: (id, props) => provider().delete(id, props),
  };
};
`;
}
