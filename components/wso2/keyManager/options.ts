import { z } from "zod";
import { trueOrFalse } from "../../validation";
import type { KeyManagerOptions } from "./args";
import { preflightChecks, type PreflightCheckName } from "./preflight/checks";

const checkNames = Object.keys(preflightChecks) as PreflightCheckName[];

/** What may be declared for each option of a Key Manager. */
export const options: { readonly [Option in keyof KeyManagerOptions]-?: z.ZodType } = {
  adopt: trueOrFalse,
  importEndpoints: z.enum(["directly", "byWso2"]),
  skipPreflight: z.array(z.enum(checkNames)),
  deleteUnchecked: trueOrFalse,
};
