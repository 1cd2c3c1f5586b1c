import type { Kind } from "../provider/kind";
import type { Reach } from "../application/reach";
import type { Mark } from "../../marks/mark";
import type { Place } from "../ownership/place";
import type { KeyManagersApi } from "../keyManager/api";
import type { KeysApi } from "./api";
import type { KeysAddition, KeysValues } from "./args";
import type { Keys } from "./observation";

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
  ) => Promise<{ name: string; owner: string; mark: Mark | undefined } | undefined>;
}

/** What depends on where the client of keys comes from; `mark` is that of the keys themselves. */
export type Mode<Declaration extends KeysValues> = Required<
  Pick<
    Kind<Declaration, Keys, KeysAddition>,
    "read" | "mark" | "assertFits" | "create" | "write" | "takeOver" | "remove"
  >
>;
