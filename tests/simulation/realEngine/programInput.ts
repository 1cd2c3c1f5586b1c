import type { Release } from "auth0-wso2-sandbox/wso2/releases";
import type { Declaration } from "../life/declaration";

/** What the program of a stack is given, in a file beside it. */
export interface ProgramInput {
  declaration: Declaration;
  /** Identifier of the stack's API in Auth0. */
  audience: string;
  release: Release;
}

export const inputFile = "declaration.json";
