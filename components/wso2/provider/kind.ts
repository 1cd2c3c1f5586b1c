import type { Mistake } from "../../validation/validation";
import type { FieldTable } from "./fieldTable";
import type { Mark, Ownership } from "../../marks/mark";
import type { Place } from "../ownership/place";
import type { Look } from "../ownership/sight";

/** What the kernel keeps in the inputs of every resource, beside its declaration. */
export interface Managed extends Place {
  /** The Auth0 tenant that the object trusts, or whose client it has. */
  readonly tenant?: string;
  /** Missing in states of version 0.1, and where somebody has removed the mark by hand. */
  readonly ownership?: Ownership;
  /**
   * Whether this is a preview of a run that may change, before this object, what the object needs.
   * Kept nowhere.
   */
  readonly isAhead?: boolean;
  /**
   * Id of the client grant of the application that WSO2 logs in with, where the program declares that, too.
   * Missing in states of earlier versions.
   */
  readonly loginGrant?: string;
}

/** What the kernel keeps in the outputs of every resource. */
export interface Kept extends Managed {
  /** Counts the writes, so that what depends on a resource sees them. */
  readonly revision?: number;
  /** Whether the object was there before this resource: then it is released, never deleted. */
  readonly adopted?: boolean;
  /** Version of the form of this state; missing in those of version 0.1. */
  readonly stateVersion?: number;
}

/** Inputs of a resource as the engine has them. */
export type Inputs<Declaration> = Declaration & Managed & { readonly adopt?: boolean };

/** State of a resource as the engine has it. */
export type State<Declaration, Added = object> = Declaration & Kept & Added;

/** An object on the server. */
export interface Found<Live> {
  readonly id: string;
  readonly live: Live;
}

/** A kind of resource: what its life cycle does not have in common with all the others. */
export interface Kind<Declaration extends object, Live, Added extends object = object> {
  /** For errors, e.g. `WSO2 Key Manager`. */
  readonly label: string;
  /** Reads on from "is not a field of". */
  readonly noun: string;
  readonly fields: FieldTable<Declaration>;
  /** Whether a place that is needed for the successor is taken until the predecessor has gone. */
  readonly deleteBeforeReplace: boolean;
  /** Names of the fields that such objects have on the server; `undefined` where there is none to look at. */
  readonly knownFields: (inputs: Inputs<Declaration>) => Promise<readonly string[] | undefined>;
  /** Where the login of this process looks for such objects. */
  readonly here: () => Place;
  /** What makes up their place: an object that was not found there is gone. */
  readonly parts: readonly (keyof Place)[];

  /** Required fields that may be left out of a declaration all the same. */
  readonly optional?: (declaration: Declaration) => readonly string[];
  /** Fields that make no sense in a declaration, and so have no default there. */
  readonly inapplicable?: (declaration: Declaration) => readonly string[];
  /** Mistakes that no single field has. */
  readonly mistakes?: (declaration: Declaration) => Mistake[];
  /** What must be asked of servers before anything is written, and what that adds to the declaration. */
  readonly prepare?: (
    olds: Partial<State<Declaration>>,
    news: Inputs<Declaration>,
  ) => Promise<{ completed?: Partial<Declaration>; reasons: string[] }>;
  /** The unique place that the object takes on the server, e.g. its name, where one can be taken. */
  readonly place?: (declaration: Partial<Declaration>) => unknown;
  /** Whether something else in the state has what a declaration would make: then that is taken over. */
  readonly isHeld?: (inputs: Inputs<Declaration>) => boolean;
  /**
   * What is wrong with an object beside its fields, and which of the changed fields that are known
   * replace it. Default: nothing, and those that cannot be changed.
   */
  readonly condition?: (
    olds: State<Declaration, Added>,
    changed: readonly (keyof Declaration & string)[],
    id: string,
  ) => { isWrong: boolean; replaces: readonly string[] };

  /** What others have decided of an object, and who can undo it: it is told, and left to them. */
  readonly decision?: (state: State<Declaration, Added>) => string | undefined;

  readonly look: (id: string, state: State<Declaration, Added>) => Promise<Look<Live>>;
  /** Whether something else of the stack tells that an object which was not found has been here. */
  readonly isHome?: (state: State<Declaration, Added>) => Promise<boolean>;
  /** The Auth0 tenant that a declaration means. */
  readonly tenant?: (declaration: Partial<Declaration>) => string | undefined;
  /** The user who owns an object, or what it hangs on, where that need not be the login's. */
  readonly owner?: (state: Partial<State<Declaration>>, live?: Live) => Promise<string | undefined>;
  /** What has the place that a declaration needs. */
  readonly find: (inputs: Inputs<Declaration>) => Promise<Found<Live> | undefined>;
  /**
   * The fields as the server has them; those that it does not tell are missing.
   *
   * @param isConfirmed whether what the server masks is surely what the state has
   */
  readonly read: (live: Live, state: Declaration, isConfirmed: boolean) => Partial<Declaration>;
  /** An object, for errors: with name and id. */
  readonly describe: (found: Found<Live>) => string;
  /** What to do where the place is somebody else's. */
  readonly wayOut: (inputs: Partial<Declaration>) => string;
  /** The object's own mark. */
  readonly mark?: (live: Live, inputs: Inputs<Declaration>) => Promise<Mark | undefined>;
  /** Whether another object has the same mark, as one of the two is a copy that somebody has made. */
  readonly isDoubled?: (found: Found<Live>, mark: Mark) => Promise<boolean>;
  /** The mark of what the object hangs on, which vouches for it where it has none. */
  readonly voucher?: (inputs: Inputs<Declaration>) => Promise<Mark | undefined>;
  /** Fails where what has the place is of another sort than what is declared. */
  readonly assertFits?: (found: Found<Live>, inputs: Inputs<Declaration>) => Promise<void>;
  /**
   * Where the object's own mark is: `beside` it, so that it is read, compared and put back; `afar`,
   * where it is looked at only before the object is taken over or removed; or `nowhere`.
   */
  readonly marked: "beside" | "afar" | "nowhere";
  /** What the server adds to the declaration. */
  readonly added: (live: Live, inputs: Declaration, before: Partial<Added>) => Added;
  /** What of that nobody can tell later of an object that is imported as adopted. */
  readonly addedAtImport?: (live: Live, inputs: Declaration) => Partial<Added>;
  /** What is added and never shown. */
  readonly secretsAdded?: readonly (keyof Added & string)[];
  /** Why an object is not what was asked for although it was written. */
  readonly fault?: (live: Live, inputs: Inputs<Declaration>) => string | undefined;

  readonly create: (inputs: Inputs<Declaration>, mark: Mark) => Promise<Found<Live>>;
  /** Whether the object may be there after a creation failed. Default: where the answer was lost. */
  readonly mayExist?: (error: unknown) => boolean;
  /** Makes an object as declared, which may give it another id. */
  readonly write: (
    found: Found<Live>,
    inputs: Inputs<Declaration>,
    mark: Mark,
    olds: Partial<State<Declaration, Added>>,
  ) => Promise<Found<Live>>;
  /** Takes over what has the place and is this stack's. Default: {@link write}. */
  readonly takeOver?: (
    found: Found<Live>,
    inputs: Inputs<Declaration>,
    mark: Mark,
  ) => Promise<Found<Live> & { adopted?: boolean }>;
  /** Removes the object; `live` is missing where only traces are left. */
  readonly remove: (
    id: string,
    live: Live | undefined,
    state: State<Declaration, Added>,
  ) => Promise<void>;
  /** Removes the mark of an object that is left where it is, as it was before it was adopted. */
  readonly release?: (id: string, live: Live, state: State<Declaration, Added>) => Promise<void>;
}
