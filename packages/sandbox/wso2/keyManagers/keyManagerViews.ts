import type { Request } from "express";
import { globalOrganization, type KeyManagerConfiguration } from "./keyManagerConfiguration";
import type { ListedKeyManager } from "./keyManagerAdmin";
import type { ReleaseTraits } from "../releases";
import { NoSuchResource } from "../restOperation";
import type { Wso2Server } from "../server";

/** The body of a list: less than the Key Managers have, and `isGlobal` instead of `global`. */
export function listView({ listFields }: ReleaseTraits, keyManagers: readonly ListedKeyManager[]) {
  const later = {
    isGlobal: ({ configuration }: ListedKeyManager) =>
      configuration.organization === globalOrganization,
    isUsed: ({ isUsed }: ListedKeyManager) => isUsed,
    tokenType: ({ configuration }: ListedKeyManager) => configuration.tokenType,
  };
  return {
    count: keyManagers.length,
    list: keyManagers.map((entry) => ({
      id: entry.configuration.uuid,
      name: entry.configuration.name,
      type: entry.configuration.type,
      description: entry.configuration.description,
      enabled: entry.configuration.enabled,
      ...Object.fromEntries(listFields.map((field) => [field, later[field](entry)])),
    })),
  };
}

export function apiUsages(
  { usages }: Wso2Server,
  configuration: KeyManagerConfiguration,
  query: Request["query"],
) {
  const all = usages.apis(configuration);
  return {
    apiCount: all.length,
    apis: page(all, query).map((api) => ({
      id: api.id,
      type: "API",
      name: api.name,
      transportType: "HTTP",
      description: null,
      context: api.context,
      version: api.version,
      provider: api.provider,
      status: api.status,
      thumbnailUri: null,
      advertiseOnly: false,
      keyManagerEntry: configuration.name,
    })),
  };
}

export function applicationUsages(
  { usages, traits }: Wso2Server,
  configuration: KeyManagerConfiguration,
  query: Request["query"],
) {
  const all = usages.applications(configuration);
  return {
    applicationCount: all.length,
    applications: page(all, query).map(({ uuid, name, owner, organization }) => ({
      name: traits.applicationNameInUsages === "name" ? name : uuid,
      uuid,
      organizationId: null,
      owner,
      organization,
    })),
  };
}

function page<T>(all: readonly T[], query: Request["query"]): T[] {
  const offset = integerOf(query["offset"], 0);
  return all.slice(offset, offset + integerOf(query["limit"], 25));
}

/** A query parameter that is no integer makes the whole resource unknown. */
function integerOf(value: unknown, preset: number): number {
  if (value === undefined || value === "") return preset;
  if (typeof value !== "string" || !/^-?[0-9]{1,9}$/.test(value)) throw new NoSuchResource();
  return Number(value);
}
