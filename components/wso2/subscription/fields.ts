import { text } from "../../validation/validation";
import type { Field } from "../provider/fieldTable";

/** Every field of a subscription, with all that is known of it. */
export const subscriptionRows = {
  /** Id of the application. */
  applicationId: { immutable: true, schema: text(100) },
  /** Name of the API. */
  api: { immutable: true, schema: text(150) },
  /** Version of the API. */
  version: { immutable: true, schema: text(30) },
  /**
   * Throttling policy of the subscription, one of those that the API offers.
   *
   * @default "Unlimited"
   */
  throttlingPolicy: { schema: text(100), default: "Unlimited" },
} as const satisfies Readonly<Record<string, Field>>;

/** The same, as the life cycle needs it. */
export const subscriptionFields: Readonly<Record<keyof typeof subscriptionRows, Field>> =
  subscriptionRows;
