import { checkApplicationConstraints } from "./applicationConstraints";
import {
  ApiError,
  badRequest,
  generalError,
  internalServerError,
  keyManagerAlreadyExists,
  keyManagerDeleteFailed,
  keyManagerNotFound,
  roleDoesNotExist,
} from "../errors";
import { JsonNumber, type Json } from "../jackson/json";
import {
  globalOrganization,
  toConfiguration,
  toKeyManager,
  type KeyManagerConfiguration,
} from "./keyManagerConfiguration";
import type { KeyManager } from "./keyManagerModel";
import { RefusedRows, type KeyManagerStore } from "./keyManagerStore";
import { checkRoles, isResident, validate } from "./keyManagerValidation";
import type { ReleaseTraits } from "../releases";
import { registerResident, type Resident } from "./residentKeyManager";
import { maskSecrets, restoreSecrets } from "./secrets";
import { newId } from "../state";
import type { Usages } from "./usages";

/** Who wants to know of changes: the nodes that hold Key Managers in memory. */
export interface KeyManagerEvents {
  added(configuration: KeyManagerConfiguration): void;
  updated(configuration: KeyManagerConfiguration): void;
  deleted(configuration: KeyManagerConfiguration): void;
}

/** A Key Manager of the list. */
export interface ListedKeyManager {
  configuration: KeyManagerConfiguration;
  isUsed: boolean;
}

/** What can be done with the Key Managers of one organization, in the order of the real checks. */
export class KeyManagerAdmin {
  constructor(
    private readonly traits: ReleaseTraits,
    private readonly store: KeyManagerStore,
    private readonly usages: Usages,
    private readonly resident: Resident,
    private readonly events: KeyManagerEvents,
  ) {}

  /** The Resident Key Manager is registered by the first look at the list, and is its last entry. */
  list(organization: string): ListedKeyManager[] {
    if (!this.store.byOrganization(organization).some(isResident)) {
      registerResident(this.store, organization);
    }
    const all = this.store.byOrganization(organization);
    return this.withUsage([
      ...all.filter((entry) => !isResident(entry)),
      ...all.filter(isResident),
    ]);
  }

  listGlobal(): ListedKeyManager[] {
    return this.withUsage(this.store.byOrganization(globalOrganization));
  }

  create(
    organization: string,
    body: KeyManager | undefined,
    existingRoles: readonly string[] | "unchecked",
  ): KeyManager {
    const configuration = this.read(organization, newId(), body, existingRoles);
    if (this.store.hasName(organization, configuration.name)) throw keyManagerAlreadyExists();
    validate(configuration, this.traits);
    restoreSecrets(configuration, this.traits);
    try {
      this.store.insert(configuration);
    } catch (error) {
      // Forgotten in the real code, which goes on and answers 201 for what is not there.
      if (!(error instanceof RefusedRows)) throw error;
    }
    checkNotifiable(configuration);
    this.events.added(configuration);
    return toKeyManager(configuration);
  }

  /** As GET shows it. */
  get(organization: string, id: string): KeyManager {
    const configuration = this.find(organization, id);
    if (isResident(configuration)) this.resident.complete(configuration);
    maskSecrets(configuration);
    return toKeyManager(configuration);
  }

  update(
    organization: string,
    id: string,
    body: KeyManager | undefined,
    existingRoles: readonly string[] | "unchecked",
  ): KeyManager {
    const configuration = this.read(organization, id, body, existingRoles);
    // Stands for the organization of the user, and no user here has one.
    if (configuration.allowedOrganizations.includes("NONE")) {
      configuration.allowedOrganizations = [null];
    }
    const stored = this.find(organization, id);
    if (stored.name !== configuration.name) {
      throw badRequest("Key Manager name couldn't able to change");
    }
    this.explainedOrNot(id, organization, () => {
      validate(configuration, this.traits);
    });
    restoreSecrets(configuration, this.traits, stored);
    try {
      this.store.update(configuration);
    } catch (error) {
      throw error instanceof RefusedRows ? generalError() : error;
    }
    checkNotifiable(configuration);
    this.events.updated(configuration);
    return toKeyManager(configuration);
  }

  delete(organization: string, id: string): void {
    const configuration = this.find(organization, id);
    if (this.traits.deleteInUse === "refused" && this.usages.isUsed(configuration)) {
      throw keyManagerDeleteFailed();
    }
    if (isResident(configuration)) {
      throw this.traits.deleteResident === 412 ? keyManagerDeleteFailed() : internalServerError();
    }
    this.remove(organization, configuration);
  }

  /** Without any check, not even that it exists: how global Key Managers are deleted. */
  deleteIfPresent(organization: string, id: string): void {
    const configuration = this.store.byId(organization, id);
    if (configuration) this.remove(organization, configuration);
  }

  find(organization: string, id: string): KeyManagerConfiguration {
    const configuration = this.store.byId(organization, id);
    if (!configuration) throw keyManagerNotFound(this.traits, id);
    return configuration;
  }

  private remove(organization: string, configuration: KeyManagerConfiguration): void {
    this.store.delete(organization, configuration.uuid);
    this.events.deleted(configuration);
  }

  private withUsage(configurations: readonly KeyManagerConfiguration[]): ListedKeyManager[] {
    return configurations.map((configuration) => ({
      configuration,
      isUsed: this.usages.isUsed(configuration),
    }));
  }

  private read(
    organization: string,
    id: string,
    body: KeyManager | undefined,
    existingRoles: readonly string[] | "unchecked",
  ): KeyManagerConfiguration {
    if (!body) throw internalServerError();
    const configuration = toConfiguration(organization, id, body);
    if (existingRoles === "unchecked") return configuration;
    if (this.traits.applicationConstraints) checkApplicationConstraints(configuration.properties);
    checkRoles(configuration, existingRoles);
    return configuration;
  }

  private explainedOrNot(id: string, organization: string, check: () => void): void {
    try {
      check();
    } catch (error) {
      if (this.traits.refusedUpdate === "explained" || !(error instanceof ApiError)) throw error;
      throw internalServerError(
        `Error while Retrieving Key Manager configuration for ${id} in organization ${organization}`,
      );
    }
  }
}

/**
 * Integers beyond Java's `long` cannot be put into the event, which is noticed after the entry is
 * stored and taken for an unknown role.
 */
function checkNotifiable({ properties }: KeyManagerConfiguration): void {
  if (hasHugeInteger(properties)) throw roleDoesNotExist();
}

function hasHugeInteger(value: Json): boolean {
  if (Array.isArray(value)) return value.some(hasHugeInteger);
  if (value instanceof Map) return [...value.values()].some(hasHugeInteger);
  if (!(value instanceof JsonNumber) || !/^-?[0-9]+$/.test(value.text)) return false;
  const integer = BigInt(value.text);
  return integer !== BigInt.asIntN(64, integer);
}
