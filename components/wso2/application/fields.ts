import { z } from "zod";
import { text, trueOrFalse } from "../../validation";
import { flag, properties, set, text as canonicalText } from "../kernel/canonicalValues";
import type { FieldTable } from "../kernel/fieldTable";
import type { ApplicationDeclaration } from "./args";

// WSO2 refuses white space around a name.
const name = z.string().regex(/^\S(.{0,98}\S)?$/, {
  error: "a text of 1 to 100 characters without white space around it",
});

/** Every field of an application. */
export const applicationFields: FieldTable<ApplicationDeclaration> = {
  name: { schema: name, canonical: canonicalText },
  throttlingPolicy: { schema: text(100), default: "Unlimited", canonical: canonicalText },
  description: { schema: text(400), default: null, canonical: canonicalText },
  attributes: {
    schema: z.record(z.string().min(1), z.string()),
    default: {},
    canonical: properties,
  },
  groups: { schema: z.array(text(255)), default: [], canonical: set },
  adopt: { schema: trueOrFalse, default: false, canonical: flag, option: true },
};
