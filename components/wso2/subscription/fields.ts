import { text } from "../../validation";
import type { FieldTable } from "../fieldTable";
import { text as canonicalText } from "../keyManager/canonicalValues";
import type { SubscriptionInputs } from "./args";

const immutable = { canonical: canonicalText, immutable: true } as const;

/** Every field of a subscription. */
export const subscriptionFields: FieldTable<SubscriptionInputs> = {
  applicationId: { ...immutable, schema: text(100) },
  api: { ...immutable, schema: text(150) },
  version: { ...immutable, schema: text(30) },
  throttlingPolicy: { ...immutable, schema: text(100), default: "Unlimited" },
};
