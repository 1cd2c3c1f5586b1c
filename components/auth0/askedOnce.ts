/** Answers that a program asks for once: for each provider or program, and for each thing in it. */
export class AskedOnce<Answer> {
  private readonly answers = new WeakMap<object, Map<string, Answer>>();

  get(place: object, about: string, ask: () => Answer): Answer {
    const known = this.answers.get(place) ?? new Map<string, Answer>();
    this.answers.set(place, known);
    const answer = known.get(about) ?? ask();
    known.set(about, answer);
    return answer;
  }
}
