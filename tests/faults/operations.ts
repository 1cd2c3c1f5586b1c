import type { Fault } from "auth0-wso2-sandbox/http/faults";
import type { KeyManagerInputs, KeyManagerState } from "../support/declaration";
import type { KeyManagerLifeCycle } from "../support/lifeCycles";

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

/** An entry as the state knows it. */
export interface Entry {
  id: string;
  state: KeyManagerState;
}

/** A step in the life of a Key Manager, with the calls that can fail. */
export interface Operation {
  title: string;
  /** What there is before: nothing, or the declared entry. */
  startsWith: "nothing" | "entry";
  /** Throws where the engine would report a failure; gives the new state, where there is one. */
  run: (
    provider: KeyManagerLifeCycle,
    entry: Entry,
    declared: KeyManagerInputs,
  ) => Promise<KeyManagerState | undefined>;
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

/** Every operation of the life cycle, with its calls in their order. */
export const operations: Operation[] = [
  {
    title: "check",
    startsWith: "nothing",
    run: async (provider, _entry, declared) => {
      const { failures = [] } = await provider.check({}, declared);
      if (failures.length > 0) throw new Error(failures.map(({ reason }) => reason).join("\n"));
      return undefined;
    },
    calls: [
      list,
      { server: "auth0", method: "POST", url: /\/oauth\/token$/, target: "a token" },
      { server: "auth0", method: "GET", url: /\/api\/v2\/clients\//, target: "the Management API" },
      { server: "auth0", method: "GET", url: /\/jwks\.json$/, target: "the key set" },
    ],
    endsWith: [],
  },
  {
    title: "create",
    startsWith: "nothing",
    run: async (provider, _entry, declared) => (await provider.create(declared)).outs,
    calls: [list, callOf("POST", collection)],
    endsWith: ["Declared"],
  },
  {
    title: "create, the answer to POST lost",
    startsWith: "nothing",
    run: async (provider, _entry, declared) => (await provider.create(declared)).outs,
    calls: [{ ...list, skip: 1 }, callOf("GET", entry)],
    first: { method: "POST", effect: { kind: "loseAnswer" } },
    endsWith: ["Declared"],
  },
  {
    title: "create what a broken run has left",
    startsWith: "entry",
    run: async (provider, _entry, declared) => (await provider.create(changed(declared))).outs,
    calls: [list, callOf("GET", entry), callOf("PUT", entry)],
    endsWith: ["Changed"],
  },
  {
    title: "read",
    startsWith: "entry",
    run: async (provider, { id, state }) => {
      const { id: found, props } = await provider.read(id, state);
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
    run: async (provider, { id, state }, declared) =>
      (await provider.update(id, state, changed(declared))).outs,
    calls: [callOf("GET", entry), callOf("PUT", entry)],
    endsWith: ["Changed"],
  },
  {
    title: "delete",
    startsWith: "entry",
    run: async (provider, { id, state }) => {
      await provider.delete(id, state);
      return undefined;
    },
    calls: [callOf("GET", entry), callOf("DELETE", entry)],
    endsWith: [],
  },
];
