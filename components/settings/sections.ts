import { z } from "zod";
import { explain, type Mistake } from "../validation";
import { wso2ConnectionConfig } from "../wso2/client/connection";
import { validateDeclaration } from "../wso2/keyManager/validate";

/** A key of the stack config. */
export interface Section {
  /** Whether the stack cannot do without it. */
  required?: true;
  /** Lists what is wrong with a value. */
  check(value: unknown): Mistake[];
}

const text = z.string().min(1);
const anyObject = z.record(z.string(), z.unknown());

const newApplication = z.strictObject({
  name: text.max(255).optional(),
  description: text.max(140).optional(),
  authenticationMethod: z.enum(["client_secret_basic", "client_secret_post"]).optional(),
  additionalPermissions: z.array(text).optional(),
});

const newApi = z.strictObject({
  identifier: text.max(600),
  name: text.max(200).optional(),
  tokenLifetime: z.int().min(1).max(2_592_000).optional(),
  scopes: z
    .array(z.strictObject({ name: text.max(280), description: z.string().max(500).optional() }))
    .optional(),
  grants: z
    .record(text, z.strictObject({ clientId: text, scopes: z.array(text.max(280)).optional() }))
    .optional(),
});

/** Keys of the stack config, with the names of the component's arguments. */
export const sections: Record<string, Section> = {
  customDomain: { check: (value) => explain(text, value) },
  managementApplication: {
    check: (value) =>
      has(value, "clientId") || has(value, "clientSecret")
        ? checkExistingApplication(value)
        : explain(newApplication, value),
  },
  api: {
    required: true,
    check: (value) =>
      has(value, "existingIdentifier")
        ? explain(z.strictObject({ existingIdentifier: text }), value)
        : explain(newApi, value),
  },
  keyManager: { required: true, check: checkKeyManager },
  wso2: { check: (value) => explain(wso2ConnectionConfig, value, { secrets: ["password"] }) },
};

function checkExistingApplication(value: unknown): Mistake[] {
  return explain(z.strictObject({ clientId: text, clientSecret: text }), value, {
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

function checkKeyManager(value: unknown): Mistake[] {
  const shape = anyObject.safeParse(value);
  if (!shape.success) return explain(anyObject, value);
  const misplaced = ["clientId", "clientSecret"].filter((field) => has(value, field));
  return misplaced
    .map((field) => ({
      path: [field],
      reason: "has its place in managementApplication, where an existing application is named",
    }))
    .concat(validateDeclaration(shape.data, { optional: derivedFields }));
}

function has(value: unknown, key: string): boolean {
  return typeof value === "object" && value !== null && key in value;
}
