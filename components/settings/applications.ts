import { z } from "zod";
import { applicationMistakes, mistakesWithoutLogin } from "../applicationMistakes";
import { clientNameMistakes } from "../auth0/clientMistakes";
import { seconds } from "../validation/seconds";
import { setPlain } from "../validation/settingPath";
import { explain, text, trueOrFalse, webUrl, type Mistake } from "../validation/validation";
import { applicationFields } from "../wso2/application/fields";
import { declaredKeys } from "./mappedKeys";

const applications = z.record(z.string(), z.unknown());

const smokeTest = z.strictObject({
  enabled: trueOrFalse.optional(),
  application: text(100).optional(),
  keys: z.enum(["production", "sandbox"]).optional(),
  gatewayUrl: webUrl(/^https?:$/, "an http(s) URL").optional(),
  gatewayCaFile: text(4096).optional(),
  gatewayPatience: seconds(600).optional(),
});

/** Checks the config key `applications`: declarations by the names of the applications. */
export function checkApplications(value: unknown): Mistake[] {
  const shape = applications.safeParse(value);
  if (!shape.success) return explain(applications, value);
  return mistakesOfEach(shape.data, (name, declaration) => [
    ...nameMistakes(name, declaration),
    ...applicationMistakes(declaration),
  ]);
}

function mistakesOfEach(
  declared: Readonly<Record<string, unknown>>,
  mistakesOf: (name: string, declaration: unknown) => Mistake[],
): Mistake[] {
  return Object.entries(declared).flatMap(([name, declaration]) =>
    mistakesOf(name, declaration).map((mistake) => ({
      ...mistake,
      path: [name, ...mistake.path],
    })),
  );
}

/** Checks the config key `smokeTest`. */
export function checkSmokeTest(value: unknown): Mistake[] {
  return explain(smokeTest, value);
}

/** Checks keys of a Key Manager that another stack declares. */
export function checkKeysWithoutLogin(declared: unknown): Mistake[] {
  return mistakesOfEach((declared ?? {}) as Record<string, unknown>, (_name, declaration) =>
    mistakesWithoutLogin(declaration),
  );
}

/** Whether there is to be a smoke test: anything is set for it, unless it is switched off. */
export function hasSmokeTest(value: unknown): value is { application?: string; keys?: string } {
  if (typeof value !== "object" || value === null) return false;
  return Object.keys(value).length > 0 && (value as { enabled?: boolean }).enabled !== false;
}

/** Checks that the application with which the smoke test is done has keys. */
export function checkSmokeTestApplication(test: unknown, declared: unknown): Mistake[] {
  if (!hasSmokeTest(test)) return [];
  const accesses = (declared ?? {}) as Record<string, { keys?: object } | undefined>;
  const names = Object.keys(accesses);
  const name = test.application ?? names[0];
  if (name === undefined) {
    const sentence = `Declare one, or leave the test out: ${setPlain("smokeTest.enabled", "false")}`;
    const reason = "is missing, and no application is declared";
    return [{ path: ["application"], reason, remedy: { sentence } }];
  }
  if (!names.includes(name)) {
    const reason = `must be one of applications (${names.join(", ")}), but is "${name}"`;
    return [{ path: ["application"], reason }];
  }
  const uses = Object.keys(accesses[name]?.keys ?? { production: {} });
  if (test.keys === undefined ? uses.length > 0 : uses.includes(test.keys)) return [];
  const found = uses.join(" and ") || "no keys";
  const reason = `must be keys of the application "${name}", which has ${found}`;
  const sentence = `Declare some, or leave the test out: ${setPlain("smokeTest.enabled", "false")}`;
  return [{ path: ["keys"], reason, ...(uses.length === 0 && { remedy: { sentence } }) }];
}

function nameMistakes(name: string, declaration: unknown): Mistake[] {
  const isFit = applicationFields.name.schema.safeParse(name).success;
  const reason = "must be a name of 1 to 100 characters without white space around";
  const ofClients = clientNameMistakes({ generate: name, map: name }, declaredKeys(declaration));
  return [...(isFit ? [] : [{ path: [], reason }]), ...ofClients].map((mistake) => ({
    ...mistake,
    remedy: "remove",
  }));
}
