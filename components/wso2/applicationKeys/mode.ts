import type { Found, Inputs, State } from "../provider/kind";
import type { Reach } from "../application/reach";
import type { Mark } from "../ownership/mark";
import type { Place } from "../ownership/place";
import type { KeyManagersApi } from "../keyManager/api";
import type { KeysApi } from "./api";
import type { KeysAddition, KeysDeclaration } from "./args";
import type { ApplicationKey } from "./document";
import type { Keys } from "./observation";

/** An application with its mark, which vouches for what hangs on it. */
export interface KeysApplication {
  readonly applicationId: string;
  readonly name: string;
  readonly owner: string;
  readonly mark: Mark | undefined;
}

/** What keys need of the server that the stack is configured for. */
export interface KeysServer {
  /** Server and user of this login. */
  readonly home: Place;
  readonly reach: Reach;
  readonly ownerOf: (applicationId: string | undefined) => Promise<string | undefined>;
  readonly keys: KeysApi;
  readonly keyManagers: KeyManagersApi;
  readonly application: (applicationId: string) => Promise<KeysApplication | undefined>;
}

/** What depends on where the client of keys comes from. */
export interface Mode<Declaration extends KeysDeclaration> {
  /** The fields of the declaration that an answer says something about. */
  read(key: ApplicationKey): Partial<Declaration>;
  /** The mark of the keys themselves, if they are of this stack. */
  mark(keys: Keys, inputs: Inputs<Declaration>): Promise<Mark | undefined>;
  create(inputs: Inputs<Declaration>, mark: Mark): Promise<Found<Keys>>;
  /** Brings keys that are complete into line. */
  update(
    found: Found<Keys>,
    inputs: Inputs<Declaration>,
    mark: Mark,
    olds: Partial<State<Declaration, KeysAddition>>,
  ): Promise<Found<Keys>>;
  takeOver(
    found: Found<Keys>,
    inputs: Inputs<Declaration>,
    mark: Mark,
  ): Promise<Found<Keys> & { adopted?: boolean }>;
  remove(id: string, state: State<Declaration, KeysAddition>): Promise<void>;
}
