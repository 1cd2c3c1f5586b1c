import { globalOrganization, type KeyManagerConfiguration } from "./keyManagerConfiguration";
import type { StoredApi, StoredApplication, Wso2State } from "../state";

/** Which APIs and applications use a Key Manager. */
export class Usages {
  constructor(private readonly state: Wso2State) {}

  /** APIs that select it by name; one that takes all Key Managers does not count. */
  apis({ name, organization }: KeyManagerConfiguration): StoredApi[] {
    return this.state.apis.filter(
      (api) =>
        name !== null &&
        api.keyManagers.includes(name) &&
        (organization === globalOrganization || api.organization === organization),
    );
  }

  /** Applications that have keys of it. */
  applications({ uuid }: KeyManagerConfiguration): StoredApplication[] {
    return this.state.applications.filter(({ keyMappings }) =>
      keyMappings.some(({ keyManager }) => keyManager === uuid),
    );
  }

  isUsed(configuration: KeyManagerConfiguration): boolean {
    return this.apis(configuration).length > 0 || this.applications(configuration).length > 0;
  }
}
