import type { dynamic } from "@pulumi/pulumi";
import { masked } from "../../http/masking";
import { Incomplete } from "./incomplete";
import type { LifeCycle } from "./lifeCycle";
import { handedOver, Messages } from "./toldOnce";

const serialized = "__provider";

type Bag = Record<string, unknown>;

/** The process of the providers is a run's. */
const messages = new Messages();

/** Any kind's life cycle; the engine knows bags only. */
export type AnyLifeCycle = Pick<
  LifeCycle<Bag, unknown, Bag>,
  "check" | "diff" | "create" | "read" | "update" | "delete"
>;

/** What errors are about. */
interface Subject {
  /** E.g. `WSO2 Key Manager`. */
  readonly label: string;
  /** What one is called. */
  readonly nameOf?: (bag: Bag) => unknown;
  /** Its secrets, which no error repeats. */
  readonly secretsOf: (bag: Bag) => readonly string[];
}

/**
 * What every provider needs at the border to the engine: the serialized text taken out of what
 * comes in, no `undefined` in what goes out, and errors that name the resource, without its secrets.
 */
export function atTheEngine(
  provider: AnyLifeCycle,
  configure: Required<dynamic.ResourceProvider>["configure"],
  subject: Subject,
): Required<dynamic.ResourceProvider> {
  const { secretsOf } = subject;
  const answer = <Result>(bag: Bag, call: () => Promise<Result>) => inTheNameOf(subject, bag, call);
  return {
    configure,
    check: (olds: Bag, news: Bag) =>
      answer(news, async () => {
        const { failures = [], ...result } = await provider.check(ours(olds), ours(news));
        return { ...result, failures: failures.map((each) => withoutValue(each, secretsOf(news))) };
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
function withoutValue(
  { property, reason }: dynamic.CheckFailure,
  secrets: readonly string[],
): dynamic.CheckFailure {
  return { property: "", reason: `${property} ${masked(reason, secrets)}`.trim() };
}

async function inTheNameOf<Result>(
  { label, nameOf = ({ name }) => name, secretsOf }: Subject,
  bag: Bag,
  call: () => Promise<Result>,
): Promise<Result> {
  try {
    return withoutUndefined(await call());
  } catch (error) {
    const name = nameOf(bag);
    const subject = typeof name === "string" ? `${label} "${name}"` : label;
    const plain = handedOver(messages.of(subject, error, secretsOf(bag)));
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
