import { text } from "../../validation/validation";
import type { Field } from "../provider/fieldTable";
import { additionalFieldsRow } from "../provider/additionalFields";

/** What WSO2 decides by itself, or is written without being declared. */
const namesInWso2 = [
  ...["subscriptionId", "apiId", "apiInfo", "applicationInfo", "requestedThrottlingPolicy"],
  ...["status", "redirectionParams"],
];

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
  /**
   * Fields of a later release of WSO2 that this module does not know, by the names of its REST API. They
   * are sent and compared as they are declared.
   *
   * @default {}
   */
  additionalFields: additionalFieldsRow(
    (name): boolean => Object.hasOwn(subscriptionFields, name),
    namesInWso2,
  ),
} as const satisfies Readonly<Record<string, Field>>;

/** The same, as the life cycle needs it. */
export const subscriptionFields: Readonly<Record<keyof typeof subscriptionRows, Field>> =
  subscriptionRows;

/** Names of a subscription's fields that are known here. */
export const namesOfSubscription: readonly string[] = [
  ...Object.keys(subscriptionFields),
  ...namesInWso2,
];
