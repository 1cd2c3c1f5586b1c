import { isUncertain } from "../rest/errors";
import type { Found, Inputs } from "../provider/kind";
import type { Patience } from "../provider/patience";
import { markOf, type Mark } from "../../marks/mark";
import type { MappedKeysDeclaration } from "./args";
import { complete } from "./condition";
import type { KeysState } from "./conditions";
import { toMapRequest } from "./conversion";
import { saysMappingExists, saysNotRegistered } from "./errorCodes";
import type { Loading } from "./loading";
import type { KeysServer, Mode } from "./mode";
import { findSettledRow, keysIn, type Keys } from "./observation";
import { removeFromWso2 } from "./removal";

type Declaration = Inputs<MappedKeysDeclaration>;

/**
 * Keys of a client that exists. WSO2 keeps no text with them, so their id tells them from others:
 * such that are adopted are mapped again.
 */
export class Mapped implements Mode<MappedKeysDeclaration> {
  /** @param patience for keys that WSO2 is perhaps still at work on */
  constructor(
    private readonly server: () => KeysServer,
    private readonly loading: Loading,
    private readonly patience: Patience,
  ) {}

  read({ key }: Keys): Partial<MappedKeysDeclaration> {
    return key ? { clientId: key.consumerKey ?? "" } : {};
  }

  /** Nobody but this resource has told WSO2 this client for this application, unless it is said so. */
  mark({ key }: Keys, { adopt, ownership, clientId }: Declaration): Promise<Mark | undefined> {
    const isOurs = !adopt && ownership !== undefined && key?.consumerKey === clientId;
    return Promise.resolve(isOurs ? markOf(ownership, 1, false) : undefined);
  }

  /**
   * Tells WSO2 the client of an application. While the Key Manager is not loaded WSO2 refuses that
   * before it writes anything, so trying again is safe.
   *
   * @throws the refusal for keys that were there before
   */
  async create(inputs: Declaration): Promise<Found<Keys>> {
    const { keys } = this.server();
    const waiting = this.loading.waiting(inputs);
    for (;;) {
      try {
        const key = await keys.map(inputs.applicationId, toMapRequest(inputs));
        return { id: key.keyMappingId, live: { key, condition: complete } };
      } catch (error) {
        if (saysMappingExists(error) || isUncertain(error)) {
          const row = await findSettledRow(inputs, keys, this.patience);
          if (row === undefined && saysMappingExists(error)) throw usedElsewhere(error);
          if (row === undefined || keysIn(row)) throw error;
          await keys.cleanUp(inputs.applicationId, row.keyMappingId);
        } else if (!saysNotRegistered(error)) throw error;
        if (!(await waiting.goesOn())) throw error;
      }
    }
  }

  /** Nothing of them can differ but what replaces them. */
  write(found: Found<Keys>): Promise<Found<Keys>> {
    return Promise.resolve(found);
  }

  assertFits({ live: { key } }: Found<Keys>, { clientId }: Declaration): Promise<void> {
    if (key?.consumerKey === clientId) return Promise.resolve();
    return Promise.reject(
      new Error(
        "the application has keys of this type already, with the client " +
          `${key?.consumerKey ?? "(none)"}. Remove them in the Developer Portal and run pulumi up again.`,
      ),
    );
  }

  async takeOver(found: Found<Keys>, inputs: Declaration): Promise<Found<Keys>> {
    if (!inputs.adopt) return found;
    const { id } = found;
    await this.server().keys.cleanUp(inputs.applicationId, id);
    return this.create(inputs);
  }

  async remove(id: string, _keys: unknown, state: KeysState): Promise<void> {
    await removeFromWso2(id, state, this.server(), state.condition === complete);
  }
}

function usedElsewhere(cause: unknown): Error {
  return new Error(
    "another application has keys with this client. An Auth0 client can belong to one application " +
      "of a Key Manager only: remove it there, or map another client.",
    { cause },
  );
}
