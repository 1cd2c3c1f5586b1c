import { z } from "zod";
import { referenceMistakes } from "../keyManagerReference";
import { apiMistakes } from "../auth0/apiArgs";
import { mistakesInLeft } from "../auth0/leftToAuth0";
import { domainFault } from "../auth0/tenant";
import { explain, text, trueOrFalse, type Mistake } from "../validation/validation";
import { checkApplications, checkSmokeTest } from "./applications";
import { clientSettings } from "../auth0/clientSettings";
import { secretSettings, wso2ConnectionConfig } from "../wso2/rest/connection";
import { mistakesInKeyManager } from "../wso2/keyManager/mistakes";

/** A key of the stack config. */
export interface Section {
  /** Whether the stack cannot do without it. */
  required?: true;
  /** Whether it belongs to the stack that declares the Key Manager. */
  isOfKeyManager?: true;
  /** Paths, joined by dots, of what must be encrypted. */
  secrets?: readonly string[];
  /** Paths, joined by dots, of what must not be encrypted. */
  names?: readonly RegExp[];
  /** Lists what is wrong with a value. */
  check(value: unknown): Mistake[];
}

const anyObject = z.record(z.string(), z.unknown());

const newApplication = z.strictObject({
  ...clientSettings,
  name: text(255).optional(),
  description: text(140).optional(),
  authenticationMethod: z.enum(["client_secret_basic", "client_secret_post"]).optional(),
  additionalPermissions: z.array(text(280)).optional(),
});

const existingApi = z.strictObject({
  existingIdentifier: text(600),
  requireDefaultScope: trueOrFalse.optional(),
});

/** Keys of the stack config, with the names of the component's arguments. */
export const sections: Record<string, Section> = {
  customDomain: { isOfKeyManager: true, check: checkDomain },
  managementApplication: {
    isOfKeyManager: true,
    secrets: ["clientSecret"],
    check: (value) =>
      has(value, "clientId") || has(value, "clientSecret")
        ? checkExistingApplication(value)
        : explain(newApplication, value),
  },
  api: {
    required: true,
    isOfKeyManager: true,
    names: [/^(identifier|existingIdentifier)$/],
    check: (value) =>
      has(value, "existingIdentifier") ? explain(existingApi, value) : apiMistakes(value),
  },
  keyManager: {
    required: true,
    names: [/^(wellKnownEndpoint|reference(\.domain)?)$/],
    check: checkKeyManager,
  },
  applications: { names: [/\.subscriptions\.\d+\.(api|version)$/], check: checkApplications },
  smokeTest: { check: checkSmokeTest },
  leftToAuth0: { check: mistakesInLeft },
  wso2: {
    secrets: secretSettings,
    names: [/^url$/],
    check: (value) => explain(wso2ConnectionConfig, value, { secrets: secretSettings }),
  },
};

function checkDomain(value: unknown): Mistake[] {
  const fault = domainFault(String(value));
  return fault === undefined ? [] : [{ path: [], reason: `${fault}, but is "${String(value)}"` }];
}

function checkExistingApplication(value: unknown): Mistake[] {
  return explain(z.strictObject({ clientId: text(500), clientSecret: text(500) }), value, {
    secrets: ["clientSecret"],
  });
}

/** Fields of the entry that follow from the rest of the config, so that they may be left out. */
const derivedFields = [
  "issuer",
  "tokenEndpoint",
  "revokeEndpoint",
  "clientRegistrationEndpoint",
  "audience",
  "certificates",
  "clientId",
  "clientSecret",
];

/** What the stack config says of a Key Manager of another stack; nothing where this one declares it. */
export function referenceIn(keyManager: unknown): unknown {
  return has(keyManager, "reference")
    ? (keyManager as { reference: unknown }).reference
    : undefined;
}

const stackName = z.string().regex(/^[^/\s]+\/[^/\s]+\/[^/\s]+$/, {
  error:
    "the full name of a stack (organization/project/stack), or the values that it exports as keyManagerReference",
});

function checkReference(value: object): Mistake[] {
  const { reference, ...others } = value as { reference: unknown };
  const mistakes = isObject(reference)
    ? referenceMistakes(reference)
    : explain(stackName, reference);
  return [
    ...mistakes.map((mistake) => ({ ...mistake, path: ["reference", ...mistake.path] })),
    ...Object.keys(others).map((name): Mistake => ({
      path: [name],
      reason:
        "belongs to the stack that declares the Key Manager, which keyManager.reference names",
      remedy: "remove",
    })),
  ];
}

function checkKeyManager(value: unknown): Mistake[] {
  const shape = anyObject.safeParse(value);
  if (!shape.success) return explain(anyObject, value);
  if (has(value, "reference")) return checkReference(shape.data);
  const misplaced = ["clientId", "clientSecret"].filter((field) => has(value, field));
  return misplaced
    .map((field): Mistake => ({
      path: [field],
      reason: "belongs in managementApplication, which names an existing application",
      remedy: "remove",
    }))
    .concat(mistakesInKeyManager(shape.data, derivedFields));
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

function has(value: unknown, key: string): boolean {
  return isObject(value) && key in value;
}
