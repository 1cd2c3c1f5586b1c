import type { dynamic } from "@pulumi/pulumi";
import type { AdminApi } from "../client/adminApi";
import { isNotFound, isUncertain } from "../client/errors";
import type { Lifecycle } from "../dynamic/engineBoundary";
import { hasUnknown, isUnknown } from "../unknown";
import type { KeyManagerInputs } from "./args";
import { changedFields, observe, toDocument } from "./convergence";
import { deleteEntry, deletionFault } from "./deletion";
import { fields } from "./fields";
import {
  importableFields,
  importFromDocument,
  withImported,
  withoutImported,
} from "./importEndpoints";
import { options } from "./options";
import { describeAdoption, findNamesake, takenName, type Namesake } from "./ownership";
import { preflight, preflightFields } from "./preflight";
import { missingFields } from "./releaseFields";
import { validateDeclaration } from "./validate";

/**
 * Life cycle of a Key Manager entry. State holds the declaration alone, which `read` corrects to
 * what the server holds, so that a comparison of state and program shows every drift.
 */
export class KeyManagerProvider implements Lifecycle<KeyManagerInputs> {
  /** @param api gives the API of the server that the stack is configured for */
  constructor(private readonly api: () => AdminApi) {}

  /** Everything that can be found out before something is written is found out here. */
  async check(
    olds: Partial<KeyManagerInputs>,
    news: KeyManagerInputs,
  ): Promise<dynamic.CheckResult<KeyManagerInputs>> {
    const optional = news.importEndpoints === undefined ? [] : importableFields;
    const mistakes = validateDeclaration(news, { optional });
    const failures: dynamic.CheckFailure[] = mistakes.map(({ path, reason }) => ({
      property: path.join("."),
      reason,
    }));
    if (failures.length > 0) return { inputs: news, failures };
    try {
      const imported = await importFromDocument(olds, news, this.api);
      const inputs = { ...news, ...(imported && { imported }) };
      failures.push(
        ...(await missingFields(olds, news, this.api)),
        ...(await this.nameFailures(olds, inputs)),
        ...(await this.preflightFailures(olds, inputs)),
      );
      return { inputs, failures };
    } catch (error) {
      return { inputs: news, failures: [{ property: "", reason: (error as Error).message }] };
    }
  }

  diff(_id: string, olds: KeyManagerInputs, news: KeyManagerInputs): Promise<dynamic.DiffResult> {
    const changed = changedFields(withImported(olds), withImported(news));
    const replaces = changed.filter((field) => fields[field].immutable && !isUnknown(news[field]));
    // The successor is there before its predecessor goes; deleting puts their issuer in order.
    return Promise.resolve({
      changes: changed.length > 0 || optionsDiffer(olds, news),
      replaces,
      deleteBeforeReplace: false,
    });
  }

  async create(inputs: KeyManagerInputs): Promise<dynamic.CreateResult<KeyManagerInputs>> {
    const namesake = await findNamesake(inputs, this.api());
    const id = namesake ? await this.takeOver(namesake, inputs) : await this.createAnew(inputs);
    return { id, outs: inputs };
  }

  async read(id: string, props: KeyManagerInputs): Promise<dynamic.ReadResult<KeyManagerInputs>> {
    try {
      const live = await this.api().fetchKeyManager(id);
      const observed = withoutImported({ ...props, ...observe(withImported(props), live) }, props);
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
    const declared = withImported(news);
    if (changedFields(observe(withImported(olds), live), declared).length > 0) {
      await this.api().updateKeyManager(id, toDocument(declared, live, olds));
    }
    return { outs: news };
  }

  async delete(id: string, inputs: KeyManagerInputs): Promise<void> {
    await deleteEntry(id, inputs, this.api());
  }

  private async createAnew(inputs: KeyManagerInputs): Promise<string> {
    try {
      return await this.api().createKeyManager(toDocument(withImported(inputs)));
    } catch (error) {
      if (!isUncertain(error)) throw error;
      // The entry may have been stored although the answer was lost.
      const created = await findNamesake(inputs, this.api());
      if (created?.mayBeTaken !== true) throw error;
      return created.id;
    }
  }

  private async takeOver(namesake: Namesake, inputs: KeyManagerInputs): Promise<string> {
    if (!namesake.mayBeTaken) throw new Error(takenName(namesake));
    const { id, live } = namesake;
    await this.api().updateKeyManager(id, toDocument(withImported(inputs), live));
    return id;
  }

  /** A new name must be free; an old one must not be in use, since renaming replaces the entry. */
  private async nameFailures(
    olds: Partial<KeyManagerInputs>,
    news: KeyManagerInputs,
  ): Promise<dynamic.CheckFailure[]> {
    if (news.name === olds.name || isUnknown(news.name)) return [];
    const namesake = await findNamesake(news, this.api());
    if (namesake !== undefined && !namesake.mayBeTaken) {
      return [{ property: "name", reason: takenName(namesake) }];
    }
    if (namesake !== undefined) console.log(describeAdoption(namesake, withImported(news)));

    if (olds.name === undefined) return [];
    const reason = await deletionFault(olds.name, olds.deleteUnchecked === true, this.api());
    if (reason === undefined) return [];
    return [{ property: "name", reason: `cannot change from "${olds.name}": ${reason}` }];
  }

  private async preflightFailures(
    olds: Partial<KeyManagerInputs>,
    news: KeyManagerInputs,
  ): Promise<dynamic.CheckFailure[]> {
    const candidate = withImported(news);
    if (preflightFields.some((field) => hasUnknown(candidate[field]))) return [];
    const before = olds.name === undefined ? {} : withImported(olds as KeyManagerInputs);
    const changed = changedFields(before, candidate);
    const findings = await preflight(candidate, changed, this.api(), news.skipPreflight);
    return findings.map((reason) => ({ property: "", reason }));
  }
}

function optionsDiffer(olds: KeyManagerInputs, news: KeyManagerInputs): boolean {
  return (Object.keys(options) as (keyof typeof options)[]).some(
    (option) => JSON.stringify(olds[option]) !== JSON.stringify(news[option]),
  );
}
