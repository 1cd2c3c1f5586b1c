import { z } from "zod";
import { nameText, text, trueOrFalse } from "../../validation/validation";
import { flag, properties, set, trimmedText } from "../provider/canonicalValues";
import type { FieldTable } from "../provider/fieldTable";
import type { ApplicationValues } from "./args";

/** Every field of an application. */
export const applicationFields: FieldTable<ApplicationValues> = {
  // WSO2 refuses white space around a name.
  name: { schema: nameText, canonical: trimmedText },
  throttlingPolicy: { schema: text(100), default: "Unlimited", canonical: trimmedText },
  description: { schema: text(400), default: null, canonical: trimmedText },
  attributes: {
    schema: z.record(z.string().min(1), z.string()),
    default: {},
    canonical: properties,
  },
  groups: { schema: z.array(text(255)), default: [], canonical: set },
  adopt: { schema: trueOrFalse, default: false, canonical: flag, option: true },
  changeOwner: { schema: trueOrFalse, default: false, canonical: flag, option: true },
  destroyOthers: { schema: trueOrFalse, default: false, canonical: flag, option: true },
};
