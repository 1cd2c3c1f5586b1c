import { setPlain } from "../../validation/settingPath";
import type { ClientCredentials } from "../../auth0/rest/clientCredentials";
import { tenantAt } from "../../auth0/rest/tenants";
import { ifThere } from "../rest/errors";
import type { Inputs, Kind, Managed, State } from "../provider/kind";
import { differences } from "../provider/fieldTable";
import type { Mark } from "../../marks/mark";
import type { Place } from "../ownership/place";
import { nothing, object } from "../ownership/sight";
import { following, hasUnknown, isUnknown } from "../provider/unknown";
import type { Release } from "../rest/releases";
import type { KeyManagersApi } from "./api";
import { Adoptions, beforeOf, releasedEntry, type KeyManagerAddition } from "./adoption";
import type { KeyManagerDeclaration } from "./args";
import { fieldsOfEntry, markOfEntry, toDocument } from "./conversion";
import { certificateWarning } from "./certificate";
import { deleteEntry, deletionFault, forgetsIssuers } from "./deletion";
import type { KeyManagerDocument } from "./document";
import { Encounters } from "./encounters";
import { fields } from "./fields";
import { sayingOnce } from "../provider/sayOnce";
import { describeOtherSecret } from "./otherSecret";
import { importableFields, importFromDocument } from "./importEndpoints";
import { aliasMistakes } from "./mistakes";
import { preflight } from "./preflight";
import type { Candidate } from "./preflight/check";
import { missingFields } from "./releaseFields";

type Declaration = KeyManagerDeclaration;

/** What Key Managers need of the server that the stack is configured for. */
export interface KeyManagerServer {
  /** Server and organization of this login. */
  readonly organizationHome: Place;
  /** The server's release, where the connection names it. */
  readonly release?: Release;
  readonly keyManagers: KeyManagersApi;
  readonly applicationMark: (applicationId: string) => Promise<Mark | undefined>;
  /** Whether anything that this login sees carries the mark of an owner. */
  readonly hasMarked: (owner: string | undefined) => Promise<boolean>;
}

/**
 * A Key Manager entry, which carries the mark of its owner among its connector properties.
 *
 * @param lostMark the mark that an application of the owner's stack has lost
 * @param declareLogin is told the login that WSO2 has from now on, for keys that are not declared any more
 */
export function keyManagerKind(
  server: () => KeyManagerServer,
  lostMark: (applicationId: string, owner: string) => Mark | undefined = () => undefined,
  declareLogin: (login: ClientCredentials) => void = () => undefined,
): Kind<Declaration, KeyManagerDocument, KeyManagerAddition> {
  const api = () => server().keyManagers;
  const encounters = new Encounters();
  const adoptions = new Adoptions();
  const met = (id: string, live: KeyManagerDocument) => {
    encounters.meet(id, live.issuer);
    return { id, live };
  };

  const say = sayingOnce();
  return {
    label: "WSO2 Key Manager",
    noun: "a Key Manager",
    fields,
    deleteBeforeReplace: false,
    marked: "beside",
    wayOut: () =>
      "Set adopt: true to take it over, or choose another name. In the stack config: " +
      setPlain("keyManager.adopt", "true"),
    knownFields: () => api().knownFields(),
    here: () => server().organizationHome,
    parts: ["server", "organization"],
    tenant: ({ audience }) => following(audience, tenantAt),
    optional: ({ importEndpoints }) => (importEndpoints === undefined ? [] : importableFields),
    mistakes: aliasMistakes,
    place: ({ name }) => name,
    describe: ({ id, live }) => `a Key Manager "${live.name}" (id ${id})`,
    mark: (live) => Promise.resolve(markOfEntry(live)),
    read: fieldsOfEntry,
    added: (live, inputs, before) => adoptions.added(live, inputs, before),
    addedAtImport: (live, inputs) => ({ before: beforeOf(live, inputs) }),
    secretsAdded: ["before"],

    async prepare(olds, news) {
      const imported = await importFromDocument(olds, news, api);
      const completed = imported && { imported, ...imported.fields };
      const resource = news.ownership?.resource ?? "";
      if (olds.ownership) encounters.declare(resource, olds.ownership.creation);
      const candidate = { ...completed, ...news, leaving: encounters.leaving(resource) };
      const { tokenEndpoint, clientId, clientSecret, audience } = candidate;
      const login = { tokenEndpoint, clientId, clientSecret, audience };
      if (!hasUnknown(login)) declareLogin(login);
      if (news.loginGrant && !hasUnknown(clientId)) adoptions.declareLogin(resource, clientId);
      if (isGrantRenewed(olds, news)) encounters.lose(news.issuer);
      warnOfCertificate(candidate);
      // A state that was refreshed after the mark was removed does not name the owner.
      const owner = olds.ownership?.owner || (news.ownership?.owner ?? "");
      const isOurs = async (id: string) =>
        ((await server().applicationMark(id)) ?? lostMark(id, owner))?.owner === owner;
      const reasons = [
        ...(await missingFields(olds, news, api)),
        ...(await renamingReasons(olds, news, isOurs, api())),
        ...(await preflightReasons(olds, candidate, encounters, api())),
        ...claimReasons(olds, candidate, encounters),
      ];
      return { ...(completed && { completed }), reasons };
    },

    async look(id, { ownership, issuer }) {
      if (ownership) encounters.know(ownership.creation);
      const live = await ifThere(api().fetch(id));
      if (live !== undefined) return object(met(id, live).live);
      if (forgetsIssuers(server().release)) encounters.lose(issuer);
      return nothing;
    },

    // A state of an earlier version does not say in which organization its entry was made.
    isHome: ({ server: url, organization, ownership }) =>
      url === server().organizationHome.server && organization === undefined
        ? server().hasMarked(ownership?.owner)
        : Promise.resolve(false),

    // Whichever release the server has, saving the entry once more does no harm.
    condition: ({ name, issuer }, changed) => {
      if (changed.includes("clientSecret")) say(describeOtherSecret(`Key Manager "${name}"`));
      return {
        isWrong: encounters.isLost(issuer),
        replaces: changed.filter((field) => fields[field].immutable),
      };
    },

    async find({ name, ownership }) {
      const item = await api().findByName(name);
      const live = item && (await ifThere(api().fetch(item.id)));
      if (item === undefined || live === undefined) return undefined;
      const mark = markOfEntry(live);
      // Found after its answer was lost, it is met as if it had come.
      const isOurs = mark !== undefined && mark.owner === ownership?.owner;
      return isOurs ? met(item.id, live) : { id: item.id, live };
    },

    async create(inputs, mark) {
      const live = await api().create(toDocument(inputs, mark));
      return met(live.id, live);
    },

    async write({ id, live }, inputs, mark, olds) {
      const document = toDocument(inputs, mark, live, olds);
      await api().update(id, document);
      encounters.store(id, document.issuer);
      return { id, live: document };
    },

    async takeOver(found, inputs, mark) {
      const isOurs = markOfEntry(found.live)?.owner === mark.owner;
      if (mark.adopted && !isOurs) await adoptions.takeOver(found, inputs, api());
      return this.write(found, inputs, mark, {});
    },

    async remove(id, live, state) {
      const others = encounters.leave(id, state.issuer);
      const siblings = forgetsIssuers(server().release) ? others : [];
      await deleteEntry(id, live, { isUnchecked: state.deleteUnchecked === true, siblings }, api());
    },

    async release(id, live, state) {
      await api().update(id, await releasedEntry(live, state));
    },
  };
}

/** WSO2 may have started while its login had no grant, and has not loaded the entry then. */
function isGrantRenewed({ loginGrant: last }: Managed, { loginGrant: next }: Managed): boolean {
  return last !== undefined && next !== undefined && last !== next;
}

/** An old name must not be in use by others, since renaming replaces the entry. */
async function renamingReasons(
  olds: Partial<State<Declaration>>,
  news: Inputs<Declaration>,
  isOurs: (applicationId: string) => Promise<boolean>,
  api: KeyManagersApi,
): Promise<string[]> {
  if (olds.name === undefined || news.name === olds.name || isUnknown(news.name)) return [];
  const isUnchecked = olds.deleteUnchecked === true;
  const fault = await deletionFault(olds.name, isUnchecked, isOurs, api);
  return fault === undefined ? [] : [`name cannot change from "${olds.name}": ${fault}`];
}

async function preflightReasons(
  olds: Partial<State<Declaration>>,
  candidate: Inputs<Declaration> & Pick<Candidate, "leaving">,
  encounters: Encounters,
  api: KeyManagersApi,
): Promise<string[]> {
  const changed = differences<Declaration>(fields, olds, candidate).filter(
    (name) => !fields[name].option,
  );
  // An entry is also written for its mark alone, or for an issuer that the gateway has forgotten.
  const isMarked = olds.ownership?.owner === candidate.ownership?.owner;
  const isWritten = !isMarked || encounters.isLost(olds.issuer);
  const written = [...changed, ...(isWritten ? ["ownership"] : [])];
  return preflight(candidate, written, api, candidate.skipPreflight);
}

/**
 * An issuer that two resources of the program have, where one of them has got it in this run: the
 * other one's entry may have been taken for one that goes, because it was not declared yet.
 */
function claimReasons(
  olds: Partial<State<Declaration>>,
  { name, issuer, ownership, skipPreflight = [] }: Inputs<Declaration>,
  encounters: Encounters,
): string[] {
  if (skipPreflight.includes("uniqueIssuer") || hasUnknown(issuer)) return [];
  const resource = ownership?.resource ?? "";
  if (olds.issuer !== issuer || olds.name !== name) encounters.claim(resource, issuer);
  if (olds.ownership === undefined) return [];
  const other = encounters.claimant(resource, issuer);
  if (other === undefined) return [];
  return [
    `issuer ${issuer} is declared twice: by the resources "${other}" and "${resource}". WSO2's ` +
      'gateway knows one Key Manager for an issuer. Remove one of them, or put "uniqueIssuer" into ' +
      "skipPreflight of both.",
  ];
}

function warnOfCertificate({ certificates }: Partial<Declaration>): void {
  if (!certificates || hasUnknown(certificates)) return;
  const warning = certificateWarning(certificates, Date.now());
  if (warning !== undefined) console.log(warning);
}
