import type { KeyManagerInputs } from "../../components/wso2/keyManager/args";
import type { KeyManagerProvider } from "../../components/wso2/keyManager/provider";
import type { Fault } from "../../sandbox/http/faults";

/** A call of an operation, by what is sent. */
export interface Call {
  server: "wso2" | "auth0";
  method: NonNullable<Fault["method"]>;
  url: RegExp;
  /** How many calls of this kind come before. */
  skip?: number;
  /** For the title of a test. */
  target: string;
}

/** A step in the life of a Key Manager, with the calls that can fail. */
export interface Operation {
  title: string;
  /** What there is before: nothing, or the declared entry. */
  startsWith: "nothing" | "entry";
  /** Throws where the engine would report a failure. */
  run: (provider: KeyManagerProvider, id: string, declared: KeyManagerInputs) => Promise<unknown>;
  calls: Call[];
  /** A fault that strikes in any case, before those of the table. */
  first?: Fault;
  /** Descriptions of the entries that the next run has to end with. */
  endsWith: string[];
}

export const changed = (declared: KeyManagerInputs): KeyManagerInputs => ({
  ...declared,
  description: "Changed",
});

const collection = /\/key-managers$/;
const entry = /\/key-managers\/[0-9a-f-]{36}$/;
const list: Call = { server: "wso2", method: "GET", url: collection, target: "the list" };
const callOf = (method: Call["method"], url: RegExp): Call => ({
  server: "wso2",
  method,
  url,
  target: url === entry ? "the entry" : "the list",
});

/** Every operation of the provider, with its calls in their order. */
export const operations: Operation[] = [
  {
    title: "check",
    startsWith: "nothing",
    run: async (provider, _id, declared) => {
      const { failures = [] } = await provider.check({}, declared);
      if (failures.length > 0) throw new Error(failures.map(({ reason }) => reason).join("\n"));
    },
    calls: [
      list,
      { server: "auth0", method: "POST", url: /\/oauth\/token$/, target: "a token" },
      { server: "auth0", method: "GET", url: /\/jwks\.json$/, target: "the key set" },
    ],
    endsWith: [],
  },
  {
    title: "create",
    startsWith: "nothing",
    run: (provider, _id, declared) => provider.create(declared),
    calls: [list, callOf("POST", collection)],
    endsWith: ["Declared"],
  },
  {
    title: "create, the answer to POST lost",
    startsWith: "nothing",
    run: (provider, _id, declared) => provider.create(declared),
    calls: [{ ...list, skip: 1 }, callOf("GET", entry)],
    first: { method: "POST", effect: { kind: "loseAnswer" } },
    endsWith: ["Declared"],
  },
  {
    title: "create what a broken run has left",
    startsWith: "entry",
    run: (provider, _id, declared) => provider.create(changed(declared)),
    calls: [list, callOf("GET", entry), callOf("PUT", entry)],
    endsWith: ["Changed"],
  },
  {
    title: "read",
    startsWith: "entry",
    run: async (provider, id, declared) => {
      const { id: found, props } = await provider.read(id, declared);
      // An entry that is there must never be taken for gone: it would be created once more.
      if (found !== id || props === undefined) throw new Error(`read answered ${String(found)}`);
      return props;
    },
    calls: [callOf("GET", entry)],
    endsWith: ["Declared"],
  },
  {
    title: "update",
    startsWith: "entry",
    run: (provider, id, declared) => provider.update(id, declared, changed(declared)),
    calls: [callOf("GET", entry), callOf("PUT", entry)],
    endsWith: ["Changed"],
  },
  {
    title: "delete",
    startsWith: "entry",
    run: (provider, id, declared) => provider.delete(id, declared),
    calls: [callOf("GET", entry), list, callOf("DELETE", entry)],
    endsWith: [],
  },
];
