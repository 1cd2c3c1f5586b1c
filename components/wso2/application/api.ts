import { isAnothers, isNotFound, isServerFault } from "../rest/errors";
import { allPages, type RestApi } from "../rest/restApi";
import { unknownIn } from "../provider/additionalFields";
import { RememberedList } from "../provider/rememberedList";
import type { ApplicationDocument, ApplicationListItem } from "./document";
import { namesOfApplication } from "./fields";

/** The applications in WSO2's Developer Portal REST API. */
export class ApplicationsApi {
  /**
   * All applications. Lists are read because WSO2 cannot show a single application while one of its
   * keys is broken; one serves the look-ups of a run.
   */
  private readonly items = new RememberedList(() => this.listAll());
  private readonly policyNames = new RememberedList(() => this.listPolicies());

  constructor(private readonly rest: RestApi) {}

  list(): Promise<ApplicationListItem[]> {
    return this.items.get();
  }

  /** For after something has changed which of them the user has. */
  forget(): void {
    this.items.forget();
  }

  /** The user's application of that name; WSO2 takes names for the same that differ in case. */
  async findByName(name: string): Promise<ApplicationListItem | undefined> {
    const wanted = name.toLowerCase();
    return (await this.items.get()).find((each) => each.name.toLowerCase() === wanted);
  }

  async findById(id: string): Promise<ApplicationListItem | undefined> {
    return (await this.items.get()).find((each) => each.applicationId === id);
  }

  /** Whether there is such an application that is another user's: WSO2 says 403 then, and not 404. */
  async isAnothers(id: string): Promise<boolean> {
    try {
      await this.rest.one("applicationId", { method: "GET", path: pathOf(id) });
      return false;
    } catch (error) {
      if (isNotFound(error)) return false;
      if (isAnothers(error)) return true;
      throw error;
    }
  }

  create(body: ApplicationDocument): Promise<ApplicationListItem> {
    return this.items.write(
      this.rest.one<ApplicationListItem>("applicationId", {
        method: "POST",
        path: "/applications",
        body,
      }),
      (items, created) => [...items, created],
    );
  }

  update(id: string, body: ApplicationDocument): Promise<ApplicationListItem> {
    return this.items.write(
      this.rest.one<ApplicationListItem>("applicationId", {
        method: "PUT",
        path: pathOf(id),
        body,
      }),
      (items, updated) => items.map((each) => (each.applicationId === id ? updated : each)),
    );
  }

  delete(id: string): Promise<void> {
    return this.items.write(this.rest.nothing({ method: "DELETE", path: pathOf(id) }), (items) =>
      items.filter((each) => each.applicationId !== id),
    );
  }

  /**
   * An application with those of its fields that are not known here, of which a list may lack some.
   *
   * @returns it as the list has it where WSO2 does not show it
   */
  async whole(item: ApplicationListItem): Promise<ApplicationListItem> {
    try {
      const shown = { method: "GET", path: pathOf(item.applicationId) } as const;
      const found = await this.rest.one<object>("applicationId", shown);
      return { ...unknownIn(found, namesOfApplication), ...item };
    } catch (error) {
      if (isServerFault(error) || isNotFound(error) || isAnothers(error)) return item;
      throw error;
    }
  }

  /** Names of the fields that the server's release has, where there is an application to look at. */
  async knownFields(): Promise<readonly string[] | undefined> {
    const [any] = await this.list();
    return any && Object.keys(await this.whole(any));
  }

  /** Names of the policies that an application can have. */
  policies(): Promise<string[]> {
    return this.policyNames.get();
  }

  private async listPolicies(): Promise<string[]> {
    const policies = await allPages((query) =>
      this.rest.list<{ name: string }>(`/throttling-policies/application?${query}`),
    );
    return policies.map(({ name }) => name);
  }

  private listAll(): Promise<ApplicationListItem[]> {
    return allPages((query) => this.rest.list(`/applications?${query}`));
  }
}

const pathOf = (id: string) => `/applications/${encodeURIComponent(id)}`;
