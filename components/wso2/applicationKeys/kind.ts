import { setPlain, settingPath } from "../../validation/settingPath";
import { isNotAllowed } from "../rest/errors";
import { tenantAt } from "../../auth0/rest/tenants";
import type { Found, Inputs, Kind } from "../provider/kind";
import { differences } from "../provider/fieldTable";
import { Holders } from "../provider/holders";
import { differencesOf, type Place } from "../ownership/place";
import { hidden, nothing, object, type Look } from "../ownership/sight";
import { loadingPatience, type Patience } from "../provider/patience";
import { sayingOnce } from "../provider/sayOnce";
import { following, hasUnknown } from "../provider/unknown";
import { markOfEntry } from "../keyManager/conversion";
import type { KeysAddition, KeysValues } from "./args";
import { GeneratedClients } from "./clients";
import { conditionOutput } from "./condition";
import { conditions, describeOtherClient, renewal, type KeysState } from "./conditions";
import { saysMappingExists } from "./errorCodes";
import { keyFields } from "./fields";
import { Generated } from "./generated";
import { Loading } from "./loading";
import { Mapped } from "./mapped";
import type { KeysServer, Mode } from "./mode";
import { fieldsOfOneMode, fieldsOfOtherMode, modeMistakes } from "./modes";
import { Observation, type Keys } from "./observation";

/**
 * The keys of an application, in WSO2 and in Auth0: how they are found is one of the
 * {@link conditions}, what is done with them is up to where their client comes from.
 *
 * @param patience for a Key Manager that WSO2 has not loaded yet
 * @param clients in Auth0, and the logins that are known for it
 */
export function keysKind(
  server: () => KeysServer,
  patience: Patience = loadingPatience,
  clients = new GeneratedClients(),
): Kind<KeysValues, Keys, KeysAddition> {
  const loading = new Loading(() => server().keyManagers, patience);
  const observation = new Observation(() => server().keys, clients, loading);
  const modes = {
    generate: new Generated(server, clients, observation, loading, patience),
    map: new Mapped(server, loading, patience),
  };
  // What a mode is asked is about a declaration of its own.
  const modeOf = ({ mode = "generate" }: KeysValues) => modes[mode] as Mode<KeysValues>;
  const holders = new Holders<KeysState>();
  /** The state of the resource whose keys were found, where what cannot change is declared otherwise. */
  const otherwiseIn = (inputs: Inputs<KeysValues>, { id }: Found<Keys>) => {
    const state = holders.stateOf(id);
    if (state === undefined || state.adopted) return undefined;
    if (state.ownership?.resource !== inputs.ownership?.resource) return undefined;
    const changed = differences(keyFields, state, inputs);
    return changed.some((name) => keyFields[name].immutable) ? state : undefined;
  };
  const say = sayingOnce();

  return {
    label: "WSO2 keys of application",
    noun: "an application's keys",
    fields: keyFields,
    // An application has keys of a type and a Key Manager only once. Those of --replace are taken over.
    deleteBeforeReplace: true,
    marked: "afar",
    wayOut: ({ applicationName = "<name>", keyType = "" }) =>
      "To take them over, set adopt: true of these keys; in the stack config: " +
      `${setPlain(settingPath(["applications", applicationName, "keys", keyType.toLowerCase(), "adopt"]), "true")}. ` +
      "Or remove them in the Developer Portal.",
    knownFields: ({ applicationId }) => observation.knownFields(applicationId),
    here: () => server().home,
    parts: ["server", "owner"],
    tenant: ({ management, reference }) =>
      reference === undefined
        ? following(management, (known) => tenantAt(known?.audience))
        : following(reference, (known) => known.domain),
    optional: () => fieldsOfOneMode,
    inapplicable: fieldsOfOtherMode,
    mistakes: modeMistakes,
    describe: ({ live: { key } }) =>
      `keys of the application for that Key Manager and type, with client ${key?.consumerKey ?? "(none)"},`,
    mark: (keys, inputs) => modeOf(inputs).mark(keys, inputs),
    voucher: async ({ applicationId }) => (await server().application(applicationId))?.mark,
    assertFits: async (found, inputs) => {
      if (otherwiseIn(inputs, found) === undefined) await modeOf(inputs).assertFits(found, inputs);
    },
    read: (keys, declared, ...more) => modeOf(declared).read(keys, declared, ...more),
    added: addedTo,
    secretsAdded: ["consumerSecret"],
    fault: ({ condition }, inputs) => conditions[condition].fault?.(inputs),
    mayExist: saysMappingExists,

    condition(olds, changed, id) {
      holders.addKnown(id, olds);
      const { up, preview } = conditions[olds.condition];
      const replaces: string[] = changed.filter(
        (field) =>
          keyFields[field].immutable &&
          // A grant that is gone is made again by an update; another one would only be added to it.
          !(field === "audience" && !olds.audience),
      );
      if (up === "replace") replaces.push(conditionOutput);
      else if (replaces.length > 0 && olds.mode !== "map") say(renewal(olds));
      if (preview !== undefined) say(preview(olds));
      return { isWrong: up !== "sync", replaces };
    },

    prepare(olds, news) {
      const otherClient = describeOtherClient(olds, news);
      if (otherClient !== undefined) say(otherClient);
      const { mode, management } = news;
      if (mode !== "map" && management === undefined) say(withoutLogin);
      if (mode !== "map" && management !== undefined && !hasUnknown(management)) {
        clients.logins.renew(management);
      }
      const otherIssuer = describeOtherIssuer(olds, news);
      if (otherIssuer !== undefined) say(otherIssuer);
      return Promise.resolve({ reasons: [] });
    },

    // Where the application is gone, too, the stack's Key Manager tells that it is the same server; whose the
    // application is, or was, it does not tell.
    isHome: async (state) =>
      (await server().reach.has(state.applicationId)) ||
      (!differencesOf(state, server().home).includes("owner") &&
        (await isOwnKeyManager(state, server()))),
    owner: ({ applicationId }) => server().ownerOf(applicationId),

    async look(id, state) {
      const keys = await observation.see(id, state);
      if (keys !== undefined) holders.addKnown(id, state);
      if (keys !== undefined && keys.condition !== "keysMissing") return object(keys);
      const below = await server().reach.lookBelow(state.applicationId, state);
      if (keys === undefined || below.met === "refusal") return below;
      return below.met === "gone" ? object(keys) : lookAlive(state, server().home);
    },

    find: (inputs) => observation.find(inputs),
    create: (inputs, mark) =>
      server().reach.explaining(inputs.applicationId, modeOf(inputs).create(inputs, mark)),

    async takeOver(found, inputs, mark) {
      const mode = modeOf(inputs);
      const before = otherwiseIn(inputs, found);
      if (before !== undefined) {
        await modeOf(before).remove(found.id, found.live, before);
        return mode.create(inputs, mark);
      }
      const taken = await mode.takeOver(found, inputs, mark);
      holders.add(taken.id, inputs);
      return taken;
    },

    async write({ id, live: found }, inputs, mark, olds) {
      const dueFor = ({ condition }: Keys) => conditions[condition].up;
      let live = dueFor(found) === "look" ? await observation.seeAgain(id, inputs) : found;
      if (dueFor(live) === "load") live = await observation.load(id, inputs);
      if (dueFor(live) === "look" || dueFor(live) === "wait") return { id, live };
      return modeOf(inputs).write({ id, live }, inputs, mark, olds);
    },

    async remove(id, keys, state) {
      if (!holders.remove(id, state)) return;
      // An administrator may have decided since.
      const mayBeDecided = state.consumerKey === undefined;
      const since = mayBeDecided ? await observation.see(id, state) : undefined;
      const known = since ? { ...state, ...addedTo(since, state, {}) } : state;
      await modeOf(state).remove(id, keys, known);
    },
  };
}

/** @param before what was known, of which a server may not show the secret again */
function addedTo(
  { key, condition }: Keys,
  inputs: KeysValues,
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

/** What a stack does not see that has a Key Manager of another stack. */
const withoutLogin =
  "This stack has no login for Auth0's Management API. So it does not see whether the clients of generated keys " +
  "still exist in Auth0, whose they are, and which scopes they are granted. Nothing of that is changed.";

/** What consumers notice where the tenant of their keys has got another issuer, as by a custom domain. */
function describeOtherIssuer(
  { reference: there }: Partial<KeysValues>,
  { reference: here, applicationName }: KeysValues,
): string | undefined {
  if (there === undefined || here === undefined || hasUnknown(here)) return undefined;
  if (there.issuer === here.issuer || there.domain !== here.domain) return undefined;
  return (
    `The issuer of the Key Manager's tokens changes from ${there.issuer} to ${here.issuer}. The keys of ` +
    `${applicationName} stay. Tell whoever uses them: WSO2 accepts tokens of the new issuer alone.`
  );
}

/** A client that WSO2 has made goes with its application, unless that is only not to be seen. */
function lookAlive(state: KeysState, home: Place): Look<never> {
  if (differencesOf(state, home).length > 0 || state.management === undefined) return nothing;
  const { consumerKey = "", applicationName } = state;
  return hidden(
    `this login does not see the application ${applicationName}, but its client ${consumerKey} is still ` +
      "in Auth0. Somebody may have given the application to another user. Nothing was changed. Give the " +
      "login the scope apim:admin_application_view (Admin Portal: Settings, Scope Assignments), with which it " +
      "sees who owns it. Or, if the application was deleted, delete the client in Auth0's dashboard.",
  );
}

async function isOwnKeyManager(
  { keyManager, ownership }: KeysState,
  { keyManagers }: KeysServer,
): Promise<boolean> {
  try {
    const item = await keyManagers.findByName(keyManager);
    const mark = item && markOfEntry(await keyManagers.fetch(item.id));
    return mark !== undefined && mark.owner === ownership?.owner;
  } catch (error) {
    if (isNotAllowed(error)) return false;
    throw error;
  }
}
