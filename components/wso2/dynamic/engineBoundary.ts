import type { dynamic } from "@pulumi/pulumi";
import { Incomplete } from "./incomplete";

const serialized = "__provider";

type Bag = Record<string, unknown>;

/** The life cycle of a kind of resource, whose state is its inputs and what else it wants to keep. */
export interface Lifecycle<Inputs, State extends Inputs = Inputs> {
  check(olds: Partial<Inputs>, news: Inputs): Promise<dynamic.CheckResult<Inputs>>;
  diff(id: string, olds: State, news: Inputs): Promise<dynamic.DiffResult>;
  create(inputs: Inputs): Promise<dynamic.CreateResult<State>>;
  read(id: string, props: State): Promise<ReadResult<Inputs, State>>;
  update(id: string, olds: State, news: Inputs): Promise<dynamic.UpdateResult<State>>;
  delete(id: string, props: State): Promise<void>;
}

/** What was read; without an id, nothing was there. */
export interface ReadResult<Inputs, State extends Inputs = Inputs> {
  id?: string;
  props?: State;
  inputs?: Inputs;
}

/**
 * What every provider needs at the border to the engine: the serialized text taken out of what
 * comes in, no `undefined` in what goes out, and errors that name the resource. It also counts the
 * writes in the output `revision`, so that what depends on a resource sees them even where the
 * declaration stays the same, as after a change by hand.
 */
export function atTheEngine<Inputs extends object, State extends Inputs = Inputs>(
  kind: string,
  provider: Lifecycle<Inputs, State>,
  configure: Required<dynamic.ResourceProvider>["configure"],
  nameOf: (declaration: Bag) => unknown = ({ name }) => name,
): Required<dynamic.ResourceProvider> {
  const inputs = (bag: Bag) => withoutOurs(bag) as Inputs;
  const state = (bag: Bag) => withoutOurs(bag) as State;
  const answer = <Result>(bag: Bag, revision: number, call: () => Promise<Result>) =>
    inTheNameOf(kind, nameOf(bag), bag, revision, call);
  return {
    configure,
    check: (olds: Bag, news: Bag) =>
      answer(news, 0, async () => {
        const { failures = [], ...result } = await provider.check(inputs(olds), inputs(news));
        return { ...result, failures: failures.map(withoutValue) };
      }),
    diff: (id, olds: Bag, news: Bag) =>
      answer(news, 0, () => provider.diff(id, state(olds), inputs(news))),
    create: (bag: Bag) =>
      answer(bag, 1, async () => {
        const { id, outs } = await provider.create(inputs(bag));
        return { id, outs: { ...outs, revision: 1 } };
      }),
    read: (id, bag: Bag = {}) =>
      answer(bag, 0, async () => {
        const { props, ...result } = await provider.read(id, state(bag));
        return { ...result, ...(props && { props: { ...props, revision: revisionOf(bag) } }) };
      }),
    update: (id, olds: Bag, news: Bag) => {
      const revision = revisionOf(olds) + 1;
      return answer(news, revision, async () => {
        const { outs } = await provider.update(id, state(olds), inputs(news));
        return { outs: { ...outs, revision } };
      });
    },
    delete: (id, bag: Bag) => answer(bag, 0, () => provider.delete(id, state(bag))),
  };
}

function withoutOurs(bag: Bag): Bag {
  return Object.fromEntries(
    Object.entries(bag).filter(([key]) => key !== serialized && key !== "revision"),
  );
}

const revisionOf = ({ revision }: Bag) => (typeof revision === "number" ? revision : 0);

/** The engine prints the value of a property that a failure names, be it a secret. */
function withoutValue({ property, reason }: dynamic.CheckFailure): dynamic.CheckFailure {
  return { property: "", reason: `${property} ${reason}`.trim() };
}

async function inTheNameOf<Result>(
  kind: string,
  name: unknown,
  bag: Bag,
  revision: number,
  call: () => Promise<Result>,
): Promise<Result> {
  try {
    return withoutUndefined(await call());
  } catch (error) {
    const subject = typeof name === "string" ? `${kind} "${name}"` : kind;
    const plain = plainError(subject, error, secretsIn(bag));
    if (!(error instanceof Incomplete)) throw plain;
    // Unlike the outputs of a success, these reach the state as they are.
    const properties = { ...error.outs, [serialized]: bag[serialized], revision };
    throw Object.assign(plain, {
      id: error.id,
      properties: withoutUndefined(properties),
      reasons: [plain.message],
    });
  }
}

/** The engine's protocol has no `undefined`; it would fail after the work is done. */
function withoutUndefined<Value>(value: Value): Value {
  return value === undefined ? value : (JSON.parse(JSON.stringify(value)) as Value);
}

/** The plugin prints the stack of an error next to its message; users need neither path nor line. */
function plainError(subject: string, error: unknown, secrets: string[]): Error {
  const message = error instanceof Error ? error.message : String(error);
  const plain = new Error(
    secrets.reduce(
      (masked, secret) => masked.replaceAll(secret, "[secret]"),
      `${subject}: ${message}`,
    ),
  );
  plain.stack = "";
  return plain;
}

/** Whatever somebody repeats of a declaration in an error, its secrets must not be in there. */
function secretsIn(bag: Bag): string[] {
  return Object.entries(bag).flatMap(([key, value]) => {
    if (typeof value === "object" && value !== null) return secretsIn(value as Bag);
    return /secret$/i.test(key) && typeof value === "string" && value !== "" ? [value] : [];
  });
}
