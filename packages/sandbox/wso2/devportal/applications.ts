import { askForApplication, forget } from "../approvals/approvals";
import { badRequest, generalError, internalServerError } from "../errors";
import { furtherOf } from "../furtherFields";
import { javaTrim } from "../jackson/javaTrim";
import { newId, type StoredApplication, type User, type Wso2State } from "../state";
import type { ApplicationRequest } from "./applicationModel";
import { attributesToStore, type Attributes } from "./applicationAttributes";
import {
  alreadyExists,
  conflict,
  invalidThrottlingPolicy,
  notFound,
  notPermitted,
} from "./portalErrors";
import type { PortalTraits } from "./portalTraits";
import { subscriptionsOf } from "./subscriptions";
import { findPolicy } from "./throttlingPolicies";

/** Who wants to be told that an application goes, before its rows do. */
export type ApplicationRemoval = (application: StoredApplication) => Promise<void>;

/** Who looks at applications. */
export interface Viewer {
  login: string;
  user: Pick<User, "groups">;
}

/** Whose it is, or whose group it is shared with. */
export function isVisible({ owner, groups }: StoredApplication, { login, user }: Viewer): boolean {
  return (
    owner === login || (groups?.split(",") ?? []).some((group) => user.groups?.includes(group))
  );
}

/** The applications of all users. A name is unique for its owner, whatever its case. */
export class Applications {
  constructor(
    private readonly state: Wso2State,
    private readonly changed: () => void,
  ) {}

  all(): readonly StoredApplication[] {
    return this.state.applications;
  }

  /** Those that a user sees and whose name contains `query`, as SQL compares. */
  visibleTo(
    viewer: Viewer,
    query: string,
    owners: PortalTraits["ownersInLists"] = "exact",
  ): StoredApplication[] {
    const wanted = likePattern(query);
    const isOwn = ({ owner }: StoredApplication) =>
      owners === "ignoringCase" && owner.toLowerCase() === viewer.login.toLowerCase();
    return this.state.applications.filter(
      (application) =>
        (isOwn(application) || isVisible(application, viewer)) && wanted.test(application.name),
    );
  }

  /** How many are said to be found: here case does matter. */
  countVisibleTo(viewer: Viewer, query: string): number {
    const wanted = likePattern(query, "s");
    return this.visibleTo(viewer, query).filter(({ name }) => wanted.test(name)).length;
  }

  byId(uuid: string): StoredApplication | undefined {
    return this.state.applications.find((application) => application.uuid === uuid);
  }

  /** The application, which must exist and be the user's own. */
  own(uuid: string, login: string): StoredApplication {
    return this.visible(uuid, { login, user: {} });
  }

  /** The application, which must exist and be the user's own or shared with a group of theirs. */
  visible(uuid: string, viewer: Viewer): StoredApplication {
    const application = this.byId(uuid);
    if (!application) throw notFound("application", uuid);
    if (!isVisible(application, viewer)) throw notPermitted("application", uuid);
    return application;
  }

  create(request: ApplicationRequest, owner: string, organization: string): StoredApplication {
    const { throttlingPolicy, description, groups } = request;
    const name = this.checkedName(request, "contain");
    if (!findPolicy("application", throttlingPolicy)) throw invalidThrottlingPolicy();
    const attributes = this.attributesOf(request);
    if (!attributes) throw generalError();
    const shared = groups?.map(String).join(",") || null;
    if (this.isTaken(name, owner, organization, shared)) throw nameTaken(name);
    const now = Date.now();
    const application: StoredApplication = {
      uuid: newId(),
      name,
      owner,
      organization,
      throttlingPolicy: throttlingPolicy ?? "",
      description,
      tokenType: "JWT",
      status: this.state.workflows.applicationCreation === "approval" ? "CREATED" : "APPROVED",
      attributes,
      groups: shared,
      createdAt: now,
      updatedAt: now,
      keyMappings: [],
      further: furtherOf(this.state, request),
    };
    this.state.applications.push(application);
    if (application.status === "CREATED") askForApplication(this.state, application);
    this.changed();
    return application;
  }

  update(application: StoredApplication, request: ApplicationRequest): void {
    if (application.status === "CREATED" || application.status === "REJECTED") {
      throw badRequest("Applications that are not yet approved cannot be updated.");
    }
    if (application.status === "UPDATE_PENDING") {
      throw conflict(
        "Application is in UPDATE PENDING state and cannot be updated until the pending update " +
          "is resolved.",
      );
    }
    const requested = request.name ?? "";
    const { owner, organization, groups } = application;
    const isRenamed = !sameName(requested, application.name);
    if (isRenamed && this.isTaken(requested, owner, organization, groups)) {
      throw nameTaken(requested);
    }
    if (request.tokenType === null) throw internalServerError();
    const name = this.checkedName(request, "contains");
    // Unlike creating, updating does not say what is wrong with the rest.
    if (request.tokenType !== "JWT") throw internalServerError();
    const attributes = this.attributesOf(request, application.attributes);
    if (!attributes || !findPolicy("application", request.throttlingPolicy)) {
      throw internalServerError(`Error while updating application ${application.uuid}`);
    }
    Object.assign(application, {
      name,
      throttlingPolicy: request.throttlingPolicy,
      description: request.description,
      attributes,
      further: furtherOf(this.state, request),
      status: "APPROVED",
      updatedAt: Date.now(),
    });
    this.changed();
  }

  /**
   * Deletes it after everything that hangs on it. If that fails it stays, marked as one whose
   * deletion is pending.
   */
  async delete(application: StoredApplication, removeKeys: ApplicationRemoval): Promise<void> {
    application.status = "DELETE_PENDING";
    this.changed();
    await removeKeys(application);
    const { uuid } = application;
    const gone = [uuid, ...subscriptionsOf(this.state, application).map((each) => each.uuid)];
    forget(this.state, ({ objectId }) => gone.includes(objectId));
    this.state.subscriptions = this.state.subscriptions.filter(
      ({ applicationId }) => applicationId !== uuid,
    );
    this.state.applications = this.state.applications.filter((other) => other.uuid !== uuid);
    this.changed();
  }

  /** For an owner, and for the groups with which the application is shared. */
  isTaken(name: string, owner: string, organization: string, shared: string | null): boolean {
    const groups = shared?.split(",") ?? [];
    return this.state.applications.some(
      (application) =>
        application.organization === organization &&
        sameName(application.name, name) &&
        isVisible(application, { login: owner, user: { groups } }),
    );
  }

  subscriptionCount(application: StoredApplication): number {
    return subscriptionsOf(this.state, application).length;
  }

  private attributesOf(
    { attributes }: ApplicationRequest,
    existing?: Attributes,
  ): Attributes | undefined {
    return attributesToStore(this.state.applicationAttributes, attributes ?? {}, existing);
  }

  /** The grammar of the complaint differs between creating and updating. */
  private checkedName({ name }: ApplicationRequest, verb: "contain" | "contains"): string {
    if (name === null) throw generalError();
    if (javaTrim(name) !== name) {
      throw badRequest(`Application name cannot ${verb} leading or trailing white spaces`);
    }
    return name;
  }
}

function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** `%` and `_` of the query are wildcards; case does not matter unless the flags say so. */
export function likePattern(query: string, flags = "is"): RegExp {
  const escaped = query.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^.*${escaped.replaceAll("%", ".*").replaceAll("_", ".")}.*$`, flags);
}

function nameTaken(name: string) {
  return alreadyExists(`An application already exists with name ${name}`);
}
