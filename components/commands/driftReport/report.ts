import { describeOtherSecret } from "../../wso2/keyManager/otherSecret";
import { differencesIn } from "./differences";
import type { EngineEvent, Way } from "./engineEvents";
import { decisionsOn, entriesOf, type Entry } from "./entries";
import { failuresIn, type Failure } from "./failures";
import { objectsIn, type Side, type StackObject } from "./objects";
import { remarksIn } from "./remarks";

/** All that a drift check has found. */
export interface DriftReport {
  /** Nothing where Pulumi did not come to open it. */
  stack?: string;
  entries: readonly Entry[];
  failures: readonly Failure[];
  remarks: readonly string[];
  /** All objects of the stack, by URN. */
  objects: ReadonlyMap<string, StackObject>;
}

/** The sides in the order in which a report tells of them. */
export const sides: readonly Side[] = ["Auth0", "WSO2", "Pulumi"];

/** What the events of a run tell. */
export function reportOn(events: readonly EngineEvent[], way: Way): DriftReport {
  const objects = objectsIn(events, way);
  const told = remarksIn(events);
  const isToldOf = (urn: string) =>
    told.includes(describeOtherSecret(objects.get(urn)?.object ?? ""));
  const differences = differencesIn(events, way, isToldOf);
  const entries = [...entriesOf(differences, objects), ...decisionsOn(objects)];
  const rank = ({ side }: Entry) => sides.indexOf(side);
  const failures = failuresIn(events);
  // A line that a provider logs may be what an entry or a failure says.
  const isSaid = (remark: string) =>
    entries.some(({ why, object }) => [why, describeOtherSecret(object)].includes(remark)) ||
    failures.some(({ message }) => message === remark);
  const [stack] = [...objects.keys()].map((urn) => urn.split(/::|:/)[2]);
  return {
    ...(stack !== undefined && { stack }),
    entries: entries.sort((one, other) => rank(one) - rank(other)),
    failures,
    remarks: told.filter((remark) => !isSaid(remark)),
    objects,
  };
}

/** The entries of a report by their kind. */
export function byKind({ entries }: DriftReport) {
  const of = (kind: Entry["kind"]) => entries.filter((each) => each.kind === kind);
  return { drift: of("drift"), follows: of("follows"), decided: of("decided") };
}

/** The report in one line: of what it is, and how much was found. */
export function headline(report: DriftReport): [subject: string, found: string] {
  const { stack, failures } = report;
  const { drift } = byKind(report);
  const where = sides.flatMap((side) => {
    const { length } = drift.filter((each) => each.side === side);
    return length === 0 ? [] : [`${length} in ${side === "Pulumi" ? "the state alone" : side}`];
  });
  const changes = [
    `${drift.length || "no"} ${drift.length === 1 ? "change" : "changes"}`,
    ...where,
  ];
  const isWhole = failures.length === 0;
  const found = [
    ...(drift.length > 0 || isWhole ? [changes.join(", ")] : []),
    ...(isWhole ? [] : ["not everything could be found out"]),
  ];
  return [stack === undefined ? "The stack" : `Stack ${stack}`, found.join("; ")];
}

/** What follows from the changes: each object once. */
export function followers(report: DriftReport): string[] {
  return [...new Set(byKind(report).follows.map(({ object }) => object))];
}

/** The command that undoes the changes; nothing where there are none. */
export function nextCommand(report: DriftReport): string | undefined {
  const { stack, failures } = report;
  if (failures.length > 0 || byKind(report).drift.length === 0) return undefined;
  return `pulumi up${stack === undefined ? "" : ` --stack ${stack}`}`;
}

/** What the command does, and what comes before it. */
export const nextMeans =
  "makes all as it is declared; declare first what should stay as it was found";

/** The page that says more: of what was found, or of why not all of it was. */
export const reportPage = ({ failures }: DriftReport) =>
  failures.length > 0 ? "docs/errors.md" : "docs/drift-check.md";
