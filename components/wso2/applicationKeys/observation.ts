import { isAnothers, isNotFound, isServerFault } from "../rest/errors";
import type { Found, Inputs } from "../provider/kind";
import { Waiting, type Patience } from "../provider/patience";
import { hasUnknown } from "../provider/unknown";
import type { KeysApi } from "./api";
import type { KeysValues } from "./args";
import { complete, type Condition } from "./condition";
import type { GeneratedClients } from "./clients";
import type { KeysState } from "./conditions";
import { conditionOf, fieldsOfClient, keyTypeOf, propertiesDeclared } from "./conversion";
import type { ApplicationKey } from "./document";
import type { Loading } from "./loading";

/** What is there of keys: WSO2's half, where it has one, and how the two halves were found. */
export interface Keys {
  key?: ApplicationKey;
  condition: Condition;
  /** Those of the grant that WSO2's connector has made, where they were looked at. */
  scopes?: string[] | undefined;
  /** What Auth0's client alone has of the declared fields, where it was looked at. */
  fields?: Readonly<Record<string, unknown>>;
}

/** Looks at both halves of keys, WSO2's row and the client in Auth0; nobody else does. */
export class Observation {
  constructor(
    private readonly api: () => KeysApi,
    private readonly clients: GeneratedClients,
    private readonly loading: Loading,
  ) {}

  /** The keys of a state; nothing where neither half is there. */
  async see(id: string, state: KeysState): Promise<Keys | undefined> {
    const row = await this.row(id, state, this.loading.shortWaiting(state));
    if (typeof row === "object") return this.withClient(withSecret(row, state), state);
    const { consumerKey } = state;
    const isGenerated = state.mode !== "map" && consumerKey !== undefined;
    if (!isGenerated && row === undefined) return undefined;
    const client = isGenerated ? await this.clients.see(state.management, consumerKey) : "unknown";
    if (row === undefined) return client === "missing" ? undefined : { condition: "keysMissing" };
    // A mapped client that was deleted shows as a change of its own resource.
    return { condition: client === "missing" ? "clientMissing" : "unseen" };
  }

  /** What WSO2 tells of keys; `undefined` where there are none to look at, or it cannot read them. */
  async knownFields(applicationId: string): Promise<readonly string[] | undefined> {
    if (hasUnknown(applicationId)) return undefined;
    try {
      const [any] = await this.api().list(applicationId);
      return any && Object.keys(any);
    } catch (error) {
      if (isServerFault(error)) return undefined;
      throw error;
    }
  }

  /** The keys that the application has for that Key Manager and type. */
  async find(inputs: KeysValues): Promise<Found<Keys> | undefined> {
    const row = await findRow(inputs, this.api()).catch((error: unknown) =>
      unreadable(error, inputs),
    );
    return row && keysIn(row);
  }

  /**
   * Keys of a Key Manager that is not loaded, once it is.
   *
   * @throws Error where WSO2 does not load it after it was saved once more, or a client is gone
   */
  async load(id: string, inputs: Inputs<KeysValues>): Promise<Keys> {
    await this.loading.saveAgain(inputs);
    const row = await this.row(id, inputs, this.loading.waiting(inputs));
    if (typeof row === "object" && row.condition !== "notLoaded") return row;
    if (row === "unreadable") {
      throw new Error(
        "WSO2 cannot read them: a client of the application's keys is missing in Auth0. Run " +
          "pulumi up again: it finds out which client, and makes new keys.",
      );
    }
    throw new Error(
      `WSO2 does not load the Key Manager "${inputs.keyManager}": it cannot log in to Auth0. ` +
        "wso2carbon.log names the cause. Then run pulumi up again.",
    );
  }

  /** Keys that WSO2 cannot read, as it cannot until it has loaded a Key Manager whose login has just been changed. */
  async seeAgain(id: string, inputs: Inputs<KeysValues>): Promise<Keys> {
    const waiting = this.loading.shortWaiting(inputs);
    for (;;) {
      const row = await this.row(id, inputs, waiting);
      if (typeof row === "object") return row;
      if (!(await waiting.goesOn())) return { condition: "unseen" };
    }
  }

  /** Whether there are keys and a client; a Key Manager that is about to be loaded is waited for. */
  async isComplete(id: string, inputs: Inputs<KeysValues>): Promise<boolean> {
    const row = await this.row(id, inputs, this.loading.waiting(inputs));
    return typeof row === "object" && row.condition === complete;
  }

  /** Keys with what WSO2 does not tell of their client. */
  private async withClient(keys: Keys, state: KeysState): Promise<Keys> {
    const clientId = keys.key?.consumerKey;
    if (state.mode === "map" || !clientId) return keys;
    const { management, audience } = state;
    if (management === undefined) return keys;
    const properties = propertiesDeclared(state);
    const [scopes, client] = await Promise.all([
      audience ? this.clients.grants.scopes({ management, clientId, audience }) : undefined,
      properties.length > 0 ? this.clients.see(management, clientId, properties) : undefined,
    ]);
    const fields = typeof client === "object" && fieldsOfClient(state, client);
    return { ...keys, ...(scopes && { scopes }), ...(fields && { fields }) };
  }

  /** WSO2's half. Keys whose Key Manager is not loaded tell nothing about their client. */
  private async row(
    id: string,
    inputs: Inputs<KeysValues>,
    waiting: ReturnType<Loading["waiting"]>,
  ): Promise<Keys | "unreadable" | undefined> {
    for (;;) {
      const key = await this.readRow(id, inputs);
      if (typeof key !== "object") return key;
      const keys: Keys = keysIn(key)?.live ?? { key, condition: "unfinished" };
      if (keys.condition !== complete || key.additionalProperties !== null) return keys;
      if (!(await this.loading.isExpected(inputs))) return keys;
      if (!(await waiting.goesOn())) return { key, condition: "notLoaded" };
    }
  }

  /**
   * WSO2 answers 500 for keys that it does not have as well as for those whose client Auth0 does
   * not have; the list of all keys tells the two apart, unless a client of any of them is missing, or
   * their Key Manager is not loaded.
   */
  private async readRow(
    id: string,
    inputs: KeysValues,
  ): Promise<ApplicationKey | "unreadable" | undefined> {
    const { applicationId, keyManager } = inputs;
    try {
      return await this.api().fetch(applicationId, id);
    } catch (error) {
      if (!isServerFault(error)) throw error;
    }
    try {
      const rows = await this.api().list(applicationId);
      const row = rows.find(({ keyMappingId }) => keyMappingId === id);
      const isListed = rows.some((each) => each.keyManager === keyManager);
      if (row || isListed) return row;
      return (await this.loading.hidesKeys(inputs)) ? "unreadable" : undefined;
    } catch (error) {
      // Whose application it is, a look at that tells.
      if (isNotFound(error) || isAnothers(error)) return undefined;
      if (isServerFault(error)) return "unreadable";
      throw error;
    }
  }
}

/** What to do where WSO2 lists no keys of an application to which keys are to be added, or that has them. */
function unreadable(error: unknown, { mode, management }: KeysValues): never {
  if (!isServerFault(error)) throw error;
  if (mode !== "map" && management === undefined) {
    throw new Error(
      "WSO2 cannot list the keys of the application. One cause is a client of them that is missing in Auth0, " +
        "which this stack does not see without a login there; wso2carbon.log names the cause. If it is the " +
        "client of other keys of the application, repair these first, and run pulumi up again.",
      { cause: error },
    );
  }
  throw new Error(
    "WSO2 cannot list the keys of the application. One cause is a client of them that is missing in Auth0; " +
      "wso2carbon.log names the cause. Run pulumi up again: it finds out which client, and makes new keys. If it was " +
      "run with --replace, leave that out; after pulumi state taint, run pulumi state untaint --all.",
    { cause: error },
  );
}

/** Release 4.0 shows no secret, so that another one stays unseen there. */
function withSecret(keys: Keys, { mode, consumerSecret, condition }: KeysState): Keys {
  const seen = keys.key?.consumerSecret;
  if (mode === "map" || keys.condition !== complete || !seen || !consumerSecret) return keys;
  const isChanged = seen !== consumerSecret || condition === "secretChanged";
  return isChanged ? { ...keys, condition: "secretChanged" } : keys;
}

/** The keys that a row of WSO2's table stands for; what a generation that failed has left is none. */
export function keysIn(key: ApplicationKey): Found<Keys> | undefined {
  const condition = conditionOf(key);
  return condition === "failed" ? undefined : { id: key.keyMappingId, live: { key, condition } };
}

/** The row that the application has for that Key Manager and type. */
export async function findRow(
  inputs: KeysValues,
  keys: KeysApi,
): Promise<ApplicationKey | undefined> {
  return (await keys.list(inputs.applicationId)).find(
    ({ keyManager, keyType }) => keyManager === inputs.keyManager && keyType === keyTypeOf(inputs),
  );
}

/** Looks at a row whose request is perhaps still at work. */
const looksAtWork = 3;

/** The row as a request leaves it that WSO2 may still be at work on, be it of this run or of somebody else. */
export async function findSettledRow(
  inputs: KeysValues,
  keys: KeysApi,
  patience: Patience,
): Promise<ApplicationKey | undefined> {
  const waiting = new Waiting("WSO2 has finished the keys", patience);
  for (let looks = looksAtWork; ; looks -= 1) {
    const row = await findRow(inputs, keys);
    if (row === undefined || keysIn(row) || looks <= 1 || !(await waiting.goesOn())) return row;
  }
}
