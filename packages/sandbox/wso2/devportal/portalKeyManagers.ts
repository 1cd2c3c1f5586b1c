import {
  globalOrganization,
  type KeyManagerConfiguration,
} from "../keyManagers/keyManagerConfiguration";
import type { KeyManagerStore } from "../keyManagers/keyManagerStore";
import type { KeyManagerRegistry } from "../registry/registry";
import type { User } from "../state";
import { notImplemented } from "../errors";
import { residentKeyManager } from "../keyManagers/connectors";
import { Auth0Clients } from "./auth0Clients";
import { keyManagerNotRegistered } from "./portalErrors";
import type { PortalTraits } from "./portalTraits";

/** The Key Managers as the Developer Portal finds them: stored ones, and those that are loaded. */
export class PortalKeyManagers {
  constructor(
    private readonly traits: PortalTraits,
    private readonly store: KeyManagerStore,
    private readonly registry: KeyManagerRegistry,
  ) {}

  byName(organization: string, name: string): KeyManagerConfiguration | undefined {
    return this.store.byOrganization(organization).find((entry) => entry.name === name);
  }

  /** Of whatever organization it is. */
  byId(uuid: string): KeyManagerConfiguration | undefined {
    return this.store.all().find((entry) => entry.uuid === uuid);
  }

  /** The name is tried first. */
  byNameOrId(organization: string, nameOrId: string): KeyManagerConfiguration | undefined {
    return this.byName(organization, nameOrId) ?? this.byId(nameOrId);
  }

  /** The one that keys are wanted of; without a name it is the one that comes with WSO2. */
  ofKeys(organization: string, nameOrId: string | null): KeyManagerConfiguration {
    const wanted = nameOrId || residentKeyManager;
    const found = this.byNameOrId(organization, wanted);
    if ((found?.name ?? wanted) === residentKeyManager) {
      throw notImplemented("The sandbox does not play keys of the Resident Key Manager.");
    }
    if (!found?.enabled) throw keyManagerNotRegistered();
    return found;
  }

  /** The clients of a Key Manager that is loaded; a global one hides another of its name. */
  clientsOf(organization: string, name: string | null): Auth0Clients | undefined {
    const loaded =
      this.registry.byName(globalOrganization, name ?? "") ??
      this.registry.byName(organization, name ?? "");
    return loaded && new Auth0Clients(loaded.connector, this.traits.connector);
  }

  /**
   * Whether the user's roles let them at it. Permissions are looked up by id, so whoever gives a
   * name is let through.
   */
  isAllowed({ roles: own }: User, id: string | null): boolean {
    const entry = id === null || !this.traits.keyManagerPermissions ? undefined : this.byId(id);
    const { permissionType, roles } = entry?.permissions ?? { permissionType: "PUBLIC", roles: [] };
    if (permissionType === "PUBLIC") return true;
    const concerned = roles.some((role) => role !== null && own.includes(role));
    return concerned === (permissionType === "ALLOW");
  }
}

/** A flag among the properties of a Key Manager; one that was never set is neither. */
export function flagOf({ properties }: KeyManagerConfiguration, name: string): boolean | undefined {
  const value = properties.get(name);
  return typeof value === "boolean" ? value : undefined;
}
