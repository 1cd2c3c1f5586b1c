import type { Elsewhere } from "../world/places";
import type { WorldSettings } from "../world/world";
import type { Declaration, DeclaredApplication, DeclaredKeyManager } from "../program/declaration";
import type { Deed } from "./people";
import type { AnswerOfAuth0, CallPick, PlannedFault } from "./run";
import type { Operation } from "./stack";

/** A change of what a stack declares. */
export type Change =
  | { change: "stack"; fields: Partial<Declaration> }
  | { change: "management"; to: "own" | "first given" | "second given" }
  | { change: "secret of the given management application"; secret: string }
  | { change: "grant"; to: "first given" | "second given" | "nobody"; adopt: boolean }
  | { change: "Key Manager"; fields: Partial<DeclaredKeyManager> }
  | { change: "resource of the Key Manager"; to: string; isAliased: boolean }
  | { change: "Key Manager moves"; isAliased: boolean }
  | { change: "no Key Manager" }
  | { change: "application"; resource: string; fields: Partial<DeclaredApplication> }
  | { change: "resource of an application"; resource: string; to: string; isAliased: boolean }
  | { change: "no application"; resource: string };

/** What happens to a run of the engine besides what it does. */
export interface Disturbance {
  faults?: PlannedFault[];
  auth0?: AnswerOfAuth0;
  kill?: CallPick & { when: "before" | "after" };
  meanwhile?: CallPick & { deed: Deed };
}

/** A run of the engine on a stack. */
export interface RunStep extends Disturbance {
  step: "run";
  stack: string;
  operation: Operation;
  /** Where it comes from, if not from where the stack belongs. */
  from?: Elsewhere;
  /** A preview comes first, and `up` must do what it has announced, and nothing else. */
  withPreview?: boolean;
  /** Milliseconds that pass between the two. */
  later?: number;
  /** `--replace`: parts of URNs. */
  replace?: string[];
  /** `--target`: parts of URNs. */
  target?: string[];
}

/** Something that happens in a life. */
export type LifeStep =
  | RunStep
  | { step: "together"; runs: RunStep[] }
  | { step: "declare"; stack: string; changes: Change[] }
  | { step: "by hand"; deed: Deed }
  | { step: "stack rename"; stack: string; to: string; organization?: string; project?: string }
  | { step: "export and import"; stack: string }
  | { step: "restore"; stack: string; age: number }
  /** Resources are gone from the state; all where there are no parts of URNs. */
  | { step: "state lost"; stack: string; parts?: string[]; withDependents?: boolean }
  | { step: "taint"; stack: string; parts: string[] }
  | { step: "untaint"; stack: string }
  /** The import list, and what it tells to do. */
  | { step: "import"; stack: string }
  | { step: "state move"; stack: string; to: string; resource: string }
  | { step: "time passes"; milliseconds: number };

/** Everything that happens in a world. */
export interface Life {
  seed: number;
  world: WorldSettings;
  stacks: { key: string; declaration: Declaration }[];
  steps: LifeStep[];
}
