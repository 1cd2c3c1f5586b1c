import { connectorCalls } from "../../http/connectorCalls";
import { isObjectWith } from "../../http/answers";
import { isNotFound } from "../rest/errors";
import type { RestApi } from "../rest/restApi";
import { Turns } from "../provider/turns";
import type {
  ApplicationKey,
  GenerateKeysRequest,
  MapKeysRequest,
  UpdateKeysRequest,
} from "./document";

/**
 * The keys of applications in WSO2's Developer Portal REST API. While WSO2 removes keys it has some
 * whose client is gone, and fails (500) at whatever reads all keys of the application: so these take
 * turns, by the application's id.
 */
export class KeysApi {
  constructor(
    private readonly rest: RestApi,
    private readonly turns = new Turns(),
  ) {}

  /** All keys of an application; WSO2 asks Auth0 about each. */
  list(applicationId: string): Promise<ApplicationKey[]> {
    return this.turns.take(applicationId, () => this.rest.list(listPath(applicationId)));
  }

  /** `undefined` where there is no such application. */
  async fetch(applicationId: string, id: string): Promise<ApplicationKey | undefined> {
    try {
      return (await this.rest.send({
        method: "GET",
        path: pathOf(applicationId, id),
        isExpected: (answer) => answer === undefined || isObjectWith("keyMappingId", answer),
      })) as ApplicationKey | undefined;
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }

  generate(applicationId: string, body: GenerateKeysRequest): Promise<ApplicationKey> {
    const path = `${applicationPath(applicationId)}/generate-keys`;
    return this.turns.take(applicationId, () =>
      this.rest.one("keyMappingId", {
        method: "POST",
        path,
        body,
        callsAuth0: connectorCalls.generation,
      }),
    );
  }

  map(applicationId: string, body: MapKeysRequest): Promise<ApplicationKey> {
    const path = `${applicationPath(applicationId)}/map-keys`;
    return this.rest.one("keyMappingId", {
      method: "POST",
      path,
      body,
      callsAuth0: connectorCalls.mapping,
    });
  }

  update(applicationId: string, id: string, body: UpdateKeysRequest): Promise<ApplicationKey> {
    return this.turns.take(applicationId, () =>
      this.rest.one("consumerKey", {
        method: "PUT",
        path: pathOf(applicationId, id),
        body,
        callsAuth0: connectorCalls.change,
      }),
    );
  }

  /** @returns the new secret */
  async regenerateSecret(applicationId: string, id: string): Promise<string> {
    const path = `${pathOf(applicationId, id)}/regenerate-secret`;
    const { consumerSecret } = await this.turns.take(applicationId, () =>
      this.rest.one<{ consumerSecret: string }>("consumerSecret", {
        method: "POST",
        path,
        callsAuth0: connectorCalls.rotation,
      }),
    );
    return consumerSecret;
  }

  /** Removes keys, and their client in Auth0 if WSO2 made it; releases before 4.3 cannot. */
  delete(applicationId: string, id: string): Promise<void> {
    return this.turns.take(applicationId, () =>
      this.rest.nothing({ method: "DELETE", path: pathOf(applicationId, id) }),
    );
  }

  /** Makes WSO2 forget keys; their client stays in Auth0. */
  cleanUp(applicationId: string, id: string): Promise<void> {
    const path = `${pathOf(applicationId, id)}/clean-up`;
    return this.rest.nothing({ method: "POST", path, isRepeatable: true });
  }

  /** Has WSO2 request a token for an application, which takes a Key Manager that is loaded. */
  async generateToken(applicationId: string, id: string, consumerSecret: string): Promise<void> {
    await this.turns.take(applicationId, () =>
      this.rest.one("accessToken", {
        method: "POST",
        path: `${pathOf(applicationId, id)}/generate-token`,
        body: { consumerSecret, validityPeriod: 3600, scopes: [] },
        isRepeatable: true,
      }),
    );
  }
}

const applicationPath = (id: string) => `/applications/${encodeURIComponent(id)}`;
const listPath = (applicationId: string) => `${applicationPath(applicationId)}/oauth-keys`;
const pathOf = (applicationId: string, id: string) =>
  `${listPath(applicationId)}/${encodeURIComponent(id)}`;
