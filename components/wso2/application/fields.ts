import { z } from "zod";
import { text, trueOrFalse } from "../../validation";
import type { FieldTable } from "../fieldTable";
import { flag, properties, set, text as canonicalText } from "../keyManager/canonicalValues";
import type { ApplicationInputs } from "./args";

// WSO2 refuses white space around a name.
const name = z.string().regex(/^\S(.{0,98}\S)?$/, {
  error: "a text of 1 to 100 characters without white space around it",
});

/** Every field of an application. */
export const applicationFields: FieldTable<ApplicationInputs> = {
  name: { schema: name, canonical: canonicalText },
  throttlingPolicy: { schema: text(100), default: "Unlimited", canonical: canonicalText },
  description: { schema: text(512), default: null, canonical: canonicalText },
  attributes: {
    schema: z.record(z.string().min(1), z.string()),
    default: {},
    canonical: properties,
  },
  groups: { schema: z.array(text(255)), default: [], canonical: set },
  adopt: { schema: trueOrFalse, default: false, canonical: flag, option: true },
};
