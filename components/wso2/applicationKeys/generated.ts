import type { ClientCredentials } from "../../auth0/rest/clientCredentials";
import { describeRefusedLogin } from "../../auth0/rest/managementLogins";
import { isServerFault } from "../rest/errors";
import { unknownIn } from "../provider/additionalFields";
import { differences, observed } from "../provider/fieldTable";
import type { Found, Inputs, State } from "../provider/kind";
import { describeOwner, markOf, type Mark, type Ownership } from "../../marks/mark";
import type { Patience } from "../provider/patience";
import type { GeneratedKeysDeclaration, KeysAddition, KeysValues } from "./args";
import { birthUrl, removeLeftovers, type Sides } from "./birth";
import type { GeneratedClients } from "./clients";
import { complete, type Condition } from "./condition";
import {
  clientIn,
  clientNameFor,
  keyTypeOf,
  propertiesToWrite,
  toUpdateRequest,
} from "./conversion";
import type { ApplicationKey } from "./document";
import { saysNotInitialized } from "./errorCodes";
import { keyFields, namesOfKeys } from "./fields";
import { generateKeys } from "./generation";
import type { Loading } from "./loading";
import type { KeysServer, Mode } from "./mode";
import type { Keys, Observation } from "./observation";
import { removeFromWso2 } from "./removal";

type Declaration = Inputs<GeneratedKeysDeclaration>;
type GeneratedState = State<GeneratedKeysDeclaration, KeysAddition>;

/** Keys whose client WSO2's connector makes in Auth0, which carries the mark of its owner there. */
export class Generated implements Mode<GeneratedKeysDeclaration> {
  /** @param patience for keys that WSO2 is perhaps still at work on */
  constructor(
    private readonly server: () => KeysServer,
    private readonly clients: GeneratedClients,
    private readonly observation: Observation,
    private readonly loading: Loading,
    private readonly patience: Patience,
  ) {}

  read(
    { key, scopes, fields }: Keys,
    declared: GeneratedKeysDeclaration,
  ): Partial<GeneratedKeysDeclaration> {
    return {
      ...(key && clientIn(key, declared)),
      ...(scopes && { scopes }),
      ...fields,
    } as Partial<GeneratedKeysDeclaration>;
  }

  /** The client has a mark, or is not further than it was born. */
  async mark({ key }: Keys, inputs: Declaration): Promise<Mark | undefined> {
    const client = await this.clients.see(inputs.management, key?.consumerKey ?? "");
    if (typeof client === "object" && client.mark) return client.mark;
    const { ownership } = inputs;
    const isOurs = ownership !== undefined && key !== undefined && isNewborn(key, inputs);
    return isOurs ? markOf(ownership, 1, false) : undefined;
  }

  async create(inputs: Declaration, mark: Mark): Promise<Found<Keys>> {
    const made = await generateKeys(inputs, {
      ...this.sides(inputs),
      waiting: this.loading.waiting(inputs),
      mayBeThrottled: (since) => this.clients.logins.mayHaveRefused(since, true),
      patience: this.patience,
    });
    if (made.live.condition !== complete) return made;
    return { ...made, live: await this.settle(inputs, made.live, mark) };
  }

  async write(
    { id, live: found }: Found<Keys>,
    inputs: Declaration,
    mark: Mark,
    olds: Partial<GeneratedState>,
  ): Promise<Found<Keys>> {
    const { key } = found;
    if (key === undefined) {
      throw new Error(
        "somebody removed them during this run. Run pulumi up again, which generates them.",
      );
    }
    const { ownership } = olds;
    const isMarked = ownership?.creation === mark.creation && ownership.owner === mark.owner;
    // What Auth0 did not tell is as it was written last.
    const seen = { ...found, fields: found.fields ?? { ...olds } };
    const due = isMarked && !isNewborn(key, inputs) ? undefined : mark;
    const { key: settled = key } = await this.settle(inputs, seen, due, olds);
    const live: Keys = { ...found, key: settled, condition: whole(found.condition) };
    if (!differences<KeysValues>(keyFields, olds, inputs).includes("secretVersion"))
      return { id, live };
    const consumerSecret = await this.rotateSecret(id, inputs);
    return { id, live: { ...live, key: { ...settled, consumerSecret } } };
  }

  async assertFits({ live: { key } }: Found<Keys>, inputs: Declaration): Promise<void> {
    if (!key?.consumerKey) return;
    await this.assertGenerated(key, inputs);
    assertSameGrant(key, inputs);
  }

  /** What an administrator has rejected is asked for again. */
  async takeOver(
    { id, live }: Found<Keys>,
    inputs: Declaration,
    mark: Mark,
  ): Promise<Found<Keys> & { adopted?: boolean }> {
    if (live.condition === "rejected") {
      await this.server().keys.cleanUp(inputs.applicationId, id);
      return { ...(await this.create(inputs, { ...mark, adopted: false })), adopted: false };
    }
    return { id, live: await this.settle(inputs, live, mark) };
  }

  /** A client that cannot be looked at, or that another resource has taken over, is left. */
  async remove(id: string, _keys: unknown, state: GeneratedState): Promise<void> {
    const { consumerKey, management, condition, ownership } = state;
    const client = consumerKey ? await this.clients.see(management, consumerKey) : "missing";
    if (client === "refused" && management !== undefined) {
      throw new Error(staleLogin(management, consumerKey));
    }
    if (management === undefined && (await this.isInDoubt(state))) return;
    const mark = typeof client === "object" ? client.mark : undefined;
    if (mark !== undefined && !isOfResource(mark, ownership)) {
      console.log(
        `The keys with client ${consumerKey ?? ""} now belong to the resource "${mark.resource}" ` +
          `of stack ${mark.stack}, and are left to it.`,
      );
      return;
    }
    // Without a login for Auth0 WSO2's word has to do.
    const isSeen = client !== "unknown" || management === undefined;
    const isWhole = whole(condition) === complete && isSeen;
    const removed = await removeFromWso2(id, state, this.server(), isWhole);
    if (condition === "unfinished") await removeLeftovers(state, this.sides(state));
    if (removed === "both" || !consumerKey || client === "missing") return;
    if (removed === "unseen") {
      console.log(
        `The client ${consumerKey} was left in Auth0. This login does not see its application, ` +
          "which somebody may have given to another user. If the application was deleted, delete " +
          "the client in Auth0's dashboard.",
      );
      return;
    }
    if (client !== "unknown" && (await this.clients.remove(management, consumerKey))) return;
    const cause =
      management === undefined
        ? "this stack has no login for Auth0"
        : "Auth0 could not be asked about it";
    console.log(
      `The client ${consumerKey} was left in Auth0, because ${cause}. ` +
        "If it still exists, delete it in Auth0's dashboard.",
    );
  }

  /**
   * Marks a client, if there is one and that is due, and brings it into line. One that was there before has no mark, as
   * it is left as it is at the end. What it was born with goes last: it is what tells the leftovers of
   * its generation.
   *
   * @returns the keys with what WSO2 has stored of fields that are not known here
   */
  private async settle(
    inputs: Declaration,
    keys: Keys,
    mark?: Mark,
    olds: Partial<GeneratedState> = {},
  ): Promise<Keys> {
    const { key, fields = {} } = keys;
    const { management } = inputs;
    const clientId = key?.consumerKey;
    if (!key || !clientId) return keys;
    const due = mark?.adopted === false ? mark : undefined;
    if (management !== undefined) {
      await this.clients.write(management, clientId, propertiesToWrite(inputs, fields), due);
      if (isNewborn(key, inputs)) {
        await removeLeftovers(inputs, this.sides(inputs), clientId);
      }
    }
    const isChanged = changedIn(key, inputs, olds).length > 0;
    const stored = isChanged ? await this.update(key, inputs, olds) : key;
    const settled = { ...keys, key: { ...key, ...unknownIn(stored, namesOfKeys) } };
    const { audience, scopes = ["default"] } = inputs;
    if (!audience || management === undefined) return settled;
    const grant = { management, clientId, audience };
    // WSO2 has just made it, as it makes all of them.
    if (isNewborn(key, inputs)) this.clients.grants.forget(grant);
    else await this.clients.grants.setScopes(grant, scopes);
    return settled;
  }

  private sides({ management }: Declaration): Sides {
    return { server: this.server(), auth0: management && this.clients.logins.api(management) };
  }

  /** Whether the application, whose mark vouches for its keys, is another stack's: then keys are left, and named. */
  private async isInDoubt(state: GeneratedState): Promise<boolean> {
    const { applicationId, applicationName, consumerKey = "", ownership } = state;
    const mark = (await this.server().application(applicationId))?.mark;
    if (mark === undefined || mark.owner === ownership?.owner) return false;
    console.log(
      `The keys with client ${consumerKey} were left: the application ${applicationName} belongs to ` +
        `${describeOwner(mark)}, which may have taken over its keys. If it has not, remove them in the ` +
        "Developer Portal.",
    );
    return true;
  }

  private async update(
    key: ApplicationKey,
    inputs: Declaration,
    olds: Partial<GeneratedState>,
  ): Promise<ApplicationKey> {
    const waiting = this.loading.waiting(inputs);
    for (;;) {
      try {
        const request = toUpdateRequest(inputs, key, olds);
        return await this.server().keys.update(inputs.applicationId, key.keyMappingId, request);
      } catch (error) {
        if (!saysNotInitialized(error) || !(await waiting.goesOn())) throw error;
      }
    }
  }

  /** WSO2 answers 500 while it is loading the Key Manager, as it does for anything else. */
  private async rotateSecret(id: string, inputs: Declaration): Promise<string> {
    const rotate = () => this.server().keys.regenerateSecret(inputs.applicationId, id);
    try {
      return await rotate();
    } catch (error) {
      if (!isServerFault(error) || !(await this.observation.isComplete(id, inputs))) throw error;
      return rotate();
    }
  }

  /** Only a client that WSO2 has made may go with its keys; release 4.0 does not say which those are. */
  private async assertGenerated(key: ApplicationKey, inputs: Declaration): Promise<void> {
    const { mode, consumerKey } = key;
    if (mode === "CREATED" || isNewborn(key, inputs)) return;
    const application = await this.server().application(inputs.applicationId);
    const name = application && clientNameFor(application, keyTypeOf(inputs));
    const client = await this.clients.see(inputs.management, consumerKey ?? "");
    if (!mode && typeof client === "object" && client.name === name) return;
    throw new Error(
      `the application has keys of this type already, mapped to client ${consumerKey ?? ""}. ` +
        "Remove them in the Developer Portal, or declare them with mode map.",
    );
  }
}

/**
 * Whether a mark is that of the resource. It may be of another creation where an older state was restored; of what
 * has replaced the resource in this very run the kind knows.
 */
function isOfResource(mark: Mark, ownership: Ownership | undefined): boolean {
  const isCreation = mark.creation === ownership?.creation;
  return isCreation || (mark.owner === ownership?.owner && mark.resource === ownership.resource);
}

/** Neither WSO2 nor this run could delete the client, and nobody would know of it afterwards. */
function staleLogin(management: ClientCredentials, consumerKey = ""): string {
  return describeRefusedLogin(
    management,
    `So the client ${consumerKey} of the keys could not be deleted, and nothing of them was removed.`,
  );
}

/** A secret that was changed takes nothing from keys, nor does it once it is in the state. */
const whole = (condition: Condition) => (condition === "secretChanged" ? complete : condition);

/** Whether a client has still what it was born with. */
function isNewborn({ callbackUrl }: ApplicationKey, inputs: Declaration): boolean {
  return callbackUrl === birthUrl(inputs);
}

/** Fields in which a client is not as declared. What was declared before, and is not any more, goes. */
function changedIn(
  key: ApplicationKey,
  inputs: Declaration,
  { additionalFields: before }: Partial<GeneratedState> = {},
): string[] {
  const additionalFields = { ...before, ...inputs.additionalFields };
  const client = clientIn(key, { additionalFields });
  const seen = observed<KeysValues>(keyFields, inputs, client);
  return differences<KeysValues>(keyFields, seen, inputs).filter((name) => name in client);
}

/** WSO2 does not change a grant, it adds one. */
function assertSameGrant(key: ApplicationKey, inputs: Declaration): void {
  const { audience } = clientIn(key, inputs);
  if (!audience || !changedIn(key, inputs).includes("audience")) return;
  throw new Error(
    `the application has keys already, whose client ${key.consumerKey ?? ""} is granted ${audience}. ` +
      "Remove them in the Developer Portal and run pulumi up again.",
  );
}
