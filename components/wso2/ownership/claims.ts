import { describeOwner, type Mark, type Ownership } from "../../marks/mark";

/** What a run has learned of a kind: what states know, which resource claims which place, and which marks are gone. */
export class Claims {
  /** Resources, by the place that the program declares for them. */
  private readonly claimants = new Map<string, string>();
  /** Ids of the objects that this stack's states know, by their creations. */
  private readonly known = new Map<string, string>();
  /** The marks that objects of this stack's states have lost, by id. */
  private readonly lost = new Map<string, Mark>();

  /** @returns why a resource cannot claim a place of the server */
  claim(place: unknown, { resource = "" }: Partial<Ownership>): string[] {
    const key = JSON.stringify(place);
    const other = this.claimants.get(key) ?? resource;
    this.claimants.set(key, resource);
    if (other === resource) return [];
    return [
      `is declared twice: by the resources "${other}" and "${resource}". Remove one of them.`,
    ];
  }

  /** Whether the object of a mark is that of another resource of the program, and not of one that goes. */
  isAnothers(mark: Mark, { resource }: Partial<Ownership>): boolean {
    return mark.resource !== resource && [...this.claimants.values()].includes(mark.resource);
  }

  /** A state has the object. */
  know(id: string, { creation }: Partial<Ownership> = {}): void {
    if (creation !== undefined) this.known.set(creation, id);
  }

  /** Whether a state has that very object, whoever is named as its owner. */
  isKnown(id: string, { creation }: Mark): boolean {
    return this.known.get(creation) === id;
  }

  /** Whether a state has the object of a mark, whatever bears that mark. */
  isObjectKnown({ creation }: Mark): boolean {
    return this.known.has(creation);
  }

  lose(id: string, mark: Mark): void {
    this.lost.set(id, mark);
  }

  /** The mark that an object of the owner's stack had, which somebody has removed by hand. */
  lostMark(id: string, owner: string | undefined): Mark | undefined {
    const mark = this.lost.get(id);
    // A state that was refreshed since says that there is none.
    return mark && { ...mark, owner: owner ?? "" };
  }
}

/**
 * Why a place cannot be had, and what to do.
 *
 * @param stack the name of the stack that would have it
 */
export function describeTaken(
  what: string,
  mark: Mark | undefined,
  wayOut: string,
  stack: string | undefined,
): string {
  const whose = mark
    ? `belongs to ${describeOwner(mark)}`
    : "carries no mark of this stack, so it is somebody else's";
  const loss =
    mark !== undefined && mark.stack === stack
      ? "If it is this stack, and its state was lost, import everything again: npm run -s " +
        "import-list. "
      : "";
  return `WSO2 has ${what} already, which ${whose}. ${loss}${wayOut}`;
}
