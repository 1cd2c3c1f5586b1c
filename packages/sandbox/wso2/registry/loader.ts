import { setTimeout as pause } from "node:timers/promises";
import { Auth0Connector } from "./auth0Connector";
import { ConnectorFailure } from "./connectorFailure";
import { isResident } from "../keyManagers/keyManagerValidation";
import type { KeyManagerConfiguration } from "../keyManagers/keyManagerConfiguration";
import type { KeyManagerEvents } from "../keyManagers/keyManagerAdmin";
import type { OutboundHttp } from "./outboundHttp";
import type { JwtValidation, KeyManagerRegistry } from "./registry";

/**
 * Carries changes of Key Managers into the registry, one after the other and after the REST
 * answer, which therefore knows nothing of their success.
 */
export class KeyManagerLoader implements KeyManagerEvents {
  private readonly closing = new AbortController();
  private queue: Promise<void> = Promise.resolve();

  constructor(
    private readonly registry: KeyManagerRegistry,
    private readonly http: OutboundHttp,
    private readonly activationDelay: number,
  ) {}

  added(configuration: KeyManagerConfiguration): void {
    this.enqueue(async () => {
      await this.load(configuration);
    });
  }

  /** What worked before is gone even if the new configuration does not work. */
  updated(configuration: KeyManagerConfiguration): void {
    this.enqueue(async () => {
      this.unload(configuration);
      await this.load(configuration);
    });
  }

  deleted(configuration: KeyManagerConfiguration): void {
    this.enqueue(() => {
      this.unload(configuration);
      return Promise.resolve();
    });
  }

  /**
   * Loads what a server has stored when it starts, organization by organization. One that cannot
   * log in keeps all later ones of its organization out, until they are saved or WSO2 starts again:
   * the server does not foresee what the connector throws.
   */
  loadAll(configurations: readonly KeyManagerConfiguration[]): void {
    for (const organization of new Set(configurations.map((each) => each.organization))) {
      this.enqueue(async () => {
        for (const configuration of configurations) {
          if (configuration.organization !== organization) continue;
          if (!(await this.load(configuration))) return;
        }
      });
    }
  }

  /** Forgets what is loaded, and loads what the server has stored. */
  async startAgain(configurations: readonly KeyManagerConfiguration[]): Promise<void> {
    this.enqueue(() => {
      this.registry.clear();
      return Promise.resolve();
    });
    this.loadAll(configurations);
    await this.queue;
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.queue;
  }

  private enqueue(work: () => Promise<void>): void {
    const { signal } = this.closing;
    const due = pause(this.activationDelay, undefined, { signal }).catch(() => undefined);
    this.queue = this.queue.then(async () => {
      await due;
      if (!signal.aborted) await work();
    });
  }

  private unload({ organization, name }: KeyManagerConfiguration): void {
    this.registry.remove(organization, name ?? "");
  }

  /** Whether nothing failed; what is left out is no failure. */
  private async load(configuration: KeyManagerConfiguration): Promise<boolean> {
    if (!configuration.enabled || configuration.tokenType === "EXCHANGED") return true;
    // The Resident Key Manager has nothing to do with Auth0 and is not played.
    if (isResident(configuration) || configuration.type !== "Auth0") return true;
    try {
      const connector = await Auth0Connector.load(this.http, configuration);
      this.registry.add({
        id: configuration.uuid,
        name: configuration.name ?? "",
        organization: configuration.organization,
        issuer: textOf(configuration, "issuer"),
        connector,
        jwtValidation: jwtValidationOf(configuration),
      });
      return true;
    } catch (error) {
      // The real server only logs this: to its clients nothing shows.
      if (!(error instanceof ConnectorFailure)) throw error;
      return false;
    }
  }
}

function jwtValidationOf(configuration: KeyManagerConfiguration): JwtValidation | undefined {
  const issuer = textOf(configuration, "issuer");
  if (configuration.properties.get("self_validate_jwt") !== true) return undefined;
  if (issuer === undefined) return undefined;
  const type = textOf(configuration, "certificate_type");
  const value = textOf(configuration, "certificate_value");
  return {
    issuer,
    certificates: type && value ? { type: type === "JWKS" ? "JWKS" : "PEM", value } : undefined,
    consumerKeyClaim: textOf(configuration, "consumer_key_claim") ?? "azp",
    scopesClaim: textOf(configuration, "scopes_claim") ?? "scope",
  };
}

function textOf({ properties }: KeyManagerConfiguration, name: string): string | undefined {
  const value = properties.get(name);
  return typeof value === "string" ? value : undefined;
}
