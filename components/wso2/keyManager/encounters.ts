type Issuer = string | null | undefined;

/**
 * What a run has met so far of its stack's Key Managers: their entries, the creations that states
 * know and the program declares, and their issuers. Pulumi asks about one resource after the other,
 * so what concerns several of them is remembered here.
 */
export class Encounters {
  /** Issuers of entries that are there, by id. */
  private readonly issuers = new Map<string, Issuer>();
  /** Issuers of entries that somebody else, or a run that broke off, has deleted, or that could not be loaded. */
  private readonly lost = new Set<Issuer>();
  private readonly known = new Set<string>();
  /** Creations that the program still declares, by resource. */
  private readonly declared = new Map<string, string>();
  /** Issuers that are new to a resource of this run, by resource. */
  private readonly claimed = new Map<string, string>();

  /** A state knows the creation. */
  know(creation: string): void {
    this.known.add(creation);
  }

  /** A resource of the program declares the creation. */
  declare(resource: string, creation: string): void {
    this.declared.set(resource, creation);
  }

  /** Creations that no other resource declares so far: their entries go, or are the resource's own. */
  leaving(resource: string): string[] {
    const others = [...this.declared].filter(([name]) => name !== resource).map(([, its]) => its);
    return [...this.known].filter((creation) => !others.includes(creation));
  }

  /** An entry of the stack is there, with that issuer. */
  meet(id: string, issuer: Issuer): void {
    this.issuers.set(id, issuer);
  }

  /** An entry was stored: whatever the gateway had forgotten of its issuer, it knows it now. */
  store(id: string, issuer: Issuer): void {
    this.lost.delete(issuer);
    this.meet(id, issuer);
  }

  /** An entry goes. @returns ids of the others that have the issuer */
  leave(id: string, issuer: Issuer): string[] {
    this.issuers.delete(id);
    return [...this.issuers].filter(([, its]) => its === issuer).map(([other]) => other);
  }

  /** The gateway forgot the issuer together with an entry, or has perhaps not loaded its entry. */
  lose(issuer: Issuer): void {
    this.lost.add(issuer);
  }

  isLost(issuer: Issuer): boolean {
    return this.lost.has(issuer);
  }

  /** A resource gets an issuer in this run. */
  claim(resource: string, issuer: string): void {
    this.claimed.set(resource, issuer);
  }

  /** The resource, other than that one, that gets the issuer in this run. */
  claimant(resource: string, issuer: string): string | undefined {
    return [...this.claimed].find(([other, its]) => other !== resource && its === issuer)?.[0];
  }
}
