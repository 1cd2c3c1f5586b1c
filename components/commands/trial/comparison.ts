import { mergedShape, shapeDifferences } from "../../http/answerShape";
import type { RecordedAnswer } from "../../http/recordedAnswers";

/** Answers by server and call; those of one status and media type are one. */
export type AnswersOfCalls = Readonly<Record<string, readonly RecordedAnswer[]>>;

/** What the sandbox answers to the calls of a trial, by the release of WSO2. */
export type KnownAnswers = Readonly<Record<string, AnswersOfCalls>>;

/** @param text a line for each answer */
export function answersIn(text: string): AnswersOfCalls {
  const answers: Record<string, RecordedAnswer[]> = {};
  for (const line of text.split("\n").filter(Boolean)) {
    const answer = JSON.parse(line) as RecordedAnswer;
    const ofCall = (answers[`${answer.server} ${answer.call}`] ??= []);
    const same = ofCall.findIndex((each) => isAlike(each, answer));
    const [known] = same < 0 ? [] : ofCall.splice(same, 1);
    ofCall.push(known ? { ...known, shape: mergedShape(known.shape, answer.shape) } : answer);
  }
  return answers;
}

const isAlike = (one: RecordedAnswer, other: RecordedAnswer) =>
  one.status === other.status && one.type === other.type && namesOf(one) === namesOf(other);

const namesOf = ({ headers }: RecordedAnswer) => headers.join(", ") || "none";

/** How answers differ from those of a sandbox. */
function differencesFrom(known: AnswersOfCalls, seen: AnswersOfCalls): string[] {
  return Object.entries(seen).flatMap(([call, answers]) => {
    const expected = known[call];
    if (expected === undefined) return [`${call}: the sandbox was never asked that`];
    return answers.flatMap((answer) =>
      differenceOf(expected, answer).map((each) => `${call}: ${each}`),
    );
  });
}

function differenceOf(expected: readonly RecordedAnswer[], seen: RecordedAnswer): string[] {
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
    : [`${seen.status} with the headers ${namesOf(seen)}, not ${listOf(ofType, namesOf)}`];
  const shape = ofType.map((each) => each.shape).reduce(mergedShape);
  return [
    ...headers,
    ...shapeDifferences(shape, seen.shape).map((each) => `${seen.status}, ${each}`),
  ];
}

function listOf(
  answers: readonly RecordedAnswer[],
  tell: (answer: RecordedAnswer) => string,
): string {
  return [...new Set(answers.map(tell))].join(" or ");
}

/** The release whose answers differ least, and how. */
export function comparison(
  known: KnownAnswers,
  seen: AnswersOfCalls,
): { release: string; differences: string[] } {
  let least: { release: string; differences: string[] } | undefined;
  for (const [release, answers] of Object.entries(known)) {
    const differences = differencesFrom(answers, seen);
    if (differences.length <= (least?.differences.length ?? Infinity))
      least = { release, differences };
  }
  return least ?? { release: "none", differences: [] };
}
