import { z } from "zod";
import { nameText, text, trueOrFalse } from "../../validation/validation";
import { properties } from "../provider/canonicalValues";
import type { Field } from "../provider/fieldTable";
import { additionalFieldsRow } from "../provider/additionalFields";

const option = { schema: trueOrFalse, default: false, option: true } as const;

/** What WSO2 decides by itself, or is written without being declared. */
const namesInWso2 = [
  ...["applicationId", "owner", "status", "tokenType", "keys", "subscriptionCount"],
  ...["subscriptionScopes", "hashEnabled", "createdTime", "updatedTime"],
];

/** Every field of an application, with all that is known of it. */
export const applicationRows = {
  // WSO2 refuses white space around a name.
  /** Unique for its owner, in whatever case; 1 to 100 characters, in release 4.0 to 70. */
  name: { schema: nameText },
  /**
   * Throttling policy of the application, e.g. `10PerMin`.
   *
   * @default "Unlimited"
   */
  throttlingPolicy: { schema: text(100), default: "Unlimited" },
  /**
   * Shown in the Developer Portal, 400 characters at most; WSO2 has the mark of the owner behind it.
   *
   * @default none
   */
  description: { schema: text(400), default: null },
  /**
   * Values of the attributes that the server's administrator has configured for applications.
   * Those that are not declared are left as they are.
   *
   * @default {}
   */
  attributes: {
    schema: z.record(z.string().min(1), z.string()),
    default: {},
    canonical: properties,
  },
  /**
   * Groups that share the application, in any order, where the server has sharing enabled.
   *
   * @default []
   */
  groups: { schema: z.array(text(255)), default: [] },
  /**
   * Fields of a later release of WSO2 that this module does not know, by the names of its REST API. They
   * are sent and compared as they are declared. Those that are not declared here are left as they are.
   *
   * @default {}
   */
  additionalFields: additionalFieldsRow(
    (name): boolean => Object.hasOwn(applicationFields, name),
    namesInWso2,
  ),
  /**
   * Takes over an application of the same name that the user has already, and those of its keys and
   * subscriptions that are declared. What was adopted is released by `pulumi destroy` (the mark of
   * its owner is removed), not deleted.
   *
   * @default false
   */
  adopt: option,
  /**
   * Makes the user that this project logs in as the owner, where another WSO2 user has the application:
   * after the user of a pipeline was replaced, or the owner was changed in the Admin Portal. Keys,
   * subscriptions and tokens stay. The login needs the scopes `apim:admin_application_view` and
   * `apim:app_owner_change`.
   *
   * @default false: such an application is left alone, and `up` is refused
   */
  changeOwner: option,
  /**
   * Lets the application be deleted together with keys, their clients and subscriptions that other
   * people have made for it. It counts once a `pulumi up` has put it into the state.
   *
   * @default false: they are named, and the application is not deleted
   */
  destroyOthers: option,
} as const satisfies Readonly<Record<string, Field>>;

/** The same, as the life cycle needs it. */
export const applicationFields: Readonly<Record<keyof typeof applicationRows, Field>> =
  applicationRows;

/** Names of an application's fields that are known here. */
export const namesOfApplication: readonly string[] = [
  ...Object.keys(applicationFields),
  ...namesInWso2,
];
