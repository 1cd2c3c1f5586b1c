import { isNotAllowed, isNotFound, isNotServed } from "../rest/errors";
import { allPages, type RestApi } from "../rest/restApi";
import { RememberedList } from "../provider/rememberedList";
import { gone, nothing, object, type Look } from "../ownership/sight";
import type { ApplicationListItem } from "./document";

/** What a list tells of an application. */
export type AdministeredItem = Pick<ApplicationListItem, "applicationId" | "name" | "owner">;

/** The applications of all users of an organization, in WSO2's admin REST API. */
export class AdministeredApplications {
  /** One list serves the look-ups of a run. */
  private readonly items = new RememberedList(() => this.listAll());

  constructor(private readonly rest: RestApi) {}

  /** Without the scope `apim:admin_application_view` there is none. */
  list(): Promise<AdministeredItem[]> {
    return this.items.get();
  }

  /** Without the scope `apim:admin_application_view` nothing is to be seen. */
  async look(id: string): Promise<Look<ApplicationListItem>> {
    try {
      return object(await this.rest.one("applicationId", { method: "GET", path: pathOf(id) }));
    } catch (error) {
      if (isNotFound(error)) return gone;
      if (isNotAllowed(error) || isNotServed(error)) return nothing;
      throw error;
    }
  }

  /** Needs the scope `apim:app_owner_change`. */
  async changeOwner(id: string, owner: string): Promise<void> {
    const path = `${pathOf(id)}/change-owner?owner=${encodeURIComponent(owner)}`;
    await this.rest.send({ method: "POST", path, isRepeatable: true });
  }

  private async listAll(): Promise<AdministeredItem[]> {
    try {
      return await allPages((query) => this.rest.list(`/applications?${query}`));
    } catch (error) {
      if (isNotAllowed(error) || isNotServed(error)) return [];
      throw error;
    }
  }
}

const pathOf = (id: string) => `/applications/${encodeURIComponent(id)}`;
