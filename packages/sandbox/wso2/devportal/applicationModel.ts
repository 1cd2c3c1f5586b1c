import type { FurtherReaders } from "../furtherFields";
import { bean, flag, integer, listOf, oneOf, text, type Reader } from "../jackson/beans";
import type { StoredApplication } from "../state";
import { ConstraintViolations } from "./constraintViolations";
import { applicationKeyReader } from "./keyModel";
import type { PortalTraits } from "./portalTraits";
import { textMap } from "./textMap";

const tokenTypes = ["OAUTH", "JWT"] as const;
const visibilities = ["PRIVATE", "SHARED_WITH_ORG"] as const;

const scopeInfo = bean<Record<string, unknown>>(() => ({}), {
  key: text,
  name: text,
  roles: listOf(text),
  description: text,
});

/** An application as requests have it; what a client cannot decide is read and ignored. */
export interface ApplicationRequest {
  name: string | null;
  throttlingPolicy: string | null;
  description: string | null;
  tokenType: (typeof tokenTypes)[number] | null;
  attributes: Record<string, string | null> | null;
  groups: (string | null)[] | null;
}

/** Reads an application; fields that the release does not know are refused. */
export function applicationReader(
  traits: PortalTraits,
  further: FurtherReaders,
): Reader<ApplicationRequest | null> {
  const { applicationFields } = traits;
  const later = {
    visibility: oneOf(visibilities),
    createdTime: text,
    updatedTime: text,
  };
  const ignored: Record<string, Reader<unknown>> = {
    applicationId: text,
    status: text,
    subscriptionCount: integer,
    keys: listOf(applicationKeyReader(traits, further)),
    subscriptionScopes: listOf(scopeInfo),
    owner: text,
    hashEnabled: flag,
    ...Object.fromEntries(applicationFields.map((field) => [field, later[field]])),
  };
  return bean<ApplicationRequest>(
    () => ({
      name: null,
      throttlingPolicy: null,
      description: null,
      tokenType: "JWT",
      attributes: {},
      groups: [],
    }),
    {
      name: text,
      throttlingPolicy: text,
      description: text,
      tokenType: oneOf(tokenTypes),
      attributes: textMap,
      groups: listOf(text),
      ...ignored,
      ...further,
    },
  );
}

/** What bean validation refuses. */
export function checkApplication(
  { longestApplicationName }: PortalTraits,
  { name, throttlingPolicy, description }: ApplicationRequest,
): void {
  new ConstraintViolations()
    .required("name", name)
    .size("name", name, 1, longestApplicationName)
    .required("throttlingPolicy", throttlingPolicy)
    .size("throttlingPolicy", throttlingPolicy, 1)
    .size("description", description, 0, 512)
    .throwIfAny();
}

/** An application as the body of an answer; `more` is what only one operation fills in. */
export function applicationView(
  { applicationFields }: PortalTraits,
  application: StoredApplication,
  more: {
    attributes: Record<string, string>;
    subscriptionCount: number;
    hashEnabled: boolean | null;
    subscriptionScopes: readonly object[];
  },
) {
  return {
    applicationId: application.uuid,
    name: application.name,
    throttlingPolicy: application.throttlingPolicy,
    description: application.description,
    tokenType: application.tokenType,
    status: application.status,
    groups: groupsOf(application),
    keys: [],
    owner: application.owner,
    ...more,
    ...laterFields(applicationFields, application),
  };
}

/** An application as an element of a list. */
export function applicationInfoView(
  { applicationInfoFields }: PortalTraits,
  application: StoredApplication,
  attributes: Record<string, string>,
  subscriptionCount: number,
) {
  return {
    applicationId: application.uuid,
    name: application.name,
    throttlingPolicy: application.throttlingPolicy,
    description: application.description,
    status: application.status,
    groups: groupsOf(application),
    subscriptionCount,
    attributes,
    owner: application.owner,
    ...laterFields(applicationInfoFields, application),
  };
}

/** Kept as they came, though nobody shares anything unless an administrator configures groups. */
export function groupsOf({ groups }: StoredApplication): string[] {
  return groups ? groups.split(",") : [];
}

type LaterField = "visibility" | "tokenType" | "createdTime" | "updatedTime";

function laterFields(names: readonly LaterField[], application: StoredApplication) {
  const values: Record<LaterField, string> = {
    // To share it the user needs an organization, and no user here has one.
    visibility: "PRIVATE",
    tokenType: application.tokenType,
    createdTime: String(application.createdAt),
    updatedTime: String(application.updatedAt),
  };
  return Object.fromEntries(names.map((name) => [name, values[name]]));
}
