import { text } from "../../validation/validation";
import { trimmedText } from "../provider/canonicalValues";
import type { FieldTable } from "../provider/fieldTable";
import type { SubscriptionValues } from "./args";

const immutable = { canonical: trimmedText, immutable: true } as const;

/** Every field of a subscription. */
export const subscriptionFields: FieldTable<SubscriptionValues> = {
  applicationId: { ...immutable, schema: text(100) },
  api: { ...immutable, schema: text(150) },
  version: { ...immutable, schema: text(30) },
  throttlingPolicy: { canonical: trimmedText, schema: text(100), default: "Unlimited" },
};
