import { text } from "../../validation/validation";
import { text as canonicalText } from "../provider/canonicalValues";
import type { FieldTable } from "../provider/fieldTable";
import type { SubscriptionDeclaration } from "./args";

const immutable = { canonical: canonicalText, immutable: true } as const;

/** Every field of a subscription. */
export const subscriptionFields: FieldTable<SubscriptionDeclaration> = {
  applicationId: { ...immutable, schema: text(100) },
  api: { ...immutable, schema: text(150) },
  version: { ...immutable, schema: text(30) },
  throttlingPolicy: { ...immutable, schema: text(100), default: "Unlimited" },
};
