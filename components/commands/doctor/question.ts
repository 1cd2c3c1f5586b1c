/** How an answer is to be taken. */
export type Status = "ok" | "warning" | "failed" | "not seen";

/** What was found, and what to do about it. */
export interface Reply {
  status: Status;
  found: string;
  /** A command, or a place. */
  todo?: string;
}

/** A line of the table. */
export interface Answer extends Reply {
  section: AnswerSection;
  question: string;
}

/** The parts of the table, in its order. */
export type AnswerSection = "here" | "WSO2" | "Auth0" | "both sides";

type Replies = Reply | readonly Reply[];

/** Something that can be asked without writing. */
export interface Question {
  readonly section: AnswerSection;
  readonly question: string;
  /** What must be answered before, in part at least; where it is not, nobody can tell, and its cause is said once. */
  readonly needs?: readonly Question[];
  /** @throws Error that says what failed */
  readonly ask: () => Replies | Promise<Replies>;
}

/** Nobody can tell, and why. */
export class NotSeen extends Error {}

export const ok = (found: string): Reply => ({ status: "ok", found });
export const warning = (found: string, todo: string): Reply => ({ status: "warning", found, todo });
export const failed = (found: string, todo?: string): Reply => ({
  status: "failed",
  found,
  ...(todo !== undefined && { todo }),
});
export const notSeen = (found: string, todo?: string): Reply => ({
  status: "not seen",
  found,
  ...(todo !== undefined && { todo }),
});

/** The answers in the order of the questions, which are asked as early as what they need is answered. */
export async function answersTo(questions: readonly Question[]): Promise<Answer[]> {
  const asked = new Map<Question, Promise<readonly Reply[]>>();
  const answered = (question: Question): Promise<readonly Reply[]> => {
    const answer = asked.get(question) ?? answerTo(question, answered);
    asked.set(question, answer);
    return answer;
  };
  const answers = questions.map(async (each) => {
    const { section, question } = each;
    return (await answered(each)).map((found): Answer => ({ section, question, ...found }));
  });
  return (await Promise.all(answers)).flat();
}

async function answerTo(
  { needs = [], ask }: Question,
  answered: (question: Question) => Promise<readonly Reply[]>,
): Promise<readonly Reply[]> {
  for (const need of needs) {
    if (!(await answered(need)).some(({ status }) => status === "ok" || status === "warning")) {
      return [notSeen(`it takes an answer to "${need.question}" of ${need.section}`)];
    }
  }
  try {
    return [await ask()].flat();
  } catch (error) {
    const { message } = error as Error;
    return [error instanceof NotSeen ? notSeen(message) : failed(message)];
  }
}
