import type { dynamic } from "@pulumi/pulumi";
import type { DeveloperPortalApi } from "../client/developerPortalApi";
import { isNotFound, isUncertain, Wso2Error } from "../client/errors";
import type { Lifecycle, ReadResult } from "../dynamic/engineBoundary";
import { Incomplete } from "../dynamic/incomplete";
import { declarationIn, differences, mistakesIn, observed } from "../fieldTable";
import type { ApplicationInputs, ApplicationState } from "./args";
import { applicationFields } from "./fields";
import type { ApplicationDocument, ApplicationListItem } from "./model";

/** WSO2's number for a throttling policy that it does not have. */
const unknownPolicy = 900305;

/** Life cycle of an application in the Developer Portal. */
export class ApplicationProvider implements Lifecycle<ApplicationInputs, ApplicationState> {
  /** @param api gives the API of the server that the stack is configured for */
  constructor(private readonly api: () => DeveloperPortalApi) {}

  check(
    _olds: Partial<ApplicationInputs>,
    news: ApplicationInputs,
  ): Promise<dynamic.CheckResult<ApplicationInputs>> {
    const mistakes = mistakesIn("an application", applicationFields, news);
    return Promise.resolve({
      inputs: news,
      failures: mistakes.map(({ path, reason }) => ({ property: path.join("."), reason })),
    });
  }

  diff(_id: string, olds: ApplicationState, news: ApplicationInputs): Promise<dynamic.DiffResult> {
    const changes = differences(applicationFields, olds, news).length > 0;
    return Promise.resolve({ changes, replaces: [], deleteBeforeReplace: false });
  }

  async create(inputs: ApplicationInputs): Promise<dynamic.CreateResult<ApplicationState>> {
    const namesake = await this.api().findApplicationByName(inputs.name);
    const live = namesake ? await this.takeOver(namesake, inputs) : await this.createAnew(inputs);
    const outs = toState(inputs, live);
    assertKept(inputs, live, outs);
    reportApproval(live);
    return { id: live.applicationId, outs };
  }

  async read(
    id: string,
    props: ApplicationState,
  ): Promise<ReadResult<ApplicationInputs, ApplicationState>> {
    const live = await this.api().findApplicationById(id, props.name);
    if (live === undefined) return {};
    const declared = declarationIn(applicationFields, props);
    const inputs = observed(applicationFields, declared, liveFields(live, props));
    return { id, props: toState(inputs, live), inputs };
  }

  async update(
    id: string,
    olds: ApplicationState,
    news: ApplicationInputs,
  ): Promise<dynamic.UpdateResult<ApplicationState>> {
    const found = await this.api().findApplicationById(id, olds.name);
    if (found === undefined) {
      throw new Error("it was deleted meanwhile. Run pulumi up again, it will be created.");
    }
    const live = await this.converge(found, news, olds);
    const outs = toState(news, live);
    assertKept(news, live, outs);
    return { outs };
  }

  /** WSO2 deletes its keys, too, and the clients that it has made for them. */
  async delete(id: string): Promise<void> {
    try {
      await this.api().deleteApplication(id);
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }

  private async createAnew(inputs: ApplicationInputs): Promise<ApplicationListItem> {
    try {
      return await this.api().createApplication(toDocument(inputs));
    } catch (error) {
      // The application may have been stored although the answer was lost.
      const created = isUncertain(error)
        ? await this.api().findApplicationByName(inputs.name)
        : undefined;
      if (created === undefined) throw await this.explained(error, inputs);
      return created;
    }
  }

  private async takeOver(
    namesake: ApplicationListItem,
    inputs: ApplicationInputs,
  ): Promise<ApplicationListItem> {
    if (inputs.adopt !== true && !(await this.isLeftover(namesake, inputs))) {
      throw new Error(
        `the user has an application "${namesake.name}" already (id ${namesake.applicationId}). ` +
          "Set adopt: true to take it over, or choose another name.",
      );
    }
    return this.converge(namesake, inputs, inputs);
  }

  /** What a run that broke off has left is as declared, and nothing hangs on it yet. */
  private async isLeftover(
    namesake: ApplicationListItem,
    inputs: ApplicationInputs,
  ): Promise<boolean> {
    if (!isConverged(namesake, inputs) || (namesake.subscriptionCount ?? 0) > 0) return false;
    return (await this.api().listKeys(namesake.applicationId)).length === 0;
  }

  private async converge(
    live: ApplicationListItem,
    news: ApplicationInputs,
    olds: ApplicationInputs,
  ): Promise<ApplicationListItem> {
    if (isConverged(live, news)) return live;
    try {
      return await this.api().updateApplication(live.applicationId, toDocument(news, live, olds));
    } catch (error) {
      throw await this.explained(error, news);
    }
  }

  private async explained(error: unknown, inputs: ApplicationInputs): Promise<unknown> {
    if (!(error instanceof Wso2Error) || error.code !== unknownPolicy) return error;
    const policies = (await this.api().applicationPolicies()).join(", ");
    const given = inputs.throttlingPolicy ?? "Unlimited";
    return new Error(`throttlingPolicy must be one that WSO2 has: ${policies}; but is ${given}.`);
  }
}

function isConverged(live: ApplicationListItem, inputs: ApplicationInputs): boolean {
  const found = observed(applicationFields, inputs, liveFields(live, inputs));
  return differences(applicationFields, found, inputs).length === 0;
}

/** The fields as the server has them; of the attributes those that are managed. */
function liveFields(
  { name, throttlingPolicy, description, attributes, groups }: ApplicationListItem,
  { attributes: managed = {} }: ApplicationInputs,
): Partial<ApplicationInputs> {
  const shown = Object.entries(attributes).filter(([attribute]) => attribute in managed);
  return {
    name,
    throttlingPolicy,
    description: description ?? "",
    attributes: Object.fromEntries(shown),
    groups,
  };
}

/** @param live what the server holds, for an update: attributes that are not declared stay */
function toDocument(
  { name, throttlingPolicy = "Unlimited", description, attributes, groups }: ApplicationInputs,
  live?: ApplicationListItem,
  { attributes: managed = {} }: Partial<ApplicationInputs> = {},
): ApplicationDocument {
  const others = Object.entries(live?.attributes ?? {}).filter(
    ([attribute, value]) => !(attribute in managed) && value !== "",
  );
  return {
    name,
    throttlingPolicy,
    description: description ?? null,
    tokenType: "JWT",
    attributes: { ...Object.fromEntries(others), ...attributes },
    groups: groups ?? [],
  };
}

function toState(
  inputs: ApplicationInputs,
  { owner, status }: ApplicationListItem,
): ApplicationState {
  return { ...inputs, owner, status };
}

/** WSO2 drops without a word what it is not configured for. */
function assertKept(
  inputs: ApplicationInputs,
  live: ApplicationListItem,
  outs: ApplicationState,
): void {
  const dropped = Object.keys(inputs.attributes ?? {}).filter(
    (attribute) => !(attribute in live.attributes) && inputs.attributes?.[attribute] !== "",
  );
  const reasons = dropped.map(
    (attribute) =>
      `attributes.${attribute} is not an attribute that this server is configured for (Admin ` +
      "Portal: Settings, Advanced: ApplicationAttributes)",
  );
  if ((inputs.groups ?? []).length > 0 && live.groups.length === 0) {
    reasons.push("groups are dropped: sharing of applications is not enabled on this server");
  }
  if (reasons.length === 0) return;
  throw new Incomplete(
    `WSO2 did not keep all of it: ${reasons.join("; ")}. Configure the server or remove it, and ` +
      "run pulumi up again.",
    live.applicationId,
    outs,
  );
}

function reportApproval({ name, status }: ApplicationListItem): void {
  if (status === "APPROVED") return;
  console.log(
    `The application "${name}" is ${status}: an administrator has to approve it (Admin Portal: ` +
      "Tasks, Application Creation) before it can have keys.",
  );
}
