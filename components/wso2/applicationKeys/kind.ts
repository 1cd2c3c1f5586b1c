import type { ClientCredentials } from "../../auth0/rest/authenticationApi";
import { tenantAt } from "../../auth0/rest/otherTenant";
import { isNotFound, isServerFault, isUncertain, Wso2Error } from "../rest/errors";
import { differences, observed } from "../provider/fieldTable";
import type { Found, Inputs, Kind, State } from "../provider/kind";
import type { Reach } from "../application/reach";
import type { Mark } from "../ownership/mark";
import type { Place } from "../ownership/place";
import { gone, object } from "../ownership/sight";
import { loadingPatience, type Patience, type Waiting } from "../provider/patience";
import { Turns } from "../provider/turns";
import { hasUnknown } from "../provider/unknown";
import type { KeyManagersApi } from "../keyManager/api";
import { markOfEntry } from "../keyManager/conversion";
import type { KeysApi } from "./api";
import type { Condition, KeysAddition, KeysDeclaration } from "./args";
import { GeneratedClients, type SeenClient } from "./clients";
import { conditionOf, fieldsIn, isGenerated, keyTypeOf, toUpdateRequest } from "./conversion";
import type { ApplicationKey } from "./document";
import { saysMappingExists, saysNotInitialized } from "./errorCodes";
import { clientFields, fieldsOfOtherMode, keyFields, modeMistakes } from "./fields";
import { findKeys, generateKeys } from "./generation";
import { nameOf, type ClientPurpose } from "./leftovers";
import { Loading } from "./loading";
import { mapKeys } from "./mapping";

type Declaration = KeysDeclaration;
type KeysState = State<Declaration, KeysAddition>;

/** What is there of keys: WSO2's half, where it has one, and how the two halves were found. */
interface Keys {
  key?: ApplicationKey;
  condition: Condition;
}

/** What keys need of the server that the stack is configured for. */
export interface KeysServer {
  /** Server and user of this login. */
  readonly home: Place;
  readonly reach: Reach;
  readonly ownerOf: (applicationId: string | undefined) => Promise<string | undefined>;
  readonly keys: KeysApi;
  readonly keyManagers: KeyManagersApi;
  /** An application with its mark, which vouches for what hangs on it. */
  readonly application: (
    applicationId: string,
  ) => Promise<(ClientPurpose["application"] & { mark: Mark | undefined }) | undefined>;
}

/** Conditions in which there are keys and a client. */
const working: readonly Condition[] = ["complete", "notLoaded"];

/** Conditions that nothing but new keys can heal. */
const broken: readonly Condition[] = ["keysMissing", "clientMissing"];

/**
 * The keys of an application, in WSO2 and in Auth0. The client that WSO2 makes carries the mark of
 * its owner in Auth0. WSO2 keeps no text with mapped keys, so their id tells them from others: such
 * that are taken over are mapped anew.
 *
 * @param patience for a Key Manager that WSO2 has not loaded yet
 */
export function keysKind(
  server: () => KeysServer,
  patience: Patience = loadingPatience,
): Kind<Declaration, Keys, KeysAddition> {
  const api = () => server().keys;
  const turns = new Turns();
  const clients = new GeneratedClients();
  const loading = new Loading(() => server().keyManagers, patience);

  const generate = async (inputs: Inputs<Declaration>, mark: Mark): Promise<Found<Keys>> => {
    const application = await server().application(inputs.applicationId);
    if (application === undefined) throw new Error("the application was deleted meanwhile.");
    const generators = {
      keys: api(),
      auth0: clients.api(loginOf(inputs)),
      application,
      waiting: loading.waiting(inputs),
      patience,
    };
    // One after the other where clients have equal names, so that it is clear whose one is.
    const key = await turns.take(`${application.name} ${keyTypeOf(inputs)}`, () =>
      generateKeys(inputs, generators),
    );
    await complete(inputs, key, mark);
    return found(key);
  };

  /** Brings a client into line and marks it. */
  const complete = async (
    inputs: Inputs<Declaration>,
    key: ApplicationKey,
    mark: Mark,
  ): Promise<void> => {
    if (conditionOf(key) !== "complete") return;
    // The answer to a generation was composed before there was a grant.
    const { audience, ...live } = fieldsIn(key, inputs);
    await bringInLine(inputs, key, { ...live, ...(audience && { audience }) }, api(), loading);
    await clients.mark(loginOf(inputs), key.consumerKey ?? "", mark);
  };

  const map = async (inputs: Inputs<Declaration>): Promise<Found<Keys>> =>
    found(await mapKeys(inputs, api(), loading.waiting(inputs)));

  /** Keys whose Key Manager is out tell nothing about their client. */
  const see = async (
    id: string,
    inputs: Inputs<Declaration>,
    waiting: Waiting,
  ): Promise<Keys | "unreadable" | undefined> => {
    for (;;) {
      const row = await findRow(id, inputs, api());
      if (typeof row !== "object") return row;
      const { live } = found(row);
      if (conditionOf(row) !== "complete" || row.additionalProperties !== null) return live;
      if (!(await loading.isExpected(inputs))) return live;
      if (!(await waiting.goesOn())) return { key: row, condition: "notLoaded" };
    }
  };

  /** @throws Error where WSO2 does not load the Key Manager after it was saved once more, or a client is gone */
  const load = async (id: string, inputs: Inputs<Declaration>): Promise<Keys> => {
    await loading.saveAgain(inputs);
    const seen = await see(id, inputs, loading.waiting(inputs));
    if (typeof seen === "object" && seen.condition !== "notLoaded") return seen;
    if (seen === "unreadable") {
      throw new Error(
        "WSO2 cannot read them: a client of the application's keys is missing in Auth0. Run pulumi up " +
          "again: it sees now which, and makes new keys for it.",
      );
    }
    throw new Error(
      `WSO2 does not load the Key Manager "${inputs.keyManager}": it cannot log in to Auth0. ` +
        "wso2carbon.log says why. Then run pulumi up again.",
    );
  };

  /** WSO2 answers 500 while it is loading the Key Manager, as it does for anything else. */
  const rotateSecret = async (id: string, inputs: Inputs<Declaration>): Promise<string> => {
    const rotate = () => api().regenerateSecret(inputs.applicationId, id);
    try {
      return await rotate();
    } catch (error) {
      if (!isServerFault(error)) throw error;
      const seen = await see(id, inputs, loading.waiting(inputs));
      if (typeof seen !== "object" || seen.condition !== "complete") throw error;
      return rotate();
    }
  };

  /** What is left of keys that WSO2 does not have or cannot read. */
  const conditionWithout = async (
    row: "unreadable" | undefined,
    state: KeysState,
  ): Promise<Condition | undefined> => {
    const { consumerKey, condition } = state;
    const isOurs = isGenerated(state) && consumerKey !== undefined;
    if (!isOurs && row === undefined) return undefined;
    const client = isOurs ? await clients.see(loginOf(state), consumerKey) : "unknown";
    if (row === undefined) return client === "missing" ? undefined : "keysMissing";
    if (client === "missing") return "clientMissing";
    // A mapped client that was deleted shows as a change of its own resource.
    console.log(`WSO2 cannot read the keys of client ${consumerKey ?? "(none)"} just now.`);
    return condition;
  };

  return {
    label: "WSO2 keys of application",
    noun: "an application's keys",
    fields: keyFields,
    // An application has keys of a type and a Key Manager only once.
    deleteBeforeReplace: true,
    marked: "afar",
    wayOut:
      "Remove them in the Developer Portal, or take the application over together with them " +
      "(adopt: true of the application).",
    here: () => server().home,
    parts: ["server", "owner"],
    tenant: ({ management }) => tenantAt(management?.audience),
    inapplicable: fieldsOfOtherMode,
    mistakes: modeMistakes,
    describe: ({ live: { key } }) =>
      `keys of the application for that Key Manager and type, with client ${key?.consumerKey ?? "(none)"},`,
    async mark({ key }, inputs) {
      const { ownership, applicationId, adopt } = inputs;
      const vouching = async () => (await server().application(applicationId))?.mark;
      const consumerKey = key?.consumerKey ?? "";
      if (isGenerated(inputs)) {
        const client = await clients.see(loginOf(inputs), consumerKey);
        return (typeof client === "object" && client.mark) || vouching();
      }
      // Nobody but this resource has told WSO2 this client for this application, unless it is said so.
      const isOurs = !adopt && ownership !== undefined && consumerKey === inputs.clientId;
      return isOurs ? { ...ownership, write: 1, adopted: false } : vouching();
    },
    read: ({ key, condition }, declared) =>
      key !== undefined && working.includes(condition) ? fieldsIn(key, declared) : {},
    added: addedTo,
    fault: ({ key, condition }) => (key === undefined ? undefined : approvalFault(condition)),
    mayExist: saysMappingExists,

    condition(olds, changed) {
      const replaces: string[] = changed.filter(
        (field) =>
          keyFields[field].immutable &&
          // A grant that is gone is made again by an update; another one would only be added to it.
          !(field === "audience" && !olds.audience),
      );
      if (broken.includes(olds.condition)) replaces.push("condition");
      if (replaces.length > 0 && isGenerated(olds) && olds.consumerKey !== undefined) {
        console.log(`The consumer key ${olds.consumerKey} goes: WSO2 generates new keys.`);
      }
      return { isWrong: olds.condition !== "complete", replaces };
    },

    prepare(_olds, news) {
      if (isGenerated(news) && !hasUnknown(news.management)) clients.renew(loginOf(news));
      return Promise.resolve({ reasons: [] });
    },

    // Where the application is gone, too, the stack's Key Manager tells that it is the same server.
    isHome: async (state) =>
      (await server().application(state.applicationId)) !== undefined ||
      (await isOwnKeyManager(state, server().keyManagers)),

    owner: ({ applicationId }) => server().ownerOf(applicationId),

    async look(id, state) {
      const seen = await see(id, state, loading.shortWaiting(state));
      if (typeof seen === "object" && seen.condition === "notLoaded") {
        console.log(
          `WSO2 has not loaded the Key Manager "${state.keyManager}", so nothing works with these keys. ` +
            "The next pulumi up saves it once more.",
        );
      }
      if (typeof seen === "object" && seen.condition !== "keysMissing") return object(seen);
      const below = await server().reach.lookBelow(state.applicationId, state);
      if (below.met !== "gone") return below;
      const condition = typeof seen === "object" ? undefined : await conditionWithout(seen, state);
      return condition ? object({ condition }) : gone;
    },

    async find(inputs) {
      const key = await findKeys(inputs, api());
      return key === undefined || conditionOf(key) === "failed" ? undefined : found(key);
    },

    create: async (inputs, mark) => (isGenerated(inputs) ? generate(inputs, mark) : map(inputs)),

    async write({ id, live: before }, inputs, mark, olds) {
      const live = before.condition === "notLoaded" ? await load(id, inputs) : before;
      if (!isGenerated(inputs)) return { id, live };
      const { key } = live;
      if (key === undefined) {
        throw new Error(
          "they were removed meanwhile. Run pulumi up again, they will be generated.",
        );
      }
      if (!working.some((condition) => condition === olds.condition)) {
        await complete(inputs, key, mark);
        return { id, live };
      }
      if (mark.creation !== olds.ownership?.creation || mark.owner !== olds.ownership.owner) {
        await clients.mark(loginOf(inputs), key.consumerKey ?? "", mark);
      }
      const changed = differences(keyFields, observedIn(key, inputs), inputs);
      if (changed.some((field) => clientFields.includes(field as (typeof clientFields)[number]))) {
        await updateClient(id, key.consumerKey ?? undefined, inputs, api(), loading);
      }
      if (!differences(keyFields, olds, inputs).includes("secretVersion")) return { id, live };
      const consumerSecret = await rotateSecret(id, inputs);
      return { id, live: { ...live, key: { ...key, consumerSecret } } };
    },

    async takeOver({ id, live }, inputs, mark) {
      const { key } = live;
      if (!isGenerated(inputs)) {
        if (key?.consumerKey !== inputs.clientId) throw new Error(taken(key));
        await api().cleanUp(inputs.applicationId, id);
        return map(inputs);
      }
      const { consumerKey = null } = key ?? {};
      if (key === undefined || consumerKey === null) return { id, live };
      const client = await clients.see(loginOf(inputs), consumerKey);
      await assertGenerated(key, client, inputs, server());
      await bringInLine(inputs, key, fieldsIn(key, inputs), api(), loading);
      // The client's own mark knows better than that of the application.
      const own = typeof client === "object" ? client.mark : undefined;
      const adopted = own?.owner === mark.owner ? own.adopted : mark.adopted;
      if (!adopted) await clients.mark(loginOf(inputs), consumerKey, { ...mark, adopted });
      return { id, live, adopted };
    },

    remove: (id, _keys, state) => remove(id, state, server(), clients),
  };
}

const loginOf = ({ management }: Declaration) => management as ClientCredentials;

function found(key: ApplicationKey): Found<Keys> {
  const condition = conditionOf(key);
  return {
    id: key.keyMappingId,
    live: { key, condition: condition === "failed" ? "keysMissing" : condition },
  };
}

const observedIn = (key: ApplicationKey, inputs: Declaration) =>
  observed(keyFields, inputs, fieldsIn(key, inputs));

/** @param before what was known, of which a server may not show the secret again */
function addedTo(
  { key, condition }: Keys,
  inputs: Declaration,
  before: Partial<KeysAddition>,
): KeysAddition {
  const consumerKey = key?.consumerKey ?? before.consumerKey;
  const consumerSecret = inputs.clientSecret ?? key?.consumerSecret ?? before.consumerSecret;
  return {
    ...(consumerKey !== undefined && { consumerKey }),
    ...(consumerSecret !== undefined && { consumerSecret }),
    condition,
  };
}

function approvalFault(condition: Condition): string | undefined {
  if (condition === "waitsForApproval") {
    return (
      "an administrator has to approve them (Admin Portal: Tasks, Application Registration). " +
      "Then run pulumi up again, it continues from there."
    );
  }
  return condition === "rejected"
    ? "an administrator has rejected them. To ask again: pulumi up --replace <their URN>."
    : undefined;
}

function taken(key: ApplicationKey | undefined): string {
  return (
    `the application has keys of this type already, with the client ${key?.consumerKey ?? "(none)"}. ` +
    "Remove them in the Developer Portal and run pulumi up again."
  );
}

async function isOwnKeyManager(
  { keyManager, ownership }: KeysState,
  api: KeyManagersApi,
): Promise<boolean> {
  const item = await api.findByName(keyManager);
  const mark = item && markOfEntry(await api.fetch(item.id));
  return mark !== undefined && mark.owner === ownership?.owner;
}

/** Only a client that WSO2 has made may go with its keys; release 4.0 does not say which those are. */
async function assertGenerated(
  key: ApplicationKey,
  client: SeenClient,
  inputs: Declaration,
  server: KeysServer,
): Promise<void> {
  if (key.mode === "CREATED") return;
  const application = await server.application(inputs.applicationId);
  const name = application && nameOf({ application, keyType: keyTypeOf(inputs) });
  const isGenerated = !key.mode && typeof client === "object" && client.name === name;
  if (isGenerated) return;
  throw new Error(
    `the application has keys of this type already, mapped to client ${key.consumerKey ?? ""}. ` +
      "Remove them in the Developer Portal, or declare them with mode map.",
  );
}

/** Keys that were there already may be other than declared. */
async function bringInLine(
  inputs: Inputs<Declaration>,
  key: ApplicationKey,
  live: Partial<Declaration>,
  api: KeysApi,
  loading: Loading,
): Promise<void> {
  const seen = observed(keyFields, inputs, live);
  const changed: readonly string[] = differences(keyFields, seen, inputs);
  if (changed.includes("audience") && seen.audience) {
    throw new Error(
      `the application has keys already, whose client ${key.consumerKey ?? ""} is granted ` +
        `${seen.audience ?? ""}. Remove them in the Developer Portal and run pulumi up again.`,
    );
  }
  if (clientFields.some((field) => changed.includes(field))) {
    await updateClient(key.keyMappingId, key.consumerKey ?? undefined, inputs, api, loading);
  }
}

async function updateClient(
  id: string,
  consumerKey: string | undefined,
  inputs: Inputs<Declaration>,
  api: KeysApi,
  loading: Loading,
): Promise<void> {
  const waiting = loading.waiting(inputs);
  for (;;) {
    try {
      await api.update(inputs.applicationId, id, toUpdateRequest(inputs, id, consumerKey));
      return;
    } catch (error) {
      if (!saysNotInitialized(error) || !(await waiting.goesOn())) throw error;
    }
  }
}

/**
 * WSO2 answers 500 for keys that it does not have as well as for those whose client Auth0 does
 * not have; the list of all keys tells the two apart, unless a client of any of them is missing.
 */
async function findRow(
  id: string,
  { applicationId }: Declaration,
  api: KeysApi,
): Promise<ApplicationKey | "unreadable" | undefined> {
  try {
    return await api.fetch(applicationId, id);
  } catch (error) {
    if (!isServerFault(error)) throw error;
  }
  try {
    return (await api.list(applicationId)).find(({ keyMappingId }) => keyMappingId === id);
  } catch (error) {
    if (isNotFound(error)) return undefined;
    if (isServerFault(error)) return "unreadable";
    throw error;
  }
}

/**
 * Removes keys on both sides, in whichever condition they are. WSO2 removes its half and the client
 * that it has made, unless its release is older than 4.3, the Key Manager is not loaded, or half of
 * it is gone already: then each side is cleaned up by itself. A client that cannot be looked at, or
 * that another resource has taken over, is left.
 */
async function remove(
  id: string,
  state: KeysState,
  { keys, application }: KeysServer,
  clients: GeneratedClients,
): Promise<void> {
  const { applicationId, consumerKey, condition, ownership } = state;
  const isOurs = isGenerated(state) && consumerKey !== undefined;
  const client = isOurs ? await clients.see(loginOf(state), consumerKey) : "missing";
  const mark = typeof client === "object" ? client.mark : undefined;
  if (mark !== undefined && mark.creation !== ownership?.creation) {
    console.log(
      `The keys with client ${consumerKey ?? ""} have been taken over by the resource ` +
        `"${mark.resource}" of stack ${mark.stack}, and are left to it.`,
    );
    return;
  }
  if (
    condition === "complete" &&
    client !== "unknown" &&
    (await isDeleted(keys, applicationId, id))
  )
    return;
  await forget(keys, application, applicationId, id);
  if (!isOurs || client === "missing") return;
  const isGone = client !== "unknown" && (await clients.remove(loginOf(state), consumerKey));
  if (!isGone) {
    console.log(
      `Auth0 could not be asked about the client ${consumerKey}, which was left. If it is still ` +
        "there, delete it in Auth0's dashboard.",
    );
  }
}

async function isDeleted(keys: KeysApi, applicationId: string, id: string): Promise<boolean> {
  try {
    await keys.delete(applicationId, id);
    return true;
  } catch (error) {
    const isAnswered = error instanceof Wso2Error && error.status !== undefined;
    if (!isAnswered || error.status === 401) throw error;
    return false;
  }
}

async function forget(
  keys: KeysApi,
  application: KeysServer["application"],
  applicationId: string,
  id: string,
): Promise<void> {
  try {
    await keys.cleanUp(applicationId, id);
  } catch (error) {
    if (isUncertain(error) || !(error instanceof Wso2Error) || error.status === 401) throw error;
    // Keys go with their application.
    if ((await application(applicationId)) !== undefined) throw error;
  }
}
