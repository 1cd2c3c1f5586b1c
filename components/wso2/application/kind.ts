import { setPlain, settingPath } from "../../validation/settingPath";
import { ifThere, isServerFault, Wso2Error } from "../rest/errors";
import { equal, set } from "../provider/canonicalValues";
import { additionalIn, additionalNames, withAdditional } from "../provider/additionalFields";
import { hasUnknown } from "../provider/unknown";
import type { Inputs, Kind, Managed, State } from "../provider/kind";
import type { Mark } from "../../marks/mark";
import { isSameUser, type Place } from "../ownership/place";
import { describeElsewhere } from "../ownership/sight";
import type { ApplicationsApi } from "./api";
import type { ApplicationAddition, ApplicationValues } from "./args";
import { describeUnknownPolicy, unknownAttributes, unknownPolicyReasons } from "./configured";
import { decisionOnApplication } from "./decision";
import type { ApplicationDocument, ApplicationListItem } from "./document";
import { applicationFields } from "./fields";
import { markIn, withMark, withoutMark } from "./markedDescription";
import type { Reach } from "./reach";

type Declaration = ApplicationValues;

/** WSO2's number for a throttling policy that it does not have. */
const unknownPolicy = 900305;

/** What applications need of the server that the stack is configured for. */
export interface ApplicationServer {
  /** Server and user of this login. */
  readonly home: Place;
  readonly applications: ApplicationsApi;
  readonly reach: Reach;
  /** Names what hangs on an application, beside what its owner alone can have made. */
  readonly attachedTo: (applicationId: string, application: Managed) => Promise<string[]>;
}

/** An application in the Developer Portal, which carries the mark of its owner in its description. */
export function applicationKind(
  server: () => ApplicationServer,
): Kind<Declaration, ApplicationListItem, ApplicationAddition> {
  const api = () => server().applications;

  /** An application with what is declared of it, of which a list may lack some. */
  const seenFor = (declared: object, live: ApplicationListItem) =>
    additionalNames(declared).length > 0 ? api().whole(live) : Promise.resolve(live);

  return {
    label: "WSO2 application",
    noun: "an application",
    fields: applicationFields,
    deleteBeforeReplace: false,
    marked: "beside",
    wayOut: ({ name = "<name>" }) =>
      "Set adopt: true to take it over, or choose another name. In the stack config: " +
      setPlain(settingPath(["applications", name, "adopt"]), "true"),
    knownFields: () => api().knownFields(),
    here: () => server().home,
    parts: ["server", "owner"],
    // WSO2 takes two spellings of a name for one.
    place: ({ name }) => (typeof name === "string" ? name.toLowerCase() : name),
    describe: ({ id, live }) => `an application "${live.name}" of this user (id ${id})`,
    mark: ({ description }) => Promise.resolve(markIn(description)),
    isDoubled: async ({ id }, { creation }) =>
      (await api().list()).some(
        ({ applicationId, description }) =>
          applicationId !== id && markIn(description)?.creation === creation,
      ),
    read: fieldsIn,
    added: ({ owner, status }) => ({ owner, status }),
    decision: decisionOnApplication,
    fault: dropped,
    async look(id, state) {
      const look = await server().reach.look(id, state);
      return look.met === "object" ? { ...look, live: await seenFor(state, look.live) } : look;
    },

    // A group may share the application of another user with this one.
    owner: async ({ ownership }, live) =>
      (live ?? (await server().reach.ofCreation(ownership?.creation)))?.owner,

    prepare: async (olds, news) => ({ reasons: await reasonsAgainst(olds, news, server()) }),

    async find(inputs) {
      const live = (await api().findByName(inputs.name)) ?? (await givenAway(inputs, server()));
      return live && { id: live.applicationId, live: await seenFor(inputs, live) };
    },

    async create(inputs, mark) {
      const document = toDocument(inputs, mark);
      const live = await explained(api().create(document), document, api());
      return { id: live.applicationId, live };
    },

    async write({ id, live }, inputs, mark, olds) {
      if (!(await server().reach.has(id))) await server().reach.takeHome(id);
      const document = toDocument(inputs, mark, await api().whole(live), olds);
      const updated = explained(api().update(id, document), document, api()).catch(brokenKeys);
      return { id, live: await server().reach.explaining(id, updated) };
    },

    /** WSO2 deletes its keys, too, and the clients that it has made for them. */
    async remove(id, live, state) {
      await assertReached(id, live, server());
      if (live !== undefined && !state.destroyOthers) await assertAlone(id, state, server());
      await ifThere(api().delete(id));
    },

    async release(id, live) {
      await assertReached(id, live, server());
      const description = withoutMark(live.description) || null;
      await api().update(id, { ...(await api().whole(live)), description, tokenType: "JWT" });
    },
  };
}

/** Why nothing may be written. */
async function reasonsAgainst(
  olds: Partial<State<Declaration>>,
  news: Inputs<Declaration>,
  server: ApplicationServer,
): Promise<string[]> {
  return [
    ...(await ownerReasons(olds, news, server)),
    ...(await unknownPolicyReasons(olds, news, server.applications)),
  ];
}

/** An application that belongs to another user is handed over by word only. */
async function ownerReasons(
  { name, owner, ownership }: Partial<State<Declaration>>,
  news: Inputs<Declaration>,
  server: ApplicationServer,
): Promise<string[]> {
  const { home, reach, applications } = server;
  if (news.changeOwner) return [];
  if (name === undefined && !hasUnknown(news.name)) {
    const isNew = (await applications.findByName(news.name)) === undefined;
    const away = isNew ? await givenAway(news, server) : undefined;
    return away ? [describeElsewhere("owner", away, home)] : [];
  }
  if (owner === undefined || isSameUser(owner, home.owner)) return [];
  const isShared = (await reach.ofCreation(ownership?.creation)) !== undefined;
  return isShared ? [] : [describeElsewhere("owner", { owner }, home)];
}

/** What the stack has made already and another user has; of a stack that is new nobody has anything. */
async function givenAway(
  { name, ownership }: Inputs<Declaration>,
  { reach }: ApplicationServer,
): Promise<ApplicationListItem | undefined> {
  if (ownership === undefined || hasUnknown([name, ownership.owner])) return undefined;
  return reach.givenAway(name, ownership.owner);
}

/** The Developer Portal knows nothing of what belongs to others, and says that it is not there. */
async function assertReached(
  id: string,
  live: ApplicationListItem | undefined,
  { home, reach }: ApplicationServer,
): Promise<void> {
  if (live === undefined || (await reach.has(id))) return;
  throw new Error(describeElsewhere("owner", live, home));
}

/** The engine has removed what the state has on it, so what is left there is others'. */
async function assertAlone(
  id: string,
  state: State<Declaration>,
  { attachedTo }: ApplicationServer,
): Promise<void> {
  const others = await attachedTo(id, state);
  if (others.length === 0) return;
  throw new Error(
    "it was not deleted. WSO2 would also delete what this state does not have, and what " +
      `others may use: ${others.join("; ")}. Remove that in the Developer Portal, and run this ` +
      "again. If an interrupted run of this stack left it, pulumi up takes it into the state. " +
      "To delete all of it: declare the application with destroyOthers: true, run pulumi up, " +
      "and run this again. In the stack config: " +
      setPlain(settingPath(["applications", state.name, "destroyOthers"]), "true"),
  );
}

/** The fields as the server has them; of the attributes those that are managed. */
function fieldsIn(live: ApplicationListItem, declared: Declaration): Partial<Declaration> {
  const { name, throttlingPolicy, description, attributes, groups } = live;
  const { attributes: managed = {} } = declared;
  const shown = Object.entries(attributes).filter(([attribute]) => attribute in managed);
  return {
    name,
    throttlingPolicy,
    description: withoutMark(description),
    attributes: Object.fromEntries(shown),
    groups,
    additionalFields: additionalIn(live, declared),
  };
}

/** @param live what the server holds, for an update: what is not declared stays as it is */
function toDocument(
  inputs: Declaration,
  mark: Mark,
  live?: ApplicationListItem,
  olds: Partial<Declaration> = {},
): ApplicationDocument {
  const { name, throttlingPolicy = "Unlimited", description, attributes, groups } = inputs;
  const { attributes: managed = {} } = olds;
  const others = Object.entries(live?.attributes ?? {}).filter(
    ([attribute, value]) => !(attribute in managed) && value !== "",
  );
  return {
    ...withAdditional({ ...live }, inputs, olds),
    name,
    throttlingPolicy,
    description: withMark(description ?? null, mark),
    tokenType: "JWT",
    attributes: { ...Object.fromEntries(others), ...attributes },
    groups: groups ?? [],
  };
}

/** WSO2 drops without a word what it is not configured for. */
function dropped(live: ApplicationListItem, inputs: Declaration): string | undefined {
  const reasons = unknownAttributes(inputs, live);
  if (!equal(set(live.groups), set(inputs.groups))) {
    reasons.push(
      `groups are ${live.groups.join(", ") || "none"}. WSO2 does not change the groups of an ` +
        "application, and stores none where application sharing is not enabled",
    );
  }
  if (reasons.length === 0) return undefined;
  return (
    `WSO2 did not store all of it: ${reasons.join("; ")}. Configure the server or remove it, ` +
    "and run pulumi up again."
  );
}

async function explained<Answer>(
  answer: Promise<Answer>,
  { throttlingPolicy }: ApplicationDocument,
  api: ApplicationsApi,
): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof Wso2Error) || error.code !== unknownPolicy) throw error;
    throw new Error(describeUnknownPolicy(throttlingPolicy, await api.policies()), {
      cause: error,
    });
  }
}

/** WSO2 does not change an application while it cannot read one of its keys, and does not say so. */
function brokenKeys(error: unknown): never {
  if (isServerFault(error) && error instanceof Error) {
    error.message +=
      " WSO2 also gives this answer while a client of the application's keys is missing in " +
      "Auth0. Repair the keys first (pulumi up --target '**:ApplicationKeys::**'), and run " +
      "pulumi up again.";
  }
  throw error;
}
