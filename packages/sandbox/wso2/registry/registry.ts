import type { Auth0Connector } from "./auth0Connector";
import { globalOrganization } from "../keyManagers/keyManagerConfiguration";
import type { CertificateType } from "../keyManagers/keyManagerModel";
import type { ReleaseTraits } from "../releases";

/** How tokens of a Key Manager are validated. */
export interface JwtValidation {
  issuer: string;
  certificates: { type: CertificateType; value: string } | undefined;
  /** Claim that names the client. */
  consumerKeyClaim: string;
  scopesClaim: string;
}

/** A Key Manager in the memory of the server: the only kind that can do anything. */
export interface LoadedKeyManager {
  id: string;
  name: string;
  organization: string;
  issuer: string | undefined;
  connector: Auth0Connector;
  /** Missing if the Key Manager has no issuer or leaves validation to someone else. */
  jwtValidation: JwtValidation | undefined;
}

interface Organization {
  byName: Map<string, LoadedKeyManager>;
  namesByIssuer: Map<string, string[]>;
}

/** The loaded Key Managers of all organizations. */
export class KeyManagerRegistry {
  private readonly organizations = new Map<string, Organization>();

  constructor(private readonly traits: ReleaseTraits) {}

  /** Names, in the order in which they were loaded. */
  get names(): string[] {
    return [...this.organizations.values()].flatMap(({ byName }) => [...byName.keys()]);
  }

  /** Forgets all. */
  clear(): void {
    this.organizations.clear();
  }

  /** Those of an organization alone. */
  namesIn(organization: string): string[] {
    return [...(this.organizations.get(organization)?.byName.keys() ?? [])];
  }

  /** A global one takes precedence. */
  byName(organization: string, name: string): LoadedKeyManager | undefined {
    return this.ownByName(globalOrganization, name) ?? this.ownByName(organization, name);
  }

  /** Whose issuer equals `issuer` to the letter; global ones take precedence. */
  byIssuer(organization: string, issuer: string): LoadedKeyManager[] {
    const global = this.ownByIssuer(globalOrganization, issuer);
    return global.length > 0 ? global : this.ownByIssuer(organization, issuer);
  }

  add(keyManager: LoadedKeyManager): void {
    const organization = this.organizationOf(keyManager.organization);
    const { name, issuer } = keyManager;
    organization.byName.set(name, keyManager);
    if (issuer === undefined) return;
    const others = this.traits.sharedIssuer === "all" ? organization.namesByIssuer.get(issuer) : [];
    organization.namesByIssuer.set(issuer, [...(others ?? []).filter((o) => o !== name), name]);
  }

  /**
   * Where a shared issuer is the last one's, removing any of those who share it takes it from all
   * of them.
   */
  remove(organizationName: string, name: string): void {
    const organization = this.organizationOf(organizationName);
    const issuer = organization.byName.get(name)?.issuer;
    organization.byName.delete(name);
    if (issuer === undefined) return;
    const left =
      this.traits.sharedIssuer === "all"
        ? (organization.namesByIssuer.get(issuer) ?? []).filter((other) => other !== name)
        : [];
    organization.namesByIssuer.set(issuer, left);
  }

  private ownByName(organization: string, name: string): LoadedKeyManager | undefined {
    return this.organizations.get(organization)?.byName.get(name);
  }

  private ownByIssuer(organization: string, issuer: string): LoadedKeyManager[] {
    const names = this.organizations.get(organization)?.namesByIssuer.get(issuer) ?? [];
    return names.flatMap((name) => this.ownByName(organization, name) ?? []);
  }

  private organizationOf(name: string): Organization {
    const known = this.organizations.get(name);
    if (known) return known;
    const created: Organization = { byName: new Map(), namesByIssuer: new Map() };
    this.organizations.set(name, created);
    return created;
  }
}
