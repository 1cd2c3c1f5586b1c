import { isObjectWith } from "../../http/answers";
import { isNotFound, Wso2Error } from "./errors";
import type { Login } from "./login/login";
import type { Transport, Wso2Request } from "./transport";

/** A request to one of WSO2's REST APIs; its path is below the API's base path. */
export type ApiRequest = Omit<Wso2Request, "authorization">;

/** Where one of WSO2's REST APIs is served. */
export interface BasePaths {
  /** Base paths by age, newest first. */
  candidates: readonly string[];
  /** A path below the right base path that always answers. */
  probe: string;
}

/** Items of a page, where pages are asked for one by one. */
export const pageSize = 100;

/** Items of the only page, where further ones cannot be asked for. */
export const largestLimit = 10_000;

/** The items of all pages of a list. */
export async function allPages<Item>(ask: (query: string) => Promise<Item[]>): Promise<Item[]> {
  const items: Item[] = [];
  for (;;) {
    const page = await ask(`limit=${pageSize}&offset=${items.length}`);
    items.push(...page);
    if (page.length < pageSize) return items;
  }
}

/** One of WSO2's REST APIs: knows where it is and logs in to it. */
export class RestApi {
  private base: string | undefined;
  private search: Promise<string> | undefined;

  constructor(
    private readonly transport: Transport,
    private readonly login: Login,
    private readonly paths: BasePaths,
  ) {
    // Nothing to find out where there is no choice.
    if (paths.candidates.length === 1) this.base = paths.candidates[0];
  }

  /** Where it is, once something was asked for. */
  get basePath(): string | undefined {
    return this.base;
  }

  /** The items of a list; something else that answers with JSON must not be taken for an empty one. */
  async list<Item>(path: string): Promise<Item[]> {
    const isExpected = (answer: unknown) =>
      Array.isArray((answer as { list?: unknown } | null | undefined)?.list);
    return ((await this.send({ method: "GET", path, isExpected })) as { list: Item[] }).list;
  }

  /** @param property that tells the answer from one of somebody else */
  async one<Document>(property: string, request: ApiRequest): Promise<Document> {
    const isExpected = (answer: unknown) => isObjectWith(property, answer);
    return (await this.send({ ...request, isExpected })) as Document;
  }

  /** WSO2 answers without a body, or with the state of a workflow. */
  async nothing(request: ApiRequest): Promise<void> {
    const isExpected = (answer: unknown) =>
      answer === undefined || isObjectWith("workflowStatus", answer);
    await this.send({ ...request, isExpected });
  }

  async send(request: ApiRequest): Promise<unknown> {
    if (this.base !== undefined) return this.sendTo(this.base, request);
    const newest = this.paths.candidates[0] ?? "";
    try {
      const answer = await this.sendTo(newest, request);
      this.base = newest;
      return answer;
    } catch (error) {
      // Either what was asked for is not there, or the whole API.
      if (!(error instanceof Wso2Error) || error.status !== 404) throw error;
      const base = await this.findBase();
      if (base === newest && isNotFound(error)) throw error;
      return this.sendTo(base, request);
    }
  }

  private findBase(): Promise<string> {
    this.search ??= this.probe().catch((error: unknown) => {
      this.search = undefined;
      throw error;
    });
    return this.search;
  }

  private async probe(): Promise<string> {
    let failure: unknown;
    for (const candidate of this.paths.candidates) {
      try {
        await this.sendTo(candidate, { method: "GET", path: this.paths.probe });
        this.base = candidate;
        return candidate;
      } catch (error) {
        if (!(error instanceof Wso2Error) || error.status !== 404) throw error;
        failure ??= error;
      }
    }
    throw failure;
  }

  private async sendTo(base: string, request: ApiRequest): Promise<unknown> {
    const path = base + request.path;
    const authorization = await this.login.authorization();
    try {
      return await this.transport.send({ ...request, path, authorization });
    } catch (error) {
      if (!(error instanceof Wso2Error) || error.status !== 401 || !this.login.renew()) throw error;
      // The token may have been revoked before its time; a second refusal is final.
      return this.transport.send({
        ...request,
        path,
        authorization: await this.login.authorization(),
      });
    }
  }
}
