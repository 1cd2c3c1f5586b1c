import { text, trueOrFalse } from "../../../../components/validation/validation";
import { flag, trimmedText } from "../../../../components/wso2/provider/canonicalValues";
import type { FieldTable } from "../../../../components/wso2/provider/fieldTable";
import type { Inputs, Kind } from "../../../../components/wso2/provider/kind";
import { LifeCycle } from "../../../../components/wso2/provider/lifeCycle";
import type { Mark } from "../../../../components/marks/mark";
import { objectOr } from "../../../../components/wso2/ownership/sight";
import { ownershipOf } from "../../../support/lifeCycles";

/** A declaration of a kind that has nothing special. */
export interface Book {
  title: string;
  /** A change replaces the book. */
  author?: string;
  note?: string;
  /** What the shelf masks. */
  password?: string;
  adopt?: boolean;
}

export type BookInputs = Inputs<Book>;

interface LiveBook {
  title: string;
  author: string | null;
  note: string | null;
  password: string | null;
  mark: Mark | undefined;
}

const optional = { schema: text(100), default: null, canonical: trimmedText };
const fields: FieldTable<Book> = {
  title: { schema: text(100), canonical: trimmedText },
  author: { ...optional, immutable: true },
  note: optional,
  password: { ...optional, schema: text(10), secret: true },
  adopt: { schema: trueOrFalse, default: false, canonical: flag, option: true },
};

/** A server that holds books in memory, one of each title, and notes what is written. */
export class Shelf {
  readonly books = new Map<string, LiveBook>();
  readonly writes: string[] = [];
  /** What the next creations end with; `after` is called before that. */
  failing: { error: Error; after: (put: () => void) => void } | undefined;

  constructor(readonly url = "https://shelf.example.com") {}

  put(id: string, title: string, mark?: Mark): void {
    this.books.set(id, { title, author: null, note: null, password: null, mark });
  }

  /** A run of the engine: nothing in memory. */
  newRun(change: Partial<Kind<Book, LiveBook>> = {}): LifeCycle<Book, LiveBook, object> {
    return new LifeCycle({ ...this.kind(), ...change });
  }

  private kind(): Kind<Book, LiveBook> {
    return {
      label: "book",
      noun: "a book",
      fields,
      deleteBeforeReplace: false,
      marked: "beside",
      wayOut: () => "Set adopt, or choose another title.",
      here: () => ({ server: this.url }),
      knownFields: () => Promise.resolve(undefined),
      parts: ["server"],
      place: ({ title }) => title,
      describe: ({ id, live }) => `a book "${live.title}" (id ${id})`,
      mark: ({ mark }) => Promise.resolve(mark),
      read: ({ title, author, note, password }, declared, isConfirmed) => ({
        title,
        ...(author !== null && { author }),
        // Nothing on the server is an empty text.
        note: note ?? "",
        ...(password !== null &&
          declared.password !== undefined && {
            password: isConfirmed ? declared.password : "",
          }),
      }),
      added: () => ({}),
      look: (id) => Promise.resolve(objectOr(this.books.get(id))),
      find: ({ title }) => {
        const [found] = [...this.books].filter(([, live]) => live.title === title);
        return Promise.resolve(found && { id: found[0], live: found[1] });
      },
      create: (inputs, mark) => {
        const id = `id-${this.books.size + 1}`;
        const put = () => {
          this.books.set(id, liveOf(inputs, mark));
        };
        if (this.failing !== undefined) {
          const { error, after } = this.failing;
          after(put);
          return Promise.reject(error);
        }
        put();
        this.writes.push(`create ${id}`);
        return Promise.resolve({ id, live: liveOf(inputs, mark) });
      },
      write: ({ id }, inputs, mark) => {
        this.books.set(id, liveOf(inputs, mark));
        this.writes.push(`write ${id}`);
        return Promise.resolve({ id, live: liveOf(inputs, mark) });
      },
      remove: (id) => {
        this.books.delete(id);
        this.writes.push(`remove ${id}`);
        return Promise.resolve();
      },
      release: (id, live) => {
        this.books.set(id, { ...live, mark: undefined });
        this.writes.push(`release ${id}`);
        return Promise.resolve();
      },
    };
  }
}

function liveOf({ title, author, note, password }: BookInputs, mark: Mark): LiveBook {
  return {
    title,
    author: author ?? null,
    note: note ?? null,
    password: password ?? null,
    mark,
  };
}

/** The mark that a resource of the owner has written. */
export function markOf(resource: string, change: Partial<Mark> = {}): Mark {
  return { ...ownershipOf(resource), write: 1, adopted: false, ...change };
}

/** As `check` completes it. */
export function bookOf(resource: string, change: Partial<BookInputs> = {}): BookInputs {
  const server = "https://shelf.example.com";
  return { title: "Dune", server, ownership: ownershipOf(resource), ...change };
}
