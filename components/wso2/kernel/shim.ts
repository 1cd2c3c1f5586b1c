import type { dynamic } from "@pulumi/pulumi";

/** The kinds of resources that have a dynamic provider here. */
export type ProviderKind =
  "Owner" | "KeyManager" | "Application" | "ApplicationKeys" | "Subscription";

/**
 * The only code of ours that Pulumi serializes into the state. Its text never changes; at every
 * call it loads the provider that is installed now, so that `refresh` and `destroy` never run the
 * code of an earlier day, and a change of our code is no change of a resource.
 *
 * Code in here is captured by value and runs without what surrounds it: no imports, no classes.
 */
export function shim(kind: ProviderKind): dynamic.ResourceProvider {
  const provider = (): Required<dynamic.ResourceProvider> => {
    const { createRequire } = process.getBuiltinModule("node:module");
    const fromProgram = createRequire(`${process.cwd()}/package.json`);
    const { providers } = fromProgram("auth0-wso2-key-manager/providers") as {
      providers: Record<ProviderKind, Required<dynamic.ResourceProvider>>;
    };
    return providers[kind];
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
}
