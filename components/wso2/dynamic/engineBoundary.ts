import type { dynamic } from "@pulumi/pulumi";

const serialized = "__provider";

type Bag = Record<string, unknown>;

/** The life cycle of a kind of resource, whose state is its inputs. */
export interface Lifecycle<Inputs> {
  check(olds: Partial<Inputs>, news: Inputs): Promise<dynamic.CheckResult<Inputs>>;
  diff(id: string, olds: Inputs, news: Inputs): Promise<dynamic.DiffResult>;
  create(inputs: Inputs): Promise<dynamic.CreateResult<Inputs>>;
  read(id: string, props: Inputs): Promise<dynamic.ReadResult<Inputs>>;
  update(id: string, olds: Inputs, news: Inputs): Promise<dynamic.UpdateResult<Inputs>>;
  delete(id: string, props: Inputs): Promise<void>;
}

/**
 * What every provider needs at the border to the engine: the serialized text taken out of what
 * comes in, no `undefined` in what goes out, and errors that name the resource.
 */
export function atTheEngine<Inputs extends object>(
  kind: string,
  provider: Lifecycle<Inputs>,
  configure: Required<dynamic.ResourceProvider>["configure"],
): Required<dynamic.ResourceProvider> {
  const declared = (bag: Bag) => withoutProvider(bag) as Inputs;
  return {
    configure,
    check: (olds: Bag, news: Bag) =>
      inTheNameOf(kind, news, async () => {
        const { failures = [], ...result } = await provider.check(declared(olds), declared(news));
        return { ...result, failures: failures.map(withoutValue) };
      }),
    diff: (id, olds: Bag, news: Bag) =>
      inTheNameOf(kind, news, () => provider.diff(id, declared(olds), declared(news))),
    create: (inputs: Bag) => inTheNameOf(kind, inputs, () => provider.create(declared(inputs))),
    read: (id, props: Bag = {}) =>
      inTheNameOf(kind, props, () => provider.read(id, declared(props))),
    update: (id, olds: Bag, news: Bag) =>
      inTheNameOf(kind, news, () => provider.update(id, declared(olds), declared(news))),
    delete: (id, props: Bag) =>
      inTheNameOf(kind, props, () => provider.delete(id, declared(props))),
  };
}

function withoutProvider(bag: Bag): Bag {
  return Object.fromEntries(Object.entries(bag).filter(([key]) => key !== serialized));
}

/** The engine prints the value of a property that a failure names, be it a secret. */
function withoutValue({ property, reason }: dynamic.CheckFailure): dynamic.CheckFailure {
  return { property: "", reason: `${property} ${reason}`.trim() };
}

async function inTheNameOf<Result>(
  kind: string,
  { name }: Bag,
  call: () => Promise<Result>,
): Promise<Result> {
  try {
    return withoutUndefined(await call());
  } catch (error) {
    throw plainError(typeof name === "string" ? `${kind} "${name}"` : kind, error);
  }
}

/** The engine's protocol has no `undefined`; it would fail after the work is done. */
function withoutUndefined<Value>(value: Value): Value {
  return value === undefined ? value : (JSON.parse(JSON.stringify(value)) as Value);
}

/** The plugin prints the stack of an error next to its message; users need neither path nor line. */
function plainError(subject: string, error: unknown): Error {
  const plain = new Error(`${subject}: ${error instanceof Error ? error.message : String(error)}`);
  plain.stack = "";
  return plain;
}
