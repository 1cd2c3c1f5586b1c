import { ifThere } from "../client/errors";
import type { Inputs, Kind, State } from "../kernel/kind";
import { differences } from "../kernel/fieldTable";
import { parseMark, type Mark } from "../kernel/ownership";
import { hasUnknown, isUnknown } from "../kernel/unknown";
import type { Release } from "../releases";
import type { KeyManagersApi } from "./api";
import type { KeyManagerDeclaration } from "./args";
import { fieldsIn, toDocument, withoutMark } from "./conversion";
import { certificateWarning } from "./certificate";
import { deleteEntry, deletionFault, forgetsIssuers } from "./deletion";
import { ownerProperty, type KeyManagerDocument } from "./document";
import { fields } from "./fields";
import { importableFields, importFromDocument } from "./importEndpoints";
import { aliasMistakes } from "./mistakes";
import { preflight, preflightFields } from "./preflight";
import type { Candidate } from "./preflight/check";
import { missingFields } from "./releaseFields";

type Declaration = KeyManagerDeclaration;

/** What Key Managers need of the server that the stack is configured for. */
export interface KeyManagerServer {
  readonly url: string;
  /** The server's release, where the connection names it. */
  readonly release?: Release;
  readonly keyManagers: KeyManagersApi;
  readonly applicationMark: (applicationId: string) => Promise<Mark | undefined>;
}

/**
 * A Key Manager entry, which carries the mark of its owner among its connector properties.
 *
 * @param lostMark the mark that an application of the owner's stack has lost
 */
export function keyManagerKind(
  server: () => KeyManagerServer,
  lostMark: (applicationId: string, owner: string) => Mark | undefined = () => undefined,
): Kind<Declaration, KeyManagerDocument> {
  const api = () => server().keyManagers;
  /** Issuers of this stack's entries, by id, as far as this run has met them. */
  const issuers = new Map<string, string | null | undefined>();
  /** Creations of this stack's entries, as far as this run has met them; and those that are declared, by resource. */
  const creations = new Set<string>();
  const declared = new Map<string, string>();
  /** Issuers that are new to a resource of this run, by resource. */
  const claimed = new Map<string, string>();
  /** Issuers of entries that somebody else, or a run that broke off, has deleted. */
  const forgotten = new Set<string | null | undefined>();
  const met = (id: string, live: KeyManagerDocument) => {
    issuers.set(id, live.issuer);
    return { id, live };
  };

  return {
    label: "WSO2 Key Manager",
    noun: "a Key Manager",
    fields,
    deleteBeforeReplace: false,
    marked: "beside",
    wayOut:
      "Set adopt: true to take it over, or choose another name. In the stack config: pulumi config " +
      "set --path 'keyManager.adopt' true",
    server: () => server().url,
    optional: ({ importEndpoints }) => (importEndpoints === undefined ? [] : importableFields),
    mistakes: aliasMistakes,
    place: ({ name }) => name,
    describe: ({ id, live }) => `a Key Manager "${live.name}" (id ${id})`,
    mark: (live) => Promise.resolve(parseMark(live.additionalProperties?.[ownerProperty])),
    read: fieldsIn,
    added: () => ({}),

    async prepare(olds, news) {
      const imported = await importFromDocument(olds, news, api);
      const completed = imported && { imported, ...imported.fields };
      const resource = news.ownership?.resource ?? "";
      if (olds.ownership) declared.set(resource, olds.ownership.creation);
      const others = [...declared].filter(([name]) => name !== resource).map(([, its]) => its);
      const leaving = [...creations].filter((creation) => !others.includes(creation));
      const candidate = { ...completed, ...news, leaving };
      warnOfCertificate(candidate);
      // A state that was refreshed after the mark was removed does not name the owner.
      const owner = olds.ownership?.owner || (news.ownership?.owner ?? "");
      const isOurs = async (id: string) =>
        ((await server().applicationMark(id)) ?? lostMark(id, owner))?.owner === owner;
      const reasons = [
        ...(await missingFields(olds, news, api)),
        ...(await renamingReasons(olds, news, isOurs, api())),
        ...(await preflightReasons(olds, candidate, api())),
        ...claimReasons(olds, candidate, claimed),
      ];
      return { ...(completed && { completed }), reasons };
    },

    async fetch(id, { ownership, issuer }) {
      if (ownership) creations.add(ownership.creation);
      const live = await ifThere(api().fetch(id));
      if (live !== undefined) return met(id, live).live;
      if (forgetsIssuers(server().release)) forgotten.add(issuer);
      return undefined;
    },

    // Whichever release the server has, saving the entry once more does no harm.
    condition: ({ issuer }, changed) => ({
      isWrong: forgotten.has(issuer),
      replaces: changed.filter((name) => fields[name].immutable),
    }),

    async find({ name, ownership }) {
      const item = await api().findByName(name);
      const live = item && (await ifThere(api().fetch(item.id)));
      if (item === undefined || live === undefined) return undefined;
      const mark = parseMark(live.additionalProperties?.[ownerProperty]);
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
      forgotten.delete(inputs.issuer);
      return met(id, document);
    },

    async remove(id, live, state) {
      issuers.delete(id);
      const siblings = forgetsIssuers(server().release)
        ? [...issuers].filter(([, issuer]) => issuer === state.issuer).map(([other]) => other)
        : [];
      await deleteEntry(id, live, { isUnchecked: state.deleteUnchecked === true, siblings }, api());
    },

    async release(id, live) {
      await api().update(id, withoutMark(live));
    },
  };
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
  api: KeyManagersApi,
): Promise<string[]> {
  if (preflightFields.some((field) => hasUnknown(candidate[field]))) return [];
  const changed = differences<Declaration>(fields, olds, candidate).filter(
    (name) => !fields[name].option,
  );
  // An entry gets its mark by a write, too.
  const isMarked = olds.ownership?.owner === candidate.ownership?.owner;
  const written = [...changed, ...(isMarked ? [] : ["ownership"])];
  return preflight(candidate, written, api, candidate.skipPreflight);
}

/**
 * An issuer that two resources of the program have, where one of them has got it in this run: the
 * other one's entry may have been taken for one that goes, because it was not declared yet.
 */
function claimReasons(
  olds: Partial<State<Declaration>>,
  { name, issuer, ownership, skipPreflight = [] }: Inputs<Declaration>,
  claimed: Map<string, string>,
): string[] {
  if (skipPreflight.includes("uniqueIssuer") || hasUnknown(issuer)) return [];
  const resource = ownership?.resource ?? "";
  if (olds.issuer !== issuer || olds.name !== name) claimed.set(resource, issuer);
  if (olds.ownership === undefined) return [];
  return [...claimed]
    .filter(([other, its]) => other !== resource && its === issuer)
    .map(
      ([other]) =>
        `issuer ${issuer} is declared twice: by the resources "${other}" and "${resource}". WSO2's ` +
        'gateway knows one Key Manager for an issuer. Remove one of them, or put "uniqueIssuer" into ' +
        "skipPreflight of both.",
    );
}

function warnOfCertificate({ certificates }: Partial<Declaration>): void {
  if (certificates === undefined || hasUnknown(certificates)) return;
  const warning = certificateWarning(certificates, Date.now());
  if (warning !== undefined) console.log(warning);
}
