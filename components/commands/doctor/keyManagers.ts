import type { Auth0KeyManagerArgs } from "../../auth0KeyManager";
import { tenantEndpoints } from "../../auth0/tenant";
import { describeOwner } from "../../marks/mark";
import { markOfEntry } from "../../wso2/keyManager/conversion";
import {
  isLoadable,
  type KeyManagerDocument,
  type KeyManagerListItem,
} from "../../wso2/keyManager/document";
import { ifThere } from "../../wso2/rest/errors";
import { failed, ok, warning, type Reply, type Question } from "./question";
import type { Wso2Asked, Wso2Questions } from "./wso2";

/** An entry with the id that WSO2 gave it. */
export type KeyManagerEntry = KeyManagerDocument & Pick<KeyManagerListItem, "id">;

/** The Key Managers of the organization, without the one that every server has. */
export class Entries {
  private found: Promise<KeyManagerEntry[]> | undefined;

  constructor(private readonly server: Pick<Wso2Asked, "keyManagers">) {}

  all(): Promise<KeyManagerEntry[]> {
    return (this.found ??= this.fetch());
  }

  private async fetch(): Promise<KeyManagerEntry[]> {
    const { keyManagers } = this.server;
    const items = (await keyManagers.list()).filter(({ type }) => type !== "default");
    const documents = items.map(async ({ id }) => {
      const document = await ifThere(keyManagers.fetch(id));
      return document === undefined ? [] : [{ ...document, id }];
    });
    return (await Promise.all(documents)).flat();
  }
}

/** Whose entries are. */
export interface Ours {
  /** Id of the stack's owner, where it is known. */
  readonly owner?: string | undefined;
}

/** The issuer that the tokens of a stack's Key Manager have. */
export function issuerOf({ domain, customDomain, keyManager }: Auth0KeyManagerArgs): unknown {
  return keyManager.issuer ?? tenantEndpoints(domain, customDomain).issuer;
}

/** Which Key Managers there are, and whether they are in each other's way. */
export function questionsAboutKeyManagers(
  entries: Entries,
  needs: Wso2Questions,
  { owner }: Ours,
  declared: Auth0KeyManagerArgs | undefined,
): Question[] {
  const about = { section: "WSO2", needs: [needs.keyManagers] } as const;
  return [
    {
      ...about,
      question: "Key Managers, and whose they are",
      async ask() {
        const found = (await entries.all()).map((entry) => ownerAnswer(entry, owner));
        return found.length > 0 ? found : [ok("none beside the Resident Key Manager")];
      },
    },
    {
      ...about,
      question: "one Key Manager for each issuer",
      ask: async () => issuerAnswers(await entries.all(), owner, declared),
    },
  ];
}

function ownerAnswer(entry: KeyManagerEntry, owner: string | undefined): Reply {
  const { name, type, issuer, enabled } = entry;
  const mark = markOfEntry(entry);
  const whose =
    mark === undefined
      ? "no stack's"
      : mark.owner === owner
        ? `this stack's${mark.adopted ? ", adopted" : ""}`
        : `of ${describeOwner(mark)}`;
  const found = `"${name}" (${type}), ${whose}, issuer ${issuer || "none"}`;
  if (enabled !== false) return ok(found);
  return warning(`${found}, is disabled`, "Admin Portal: Key Managers, where it can be enabled.");
}

function issuerAnswers(
  entries: readonly KeyManagerEntry[],
  owner: string | undefined,
  declared: Auth0KeyManagerArgs | undefined,
): Reply[] {
  const isOurs = (entry: KeyManagerEntry) =>
    declared !== undefined &&
    (entry.name === declared.keyManager.name || (markOfEntry(entry)?.owner ?? "") === owner);
  const wanted = declared && issuerOf(declared);
  const loadable = entries.filter(isLoadable);
  const issuers = [...new Set(loadable.map(({ issuer }) => issuer).filter(Boolean))];
  const shared = issuers.flatMap((issuer) => {
    const having = loadable.filter((entry) => entry.issuer === issuer);
    const others = having.filter((entry) => !isOurs(entry));
    const names = having.map(({ name }) => `"${name}"`).join(" and ");
    if (issuer === wanted && others.length > 0) {
      const theirs = others.map(({ name }) => `"${name}"`).join(" and ");
      return [failed(`${theirs} has the issuer of this stack: ${issuer}`, oneOfThem)];
    }
    return having.length > 1 ? [warning(`${names} share the issuer ${issuer}`, oneOfThem)] : [];
  });
  return shared.length > 0 ? shared : [ok("yes")];
}

const oneOfThem =
  "Delete one of them in the Admin Portal, and save the other one again: WSO2's gateway has one Key " +
  "Manager for each issuer, and forgets it with either.";
