import { Auth0Error } from "../../auth0/rest/auth0Http";
import { RefusedLogin, requestToken } from "../../auth0/rest/authenticationApi";
import { ManagementApi } from "../../auth0/rest/managementApi";
import { clientMarkIn } from "../../marks/clientMark";
import type { Found, Inputs, State } from "../provider/kind";
import { Wso2Error } from "../rest/errors";
import type { KeyManagersApi } from "./api";
import type { FieldValues, KeyManagerDeclaration } from "./args";
import { entryWithoutMark, fieldsOfEntry, markOfEntry, toDocument } from "./conversion";
import type { KeyManagerDocument } from "./document";

/** What the state keeps of an entry that was adopted. */
export interface KeyManagerAddition {
  /** The entry as it was; with its secret, where WSO2 has shown it. */
  before?: Before;
  /** Client ID of the login that it has got, where that is the stack's own and goes with it. */
  ownLogin?: string;
}

type Before = Partial<FieldValues>;

/**
 * What adopted entries were before. An entry that is released goes back to it where its login goes
 * with the stack: it would be out otherwise, and from WSO2's next start on others with it.
 */
export class Adoptions {
  /** Of entries that this run has taken over. */
  private readonly taken = new Map<string, Before>();
  /** Client IDs of logins that the program declares beside an entry, by the entry's resource. */
  private readonly declared = new Map<string, string>();

  declareLogin(resource: string, clientId: string): void {
    this.declared.set(resource, clientId);
  }

  /** Takes note of an entry that is about to be adopted. */
  async takeOver(
    { id, live }: Found<KeyManagerDocument>,
    inputs: KeyManagerDeclaration,
    api: KeyManagersApi,
  ): Promise<void> {
    this.taken.set(id, beforeOf(await withSecret(id, live, api), inputs));
  }

  /** What the state keeps of an entry, if it was adopted. */
  added(
    live: KeyManagerDocument,
    { ownership }: Inputs<KeyManagerDeclaration>,
    earlier: Partial<KeyManagerAddition>,
  ): KeyManagerAddition {
    const before = earlier.before ?? this.taken.get(live.id ?? "");
    if (before === undefined && !markOfEntry(live)?.adopted) return {};
    const ownLogin = this.declared.get(ownership?.resource ?? "") ?? earlier.ownLogin;
    return {
      ...(before !== undefined && { before }),
      ...(ownLogin !== undefined && { ownLogin }),
    };
  }
}

/** What a state keeps of an entry as it is now. */
export function beforeOf(
  live: KeyManagerDocument,
  declared: Parameters<typeof fieldsOfEntry>[1],
): Before {
  const fields = fieldsOfEntry(live, declared, true);
  return JSON.parse(JSON.stringify(fields)) as Before;
}

/** WSO2 shows the secret where it answers that it has stored an entry, which may be the one it has. */
async function withSecret(
  id: string,
  live: KeyManagerDocument,
  api: KeyManagersApi,
): Promise<KeyManagerDocument> {
  try {
    return await api.update(id, live);
  } catch (error) {
    if (!(error instanceof Wso2Error) || error.kind !== "refused") throw error;
    return live;
  }
}

/**
 * The document of an entry that is released.
 *
 * @throws Error where it would be left with a login that goes with the stack
 */
export async function releasedEntry(
  live: KeyManagerDocument,
  state: State<KeyManagerDeclaration, KeyManagerAddition>,
): Promise<KeyManagerDocument> {
  const { before = {} } = state;
  const login = live.additionalProperties?.["client_id"];
  const isOwn = login !== before.clientId && (await goesWithStack(login, state));
  if (!isOwn) return entryWithoutMark(live);
  const fault = await faultOf(before);
  if (fault !== undefined) throw new Error(withoutLogin(String(login), fault));
  return toDocument(before, undefined, live, state);
}

/** Whether a login is an application that the stack has made: declared beside the entry, or with the stack's mark. */
async function goesWithStack(
  login: unknown,
  state: State<KeyManagerDeclaration, KeyManagerAddition>,
): Promise<boolean> {
  const { ownLogin, ownership, tokenEndpoint, clientId, clientSecret, audience } = state;
  if (ownLogin !== undefined && login === ownLogin) return true;
  if (login !== clientId) return false;
  const auth0 = new ManagementApi({ tokenEndpoint, clientId, clientSecret, audience });
  try {
    const { client_metadata: metadata } = (await auth0.fetchClient(clientId)) ?? {};
    const mark = clientMarkIn(metadata);
    return mark !== undefined && mark.owner === ownership?.owner;
  } catch (error) {
    if (!(error instanceof Auth0Error)) throw error;
    console.log(
      `The Key Manager keeps the login ${clientId}. Whether this stack has made it could not be asked: ` +
        `${error.message} If so, it is deleted: give the Key Manager another login in the Admin Portal.`,
    );
    return false;
  }
}

/** Why an entry cannot go back to the login that it had. */
async function faultOf(before: Before): Promise<string | undefined> {
  const { tokenEndpoint, clientId, clientSecret, audience } = before;
  if (!tokenEndpoint || !clientId || !clientSecret || !audience) {
    return "the login that it had before is not known";
  }
  try {
    await requestToken({ tokenEndpoint, clientId, clientSecret, audience });
    return undefined;
  } catch (error) {
    if (!(error instanceof RefusedLogin)) throw error;
    return `Auth0 refuses the login ${clientId} that it had before`;
  }
}

function withoutLogin(ownLogin: string, fault: string): string {
  return (
    `it existed before this stack, and its earlier login cannot be restored: ${fault}. Now it logs in to ` +
    `Auth0 with ${ownLogin}, which is deleted with the stack. The Key Manager was not changed. Give it a login ` +
    "of its own in the Admin Portal (Key Managers: Client ID, Client Secret), and run this again; then it keeps " +
    "that login. Or forget it: pulumi state delete '<URN>' (pulumi stack --show-urns lists the URNs)."
  );
}
