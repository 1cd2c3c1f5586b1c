import type { dynamic } from "@pulumi/pulumi";
import type { AdminApi } from "../client/adminApi";
import { isNotFound, isUncertain } from "../client/errors";
import type { Lifecycle } from "../dynamic/engineBoundary";
import { isUnknown } from "../unknown";
import type { KeyManagerInputs } from "./args";
import { changedFields, observe, toDocument } from "./convergence";
import { fields } from "./fields";
import type { KeyManagerDocument } from "./model";
import { validateDeclaration } from "./validate";

/**
 * Life cycle of a Key Manager entry. State holds the declaration alone, which `read` corrects to
 * what the server holds, so that a comparison of state and program shows every drift.
 */
export class KeyManagerProvider implements Lifecycle<KeyManagerInputs> {
  /** @param api gives the API of the server that the stack is configured for */
  constructor(private readonly api: () => AdminApi) {}

  async check(
    olds: Partial<KeyManagerInputs>,
    news: KeyManagerInputs,
  ): Promise<dynamic.CheckResult<KeyManagerInputs>> {
    const failures: dynamic.CheckFailure[] = validateDeclaration(news).map(({ path, reason }) => ({
      property: path.join("."),
      reason,
    }));
    if (failures.length === 0 && news.name !== olds.name && !isUnknown(news.name)) {
      failures.push(...(await this.nameConflicts(news)));
    }
    return { inputs: news, failures };
  }

  diff(_id: string, olds: KeyManagerInputs, news: KeyManagerInputs): Promise<dynamic.DiffResult> {
    const changed = changedFields(olds, news);
    const replaces = changed.filter((field) => fields[field].immutable && !isUnknown(news[field]));
    return Promise.resolve({
      changes: changed.length > 0,
      replaces,
      // Two entries with one issuer disturb each other in the gateway.
      deleteBeforeReplace: true,
    });
  }

  async create(inputs: KeyManagerInputs): Promise<dynamic.CreateResult<KeyManagerInputs>> {
    const id = (await this.continueFromExisting(inputs)) ?? (await this.createAnew(inputs));
    return { id, outs: inputs };
  }

  async read(id: string, props: KeyManagerInputs): Promise<dynamic.ReadResult<KeyManagerInputs>> {
    try {
      const observed = observe(props, await this.api().fetchKeyManager(id));
      return { id, props: observed, inputs: { ...observed } };
    } catch (error) {
      if (isNotFound(error)) return {};
      throw error;
    }
  }

  async update(
    id: string,
    olds: KeyManagerInputs,
    news: KeyManagerInputs,
  ): Promise<dynamic.UpdateResult<KeyManagerInputs>> {
    const live = await this.api().fetchKeyManager(id);
    await this.api().updateKeyManager(id, toDocument(news, live, olds));
    return { outs: news };
  }

  async delete(id: string): Promise<void> {
    try {
      await this.api().deleteKeyManager(id);
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }

  private async createAnew(inputs: KeyManagerInputs): Promise<string> {
    try {
      return await this.api().createKeyManager(toDocument(inputs));
    } catch (error) {
      if (!isUncertain(error)) throw error;
      // The entry may have been stored although the answer was lost.
      const created = await this.api().findKeyManager(inputs.name);
      if (created === undefined) throw error;
      return created.id;
    }
  }

  /** Takes up the entry of a run that broke off before its id reached the state. */
  private async continueFromExisting(inputs: KeyManagerInputs): Promise<string | undefined> {
    const existing = await this.api().findKeyManager(inputs.name);
    if (existing === undefined) return undefined;
    const live = await this.api().fetchKeyManager(existing.id);
    if (!isOurs(live, inputs)) throw new Error(takenName(inputs.name, existing.id));
    await this.api().updateKeyManager(existing.id, toDocument(inputs, live));
    return existing.id;
  }

  /** Asks the server before anything is created; it need not be reachable for anything else. */
  private async nameConflicts(news: KeyManagerInputs): Promise<dynamic.CheckFailure[]> {
    try {
      const existing = await this.api().findKeyManager(news.name);
      if (existing === undefined) return [];
      const live = await this.api().fetchKeyManager(existing.id);
      return isOurs(live, news)
        ? []
        : [{ property: "name", reason: takenName(news.name, existing.id) }];
    } catch (error) {
      return [{ property: "", reason: (error as Error).message }];
    }
  }
}

/** Nobody but this stack puts its management application into an entry of this name. */
function isOurs(live: KeyManagerDocument, { clientId }: KeyManagerInputs): boolean {
  return live.additionalProperties?.["client_id"] === clientId;
}

function takenName(name: string, id: string): string {
  return (
    `"${name}" is taken: WSO2 has a Key Manager of that name (id ${id}) that belongs to another ` +
    "Auth0 application. Choose another name, or delete that entry in the Admin Portal."
  );
}
