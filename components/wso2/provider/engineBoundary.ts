import type { dynamic } from "@pulumi/pulumi";
import { masked } from "../../http/masking";
import { Incomplete } from "./incomplete";
import type { LifeCycle } from "./lifeCycle";

const serialized = "__provider";

type Bag = Record<string, unknown>;

/** Any kind's life cycle; the engine knows bags only. */
export type AnyLifeCycle = Pick<
  LifeCycle<Bag, unknown, Bag>,
  "check" | "diff" | "create" | "read" | "update" | "delete"
>;

/**
 * What every provider needs at the border to the engine: the serialized text taken out of what
 * comes in, no `undefined` in what goes out, and errors that name the resource.
 */
export function atTheEngine(
  label: string,
  provider: AnyLifeCycle,
  configure: Required<dynamic.ResourceProvider>["configure"],
  nameOf: (declaration: Bag) => unknown = ({ name }) => name,
): Required<dynamic.ResourceProvider> {
  const answer = <Result>(bag: Bag, call: () => Promise<Result>) =>
    inTheNameOf(label, nameOf(bag), bag, call);
  return {
    configure,
    check: (olds: Bag, news: Bag) =>
      answer(news, async () => {
        const { failures = [], ...result } = await provider.check(ours(olds), ours(news));
        return { ...result, failures: failures.map(withoutValue) };
      }),
    diff: (id, olds: Bag, news: Bag) =>
      answer(news, () => provider.diff(id, ours(olds), ours(news))),
    create: (bag: Bag) => answer(bag, () => provider.create(ours(bag))),
    read: (id, bag: Bag = {}) => answer(bag, () => provider.read(id, ours(bag))),
    update: (id, olds: Bag, news: Bag) =>
      answer(news, () => provider.update(id, ours(olds), ours(news))),
    delete: (id, bag: Bag) => answer(bag, () => provider.delete(id, ours(bag))),
  };
}

function ours(bag: Bag): Bag {
  return Object.fromEntries(Object.entries(bag).filter(([key]) => key !== serialized));
}

/** The engine prints the value of a property that a failure names, be it a secret. */
function withoutValue({ property, reason }: dynamic.CheckFailure): dynamic.CheckFailure {
  return { property: "", reason: `${property} ${reason}`.trim() };
}

async function inTheNameOf<Result>(
  label: string,
  name: unknown,
  bag: Bag,
  call: () => Promise<Result>,
): Promise<Result> {
  try {
    return withoutUndefined(await call());
  } catch (error) {
    const subject = typeof name === "string" ? `${label} "${name}"` : label;
    const plain = plainError(subject, error, secretsIn(bag));
    if (!(error instanceof Incomplete)) throw plain;
    // Unlike the outputs of a success, these reach the state as they are.
    const properties = { ...error.outs, [serialized]: bag[serialized] };
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
  const plain = new Error(masked(`${subject}: ${message}`, secrets));
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
