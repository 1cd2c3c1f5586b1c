import type { dynamic } from "@pulumi/pulumi";
import { Auth0Error, type ClientCredentials } from "../../auth0/authenticationApi";
import { ManagementApi } from "../../auth0/managementApi";
import type { DeveloperPortalApi } from "../client/developerPortalApi";
import { isNotFound } from "../client/errors";
import type { Lifecycle, ReadResult } from "../dynamic/engineBoundary";
import { Incomplete } from "../dynamic/incomplete";
import { declarationIn, differences, observed } from "../fieldTable";
import { loadingPatience, Waiting, type Patience } from "../patience";
import { isUnknown } from "../unknown";
import type { ApplicationKeysInputs, ApplicationKeysState, Condition } from "./args";
import { isServerFault, saysNotInitialized } from "./errorCodes";
import { clientFields, keyFields, mistakesInKeys } from "./fields";
import { generateKeys } from "./generation";
import { mapKeys } from "./mapping";
import type { ApplicationKey } from "./model";
import { removeKeys } from "./removal";
import { Turns } from "./turns";
import { conditionOf, isGenerated, keyTypeOf, liveFields, toUpdateRequest } from "./wire";

/** Conditions that nothing but new keys can heal. */
const broken: readonly Condition[] = ["keysMissing", "clientMissing"];

/** Life cycle of an application's keys, in WSO2 and in Auth0. */
export class ApplicationKeysProvider implements Lifecycle<
  ApplicationKeysInputs,
  ApplicationKeysState
> {
  private readonly turns = new Turns();
  private readonly managementApis = new Map<string, ManagementApi>();

  /**
   * @param portal gives the API of the server that the stack is configured for
   * @param patience for a Key Manager that WSO2 has not loaded yet
   */
  constructor(
    private readonly portal: () => DeveloperPortalApi,
    private readonly patience: Patience = loadingPatience,
  ) {}

  check(
    _olds: Partial<ApplicationKeysInputs>,
    news: ApplicationKeysInputs,
  ): Promise<dynamic.CheckResult<ApplicationKeysInputs>> {
    const failures = mistakesInKeys(news).map(({ path, reason }) => ({
      property: path.join("."),
      reason,
    }));
    return Promise.resolve({ inputs: news, failures });
  }

  diff(
    _id: string,
    olds: ApplicationKeysState,
    news: ApplicationKeysInputs,
  ): Promise<dynamic.DiffResult> {
    const changed = differences(keyFields, olds, news);
    const replaces: string[] = changed.filter(
      (field) =>
        keyFields[field].immutable &&
        !isUnknown(news[field]) &&
        // A grant that is gone is made again by an update; another one would only be added to it.
        !(field === "audience" && !olds.audience),
    );
    if (broken.includes(olds.condition)) replaces.push("condition");
    return Promise.resolve({
      changes: changed.length > 0 || olds.condition !== "complete",
      replaces,
      // An application has keys of a type and a Key Manager only once.
      deleteBeforeReplace: true,
    });
  }

  async create(inputs: ApplicationKeysInputs): Promise<dynamic.CreateResult<ApplicationKeysState>> {
    if (!isGenerated(inputs)) {
      const mapped = await mapKeys(inputs, this.portal(), this.patience);
      return { id: mapped.keyMappingId, outs: toState(inputs, mapped) };
    }
    // Clients of equal names are made one after the other, so that it is clear whose one is.
    const key = await this.turns.take(`${inputs.applicationId} ${keyTypeOf(inputs)}`, () =>
      generateKeys(inputs, {
        portal: this.portal(),
        auth0: this.auth0(inputs),
        patience: this.patience,
      }),
    );
    assertUsable(inputs, key);
    await this.bringInLine(inputs, key);
    return { id: key.keyMappingId, outs: toState(inputs, key) };
  }

  async read(
    id: string,
    props: ApplicationKeysState,
  ): Promise<ReadResult<ApplicationKeysInputs, ApplicationKeysState>> {
    const found = await this.find(id, props);
    const declared = declarationIn<ApplicationKeysInputs>(keyFields, props);
    if (found === "unreadable" || found === undefined) {
      const condition = await this.conditionWithout(found, props);
      if (condition === "gone") return {};
      return { id, props: { ...props, condition }, inputs: declared };
    }
    const condition = conditionOf(found);
    if (condition === "failed") return {};
    const inputs =
      condition === "complete"
        ? observed(keyFields, declared, liveFields(found, declared))
        : declared;
    return { id, props: toState(inputs, found, props), inputs };
  }

  async update(
    id: string,
    olds: ApplicationKeysState,
    news: ApplicationKeysInputs,
  ): Promise<dynamic.UpdateResult<ApplicationKeysState>> {
    if (!isGenerated(news)) {
      const { clientSecret } = news;
      const outs = { ...known(olds), ...news };
      return { outs: { ...outs, ...(clientSecret && { consumerSecret: clientSecret }) } };
    }
    if (olds.condition !== "complete") return { outs: await this.continue(id, olds, news) };
    if (changesClient(olds, news)) await this.updateClient(id, olds.consumerKey, news);
    const outs = { ...known(olds), ...news };
    if (differences(keyFields, olds, news).includes("secretVersion")) {
      outs.consumerSecret = await this.portal().regenerateSecret(news.applicationId, id);
    }
    return { outs };
  }

  delete(id: string, state: ApplicationKeysState): Promise<void> {
    return removeKeys(id, state, this.portal(), () => this.auth0(state));
  }

  /** After an approval: the keys may be complete now. */
  private async continue(
    id: string,
    olds: ApplicationKeysState,
    news: ApplicationKeysInputs,
  ): Promise<ApplicationKeysState> {
    const found = await this.find(id, olds);
    if (found === "unreadable" || found === undefined) {
      throw new Error("they were removed meanwhile. Run pulumi up again, they will be generated.");
    }
    assertUsable(news, found);
    await this.bringInLine(news, found);
    return toState(news, found);
  }

  /** Keys that were there already may be other than declared. */
  private async bringInLine(inputs: ApplicationKeysInputs, key: ApplicationKey): Promise<void> {
    // The answer to a generation was composed before there was a grant.
    const { audience, ...live } = liveFields(key, inputs);
    const found = observed(keyFields, inputs, { ...live, ...(audience && { audience }) });
    if (differences(keyFields, found, inputs).includes("audience")) {
      throw new Error(
        `the application has keys already, whose client ${key.consumerKey ?? ""} is granted ` +
          `${found.audience ?? ""}. Remove them in the Developer Portal and run pulumi up again.`,
      );
    }
    if (changesClient(found, inputs)) {
      await this.updateClient(key.keyMappingId, key.consumerKey ?? undefined, inputs);
    }
  }

  private async updateClient(
    id: string,
    consumerKey: string | undefined,
    inputs: ApplicationKeysInputs,
  ): Promise<void> {
    const event = `WSO2 has loaded the Key Manager "${inputs.keyManager}"`;
    const waiting = new Waiting(event, this.patience);
    for (;;) {
      try {
        const request = toUpdateRequest(inputs, id, consumerKey);
        await this.portal().updateKeys(inputs.applicationId, id, request);
        return;
      } catch (error) {
        if (!saysNotInitialized(error) || !(await waiting.goesOn())) throw error;
      }
    }
  }

  /**
   * WSO2 answers 500 for keys that it does not have as well as for those whose client Auth0 does
   * not have; the list of all keys tells the two apart, unless a client of any of them is missing.
   */
  private async find(
    id: string,
    { applicationId }: ApplicationKeysState,
  ): Promise<ApplicationKey | "unreadable" | undefined> {
    try {
      return await this.portal().fetchKeys(applicationId, id);
    } catch (error) {
      if (!isServerFault(error)) throw error;
    }
    try {
      const keys = await this.portal().listKeys(applicationId);
      return keys.find(({ keyMappingId }) => keyMappingId === id);
    } catch (error) {
      if (isNotFound(error)) return undefined;
      if (isServerFault(error)) return "unreadable";
      throw error;
    }
  }

  /** What is left of keys that WSO2 does not have or cannot read. */
  private async conditionWithout(
    found: "unreadable" | undefined,
    state: ApplicationKeysState,
  ): Promise<Condition | "gone"> {
    if (!isGenerated(state) || state.consumerKey === undefined) {
      if (found === undefined) return "gone";
      // A client that was deleted shows as a change of its own resource.
      console.log(`WSO2 cannot read the keys of client ${state.consumerKey ?? "(none)"} just now.`);
      return state.condition;
    }
    const clientIsThere = await this.clientExists(state, state.consumerKey);
    if (found === undefined) return clientIsThere ? "keysMissing" : "gone";
    if (!clientIsThere) return "clientMissing";
    console.log(`WSO2 cannot read the keys of client ${state.consumerKey} just now.`);
    return state.condition;
  }

  /** In doubt it is there. */
  private async clientExists(state: ApplicationKeysState, clientId: string): Promise<boolean> {
    try {
      return await this.auth0(state).clientExists(clientId);
    } catch (error) {
      if (error instanceof Auth0Error) return true;
      throw error;
    }
  }

  private auth0({ management }: ApplicationKeysInputs): ManagementApi {
    const credentials = management as ClientCredentials;
    const key = JSON.stringify(credentials);
    const api = this.managementApis.get(key) ?? new ManagementApi(credentials);
    this.managementApis.set(key, api);
    return api;
  }
}

function changesClient(olds: ApplicationKeysInputs, news: ApplicationKeysInputs): boolean {
  const changed: readonly string[] = differences(keyFields, olds, news);
  return clientFields.some((field) => changed.includes(field));
}

/** @throws Incomplete while an administrator has to approve the keys */
function assertUsable(inputs: ApplicationKeysInputs, key: ApplicationKey): void {
  if (key.mode === "MAPPED") {
    throw new Error(
      `the application has keys of this type already, mapped to client ${key.consumerKey ?? ""}. ` +
        "Remove them in the Developer Portal, or declare them with mode map.",
    );
  }
  const condition = conditionOf(key);
  if (condition === "complete") return;
  const message =
    condition === "rejected"
      ? "an administrator has rejected them. To ask again: pulumi up --replace <their URN>."
      : "an administrator has to approve them (Admin Portal: Tasks, Application Registration). " +
        "Then run pulumi up again, it continues from there.";
  throw new Incomplete(message, key.keyMappingId, toState(inputs, key));
}

/** What came of the keys, for the outputs of an update. */
function known({ consumerKey, consumerSecret, condition }: ApplicationKeysState) {
  return {
    ...(consumerKey !== undefined && { consumerKey }),
    ...(consumerSecret !== undefined && { consumerSecret }),
    condition,
  };
}

/** @param before what was known, of which a server may not show the secret again */
function toState(
  inputs: ApplicationKeysInputs,
  { consumerKey, consumerSecret, ...key }: ApplicationKey,
  before?: ApplicationKeysState,
): ApplicationKeysState {
  const secret = inputs.clientSecret ?? consumerSecret ?? before?.consumerSecret;
  const condition = conditionOf({ consumerKey, consumerSecret, ...key });
  return {
    ...inputs,
    ...(consumerKey !== null && { consumerKey }),
    ...(secret !== undefined && { consumerSecret: secret }),
    condition: condition === "failed" ? "keysMissing" : condition,
  };
}
