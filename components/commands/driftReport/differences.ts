import { complete, conditionOutput } from "../../wso2/applicationKeys/condition";
import { creationPath } from "../../marks/mark";
import {
  secret,
  comparedIn,
  stepsIn,
  type EngineEvent,
  type ResourceState,
  type Step,
  type Way,
} from "./engineEvents";

/** Something that is not as it is declared. */
export interface Difference {
  urn: string;
  /** Path of the field; empty where it is about the object as a whole. */
  field: string;
  declared: unknown;
  found: unknown;
}

/** For an object that is there or not. */
export const [there, missing] = ["there", "missing"];

/**
 * All differences that the events of a run tell of.
 *
 * @param hasOtherSecret whether a provider has told that of the Key Manager with that URN
 */
export function differencesIn(
  events: readonly EngineEvent[],
  way: Way,
  hasOtherSecret: (urn: string) => boolean,
): Difference[] {
  const steps = new Map(
    stepsIn(events)
      .filter(({ op }) => ["create", "update", "replace", "delete"].includes(op))
      .map((step) => [step.urn, step]),
  );
  return [...steps.values()].flatMap((step) => differencesOf(step, way, hasOtherSecret(step.urn)));
}

function differencesOf(step: Step, way: Way, hasOtherSecret: boolean): Difference[] {
  const { op, urn } = step;
  const { declared, found } = comparedIn(step, way);
  if (op === "create") return [{ urn, field: "", declared: there, found: missing }];
  if (op === "delete") {
    const sides = { declared: way === "full" ? missing : there };
    return [{ urn, field: "", ...sides, found: way === "full" ? there : missing }];
  }
  const paths = Object.keys(step.detailedDiff ?? {});
  const fields =
    paths.length > 0
      ? paths.map((field) => ({
          field,
          declared: valueAt(declared?.inputs, field),
          found: valueAt(found?.outputs, field) ?? valueAt(found?.inputs, field),
        }))
      : [...compare(declared?.inputs, found?.inputs), ...wrongCondition(found)];
  // Pulumi shows one secret like another.
  const all = hasOtherSecret ? [...fields, otherSecret("clientSecret")] : fields;
  const [shown = all] = [all, secretFields(declared), otherOutputs].filter(
    (each) => each.length > 0,
  );
  return shown
    .filter(({ field }) => field !== creationPath)
    .map(({ field, declared: value = null, found: other = null }) => ({
      urn,
      ...{ field, declared: value, found: other },
    }));
}

type Field = Pick<Difference, "field" | "declared" | "found">;

function compare(declared: unknown, found: unknown, field = ""): Field[] {
  if (JSON.stringify(declared) === JSON.stringify(found)) return [];
  if (!isObject(declared) || !isObject(found)) return [{ field, declared, found }];
  return [...new Set([...Object.keys(declared), ...Object.keys(found)])]
    .filter((name) => !name.startsWith("__"))
    .flatMap((name) =>
      compare(declared[name], found[name], field === "" ? name : `${field}.${name}`),
    );
}

/** Keys of an application say in an output what is wrong with them as a whole. */
function wrongCondition(found: ResourceState | null | undefined): Field[] {
  const { [conditionOutput]: condition = complete } = found?.outputs ?? {};
  return condition === complete
    ? []
    : [{ field: conditionOutput, declared: complete, found: condition }];
}

/** Where nothing differs that may be shown, it is one of the secrets. */
function secretFields(declared: ResourceState | null | undefined): Field[] {
  return Object.entries(declared?.inputs ?? {})
    .filter(([, value]) => value === secret)
    .map(([field]) => otherSecret(field));
}

const otherSecret = (field: string) => ({
  field,
  declared: secret,
  found: "[another secret]",
});

/** Of a stack whose outputs are read, which are no inputs of this one. */
const otherOutputs: Field[] = [
  { field: "outputs", declared: "[those of the last up]", found: "[others]" },
];

/** The value at a path as providers write it: `a.b`, `a[0]`, `a["b.c"]`. */
function valueAt(values: unknown, path: string): unknown {
  const steps = path.match(/[^.[\]"]+|"[^"]*"/g) ?? [];
  return steps.reduce<unknown>(
    (value, step) => (isObject(value) ? value[step.replaceAll('"', "")] : undefined),
    values,
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
