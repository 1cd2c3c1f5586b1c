import { z } from "zod";
import { userClientSettings } from "./auth0/clientSettings";
import { schemasOf } from "./validation/declarations";
import { explain, text, type Mistake } from "./validation/validation";
import { applicationFields } from "./wso2/application/fields";
import { keyFieldEntries, keyRows } from "./wso2/applicationKeys/fields";
import { callbackMistakes, unwritable } from "./wso2/applicationKeys/modes";
import { subscriptionFields } from "./wso2/subscription/fields";

/** What can be declared of keys in a mode. */
function schemaOfKeys(chosen: "generate" | "map", more: z.ZodRawShape = {}): z.ZodType {
  const rows = keyFieldEntries.filter(
    ([, { isGiven, mode = chosen, auth0 }]) => !isGiven && (mode === chosen || auth0 !== undefined),
  );
  return z.strictObject({ ...schemasOf(Object.fromEntries(rows)), ...more });
}

const keys = {
  generate: schemaOfKeys("generate"),
  map: schemaOfKeys("map", {
    scopes: z.array(text(280)).optional(),
    client: z.strictObject(userClientSettings).optional(),
  }),
};

const mode = z.looseObject({ mode: keyRows.mode.schema.optional() });

const subscription = z.strictObject(schemasOf(subscriptionFields)).omit({ applicationId: true });

const application = z
  .strictObject(schemasOf(applicationFields))
  .omit({ name: true })
  .extend({
    keys: z
      .strictObject({ production: z.unknown().optional(), sandbox: z.unknown().optional() })
      .optional(),
    subscriptions: z.array(subscription).optional(),
  });

/** What is wrong with the declaration of an application, be it in a stack config or in a program. */
export function applicationMistakes(declaration: unknown): Mistake[] {
  return [...explain(application, declaration), ...mistakesInKeys(declaration, mistakesOfKeys)];
}

/** What generated keys cannot have where another stack declares the Key Manager, and with it the login for Auth0. */
export function mistakesWithoutLogin(declaration: unknown): Mistake[] {
  return mistakesInKeys(declaration, (keys) => {
    const isGenerated = mode.safeParse(keys).success && (keys as KeysMode).mode !== "map";
    return isGenerated ? unwritable(keys as KeysMode) : [];
  });
}

interface KeysMode {
  readonly mode?: string;
}

function mistakesInKeys(declaration: unknown, mistakesOf: (keys: unknown) => Mistake[]): Mistake[] {
  const { keys: declared } = (declaration ?? {}) as { keys?: Record<string, unknown> | null };
  if (typeof declared !== "object" || declared === null) return [];
  return ["production", "sandbox"].flatMap((use) => {
    const value = declared[use];
    if (value === undefined) return [];
    return mistakesOf(value).map((mistake) => ({
      ...mistake,
      path: ["keys", use, ...mistake.path],
    }));
  });
}

function mistakesOfKeys(value: unknown): Mistake[] {
  const shape = mode.safeParse(value);
  if (!shape.success) return explain(mode, value);
  const { mode: chosen = "generate", ...settings } = shape.data;
  return explain(keys[chosen], value)
    .map((mistake) => {
      const reason = explanationOf(mistake.path[0], chosen) ?? mistake.reason;
      return { ...mistake, reason };
    })
    .concat(callbackMistakes(settings), repetitions(settings));
}

/** What is said of the client twice: as a field of the keys, and among the client's other settings. */
function repetitions(keys: Readonly<Record<string, unknown>>): Mistake[] {
  const twice = Object.keys(Object(keys["client"]) as object).filter((name) => name in keys);
  return twice.map((name) => ({
    path: ["client", name],
    reason: `is declared in ${name} of the keys, too`,
    remedy: "remove",
  }));
}

/** Settings that the other mode has. */
function explanationOf(setting: string | undefined, chosen: "generate" | "map") {
  if (setting === "scopes" && chosen === "generate") {
    return 'needs mode map: WSO2\'s connector asks for the scope "default" alone';
  }
  if (setting === "client" && chosen === "generate") {
    return "needs mode map: WSO2's connector chooses the other settings of a generated client";
  }
  const field = keyFieldEntries.find(([name]) => name === setting)?.[1];
  if (field?.elsewhere === undefined || field.mode === chosen) return undefined;
  return `needs mode ${field.mode}: ${field.elsewhere}`;
}
