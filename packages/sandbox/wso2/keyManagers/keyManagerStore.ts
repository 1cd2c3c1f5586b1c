import { fromPlainObject, toPlainObject, type JsonObject } from "../jackson/json";
import { withoutNulls } from "../jackson/gson";
import { globalOrganization, type KeyManagerConfiguration } from "./keyManagerConfiguration";
import type { StoredKeyManager, Wso2State } from "../state";

/** Rows that the database refuses. */
export class RefusedRows extends Error {}

const longestOrganization = 50;

/** The Key Manager table. */
export class KeyManagerStore {
  constructor(
    private readonly state: Wso2State,
    private readonly changed: () => void,
  ) {}

  byOrganization(organization: string): KeyManagerConfiguration[] {
    return this.state.keyManagers
      .filter((row) => row.organization === organization)
      .map(toConfiguration);
  }

  all(): KeyManagerConfiguration[] {
    return this.state.keyManagers.map(toConfiguration);
  }

  /** Every organization finds global Key Managers, too, and takes them for its own. */
  byId(organization: string, uuid: string): KeyManagerConfiguration | undefined {
    const found = this.all().find(
      (row) => row.uuid === uuid && [organization, globalOrganization].includes(row.organization),
    );
    return found && { ...found, organization };
  }

  hasName(organization: string, name: string | null): boolean {
    return this.byOrganization(organization).some((row) => row.name === name);
  }

  insert(configuration: KeyManagerConfiguration): void {
    this.state.keyManagers.push(toRow(configuration));
    this.changed();
  }

  /** Moves it if the configuration names another organization. */
  update(configuration: KeyManagerConfiguration): void {
    const { keyManagers } = this.state;
    const index = keyManagers.findIndex((row) => row.uuid === configuration.uuid);
    keyManagers[index] = toRow(configuration);
    this.changed();
  }

  /** Deletes nothing if it belongs to another organization. */
  delete(organization: string, uuid: string): void {
    const { keyManagers } = this.state;
    const index = keyManagers.findIndex(
      (row) => row.uuid === uuid && row.organization === organization,
    );
    if (index < 0) return;
    keyManagers.splice(index, 1);
    this.changed();
  }
}

function toRow(configuration: KeyManagerConfiguration): StoredKeyManager {
  const { permissions } = configuration;
  return {
    uuid: configuration.uuid,
    name: configuration.name ?? "",
    displayName: configuration.displayName,
    description: configuration.description,
    type: configuration.type ?? "",
    configuration: toPlainObject(withoutNulls(configuration.properties) as JsonObject),
    enabled: configuration.enabled,
    organization: configuration.organization,
    tokenType: configuration.tokenType,
    alias: configuration.tokenType === "DIRECT" ? null : configuration.alias,
    permissions:
      permissions.permissionType === "PUBLIC"
        ? null
        : { type: permissions.permissionType, roles: distinct(permissions.roles) },
    allowedOrganizations: distinct(configuration.allowedOrganizations).map(ofColumnSize).sort(),
  };
}

/** Roles and organizations are part of the primary key of their tables. */
function distinct(values: readonly (string | null)[]): string[] {
  return values.map((value, index) => {
    if (value === null || values.indexOf(value) !== index) throw new RefusedRows();
    return value;
  });
}

function ofColumnSize(organization: string): string {
  if (organization.length > longestOrganization) throw new RefusedRows();
  return organization;
}

function toConfiguration(row: StoredKeyManager): KeyManagerConfiguration {
  const { permissions } = row;
  return {
    uuid: row.uuid,
    name: row.name,
    displayName: row.displayName,
    description: row.description,
    type: row.type,
    enabled: row.enabled,
    organization: row.organization,
    tokenType: row.tokenType,
    alias: row.alias,
    // Only rows of roles tell the type, so one without roles is lost.
    permissions:
      permissions === null || permissions.roles.length === 0
        ? { permissionType: "PUBLIC", roles: [] }
        : { permissionType: permissions.type, roles: [...permissions.roles] },
    allowedOrganizations: [...row.allowedOrganizations],
    properties: fromPlainObject(row.configuration),
    endpoints: new Map(),
  };
}
