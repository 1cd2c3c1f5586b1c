/** Milliseconds for which an answer serves further questions: long enough for the steps of a run. */
const lifetime = 30_000;

/** A list that several ask for in a run: asked once, and kept in line with what is written. */
export class RememberedList<Item> {
  private items: Promise<Item[]> | undefined;
  private askedAt = 0;

  constructor(private readonly ask: () => Promise<Item[]>) {}

  /** For questions that only what is there now can answer. */
  getAfresh(): Promise<Item[]> {
    this.forget();
    return this.get();
  }

  forget(): void {
    this.items = undefined;
  }

  get(): Promise<Item[]> {
    if (this.items === undefined || Date.now() - this.askedAt > lifetime) {
      this.askedAt = Date.now();
      this.keep(this.ask());
    }
    return this.items ?? Promise.resolve([]);
  }

  /** Takes over what a write has changed; a write that failed may have changed anything. */
  async write<Answer>(
    call: Promise<Answer>,
    change: (items: Item[], answer: Answer) => Item[],
  ): Promise<Answer> {
    try {
      const answer = await call;
      if (this.items !== undefined) this.keep(this.items.then((items) => change(items, answer)));
      return answer;
    } catch (error) {
      this.items = undefined;
      throw error;
    }
  }

  private keep(items: Promise<Item[]>): void {
    this.items = items;
    items.catch(() => {
      if (this.items === items) this.items = undefined;
    });
  }
}
