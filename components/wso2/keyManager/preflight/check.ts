import type { Managed } from "../../provider/kind";
import type { KeyManagerDocument } from "../document";

/** What a preflight check looks at. */
export interface Candidate extends Managed {
  name: string;
  enabled?: boolean;
  issuer: string;
  tokenEndpoint: string;
  displayTokenEndpoint?: string;
  clientId: string;
  clientSecret: string;
  audience: string;
  certificates: { type: "JWKS" | "PEM"; value: string };
  /** Creations of entries that are this one's predecessors, or that nothing declares any more. */
  leaving: readonly string[];
}

/** Where applications get their tokens. A server leaves empty what nobody has declared. */
export function shownEndpoint({
  displayTokenEndpoint,
  tokenEndpoint,
}: Pick<Candidate, "displayTokenEndpoint" | "tokenEndpoint">): string {
  return displayTokenEndpoint || tokenEndpoint;
}

/** What the checks share, each asked for at most once. */
export interface Surroundings {
  /** A token for the Management API, got the way WSO2 gets it. */
  managementToken: () => Promise<string>;
  /** One that is got where applications get theirs. */
  shownToken: () => Promise<string>;
  /** Reads something with the first of them, at the address that WSO2 will call. */
  useManagementToken: () => Promise<unknown>;
  /** The other Key Managers of the organization. */
  otherKeyManagers: () => Promise<KeyManagerDocument[]>;
}

/** What a check found: what was found, what was expected, what to do. */
export interface Finding {
  found: string;
  expected: string;
  remedy: string;
  /** Whether a run repairs it that changes the management application or its grant. */
  isOfApplication?: boolean;
}

/** Finds out one thing that WSO2 would not tell until it is too late. */
export interface PreflightCheck {
  /** For the reader of a failure. */
  question: string;
  /** The fields that it is about: a change of others is no reason to run it. */
  concerns: readonly Exclude<keyof Candidate, "leaving">[];
  /** Whether every write is a reason, since WSO2 loads the Key Manager again at each. */
  atEveryWrite?: true;
  /** Whether it looks at a token, so that it says nothing where there is none. */
  needsToken: boolean;
  run(candidate: Candidate, surroundings: Surroundings): Promise<Finding | undefined>;
}
