import type { ArgsOf, DeclarationOf } from "../../validation/declarations";
import type { applicationRows } from "./fields";

/** Arguments of {@link Application}: the fields of the Developer Portal. */
export type ApplicationArgs = ArgsOf<typeof applicationRows>;

/** The declaration with every output resolved. */
export type ApplicationValues = DeclarationOf<typeof applicationRows>;

/** What WSO2 adds to the declaration. */
export interface ApplicationAddition {
  owner?: string;
  status?: string;
}
