import { mergedShape, shapeDifferences } from "../../http/answerShape";
import type { RecordedAnswer } from "../../http/recordedAnswers";
import { releases, type Release } from "../../wso2/rest/releases";

/** An answer to a call that is named elsewhere. */
type AnswerToCall = Omit<RecordedAnswer, "server" | "call">;

/** Answers by server and call; those of one status, media type and headers are one. */
export type AnswersOfCalls = Readonly<Record<string, readonly AnswerToCall[]>>;

/** What the sandbox answers to the calls of a trial, and as which releases of WSO2. */
export type KnownAnswers = Readonly<
  Record<string, readonly (AnswerToCall & { readonly releases: readonly Release[] })[]>
>;

/** @param text a line for each answer */
export function answersIn(text: string): AnswersOfCalls {
  const answers: Record<string, AnswerToCall[]> = {};
  // A process that was killed has not written the last one to its end.
  for (const line of text.split("\n").filter((each) => each.endsWith("}"))) {
    const { server, call, ...answer } = JSON.parse(line) as RecordedAnswer;
    const ofCall = (answers[`${server} ${call}`] ??= []);
    const same = ofCall.findIndex((each) => isAlike(each, answer));
    const [known] = same < 0 ? [] : ofCall.splice(same, 1);
    ofCall.push(known ? { ...known, shape: mergedShape(known.shape, answer.shape) } : answer);
  }
  return answers;
}

const isAlike = (one: AnswerToCall, other: AnswerToCall) =>
  one.status === other.status && one.type === other.type && namesOf(one) === namesOf(other);

const namesOf = ({ headers }: AnswerToCall) => headers.join(", ") || "none";

/** How the answers to a call differ from those of a sandbox. */
interface ComparedCall {
  readonly call: string;
  readonly differences: readonly string[];
}

/** A call that the sandbox was not asked, as some depend on the load, is not compared. */
function comparedWith(known: AnswersOfCalls, seen: AnswersOfCalls): ComparedCall[] {
  return Object.entries(seen).flatMap(([call, answers]) => {
    const expected = known[call] ?? [];
    if (expected.length === 0) return [];
    return [{ call, differences: answers.flatMap((answer) => differenceOf(expected, answer)) }];
  });
}

/** What several calls have in common is said once. */
function linesOf(compared: readonly ComparedCall[]): string[] {
  const differences = new Set(compared.flatMap((each) => each.differences));
  return [...differences].map((difference) => {
    const calls = compared.filter((each) => each.differences.includes(difference));
    const [first, ...others] = calls.map(({ call }) => call);
    if (others.length === 0) return `${first ?? ""}: ${difference}`;
    return [`${difference}, at each of these:`, first, ...others].join("\n  ");
  });
}

function differenceOf(expected: readonly AnswerToCall[], seen: AnswerToCall): string[] {
  const alike = expected.filter(({ status }) => status === seen.status);
  if (alike.length === 0)
    return [`status ${seen.status}, not ${listOf(expected, ({ status }) => String(status))}`];
  const ofType = alike.filter(({ type }) => type === seen.type);
  if (ofType.length === 0) {
    return [
      `${seen.status} of the type ${seen.type ?? "none"}, not ${listOf(alike, ({ type }) => type ?? "none")}`,
    ];
  }
  const headers = ofType.some((each) => namesOf(each) === namesOf(seen))
    ? []
    : [
        seen.headers.length === 0
          ? `${seen.status} without the headers ${listOf(ofType, namesOf)}`
          : `${seen.status} with the headers ${namesOf(seen)}, not ${listOf(ofType, namesOf)}`,
      ];
  const shape = ofType.map((each) => each.shape).reduce(mergedShape);
  return [
    ...headers,
    ...shapeDifferences(shape, seen.shape).map((each) => `${seen.status}, ${each}`),
  ];
}

function listOf(answers: readonly AnswerToCall[], tell: (answer: AnswerToCall) => string): string {
  return [...new Set(answers.map(tell))].join(" or ");
}

/** How the answers differ from those of the release that they are most like. */
interface Comparison {
  readonly release: Release;
  /** Kinds of calls that the sandbox was asked as that release, too. */
  readonly compared: number;
  readonly differences: readonly string[];
}

export function comparison(known: KnownAnswers, seen: AnswersOfCalls): Comparison {
  const all = releases.map((release) => {
    const calls = comparedWith(answersAs(release, known), seen);
    const alike = calls.filter(({ differences }) => differences.length === 0).length;
    // Another release differs in little if it has few of the calls at all.
    const likeness = calls.length + alike;
    return { release, compared: calls.length, likeness, differences: linesOf(calls) };
  });
  return all.reduce((best, each) => {
    const more = each.likeness - best.likeness || best.differences.length - each.differences.length;
    return more >= 0 ? each : best;
  });
}

/** What the sandbox answers as a release. */
export function answersAs(release: Release, known: KnownAnswers): AnswersOfCalls {
  const calls = Object.entries(known).map(([call, answers]) => [
    call,
    answers.filter((answer) => answer.releases.includes(release)),
  ]);
  return Object.fromEntries(calls) as AnswersOfCalls;
}
