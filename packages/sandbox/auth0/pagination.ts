import { booleanParameter, integerParameter } from "./validation";
import { z } from "zod";
import { ManagementError } from "./errors";

const defaultPerPage = 50;

/** Query parameters of page-by-page lists. */
export function pageParameters(minimumPerPage = 1) {
  return {
    page: integerParameter("Page index of the results to return. First page is 0.", 0, 2 ** 31),
    per_page: integerParameter("Number of results per page.", minimumPerPage, 100),
    include_totals: booleanParameter(
      "Return results inside an object that contains the total result count (true) or as a direct array of results (false, default).",
    ),
  };
}

/** Query parameters of lists that continue after the last entity seen. */
export function checkpointParameters() {
  return {
    from: z.string().exactOptional().describe("Optional Id from which to start selection."),
    take: integerParameter("Number of results per page. Defaults to 50.", 1, 100),
  };
}

export interface Pagination {
  page?: number;
  per_page?: number;
  include_totals?: boolean;
  from?: string;
  take?: number;
}

/**
 * One page of `entities` in the form that was asked for: checkpoint (`from`, `take`), with
 * totals, or a bare array, on which WSO2's connector depends.
 */
export function paginate<T>(
  plural: string,
  entities: readonly T[],
  pagination: Pagination,
  idOf: (entity: T) => string,
  present: (entity: T) => unknown = (entity) => entity,
): unknown {
  const { from, take, page = 0, per_page: limit = defaultPerPage } = pagination;
  if (from !== undefined || take !== undefined) {
    const start = from === undefined ? 0 : indexAfter(entities, from, idOf);
    const end = start + (take ?? defaultPerPage);
    const shown = entities.slice(start, end);
    const last = shown.at(-1);
    const next = last && end < entities.length ? { next: checkpoint(idOf(last)) } : {};
    return { [plural]: shown.map(present), ...next };
  }
  const start = page * limit;
  const shown = entities.slice(start, start + limit).map(present);
  if (pagination.include_totals !== true) return shown;
  return { total: entities.length, start, limit, [plural]: shown };
}

function checkpoint(id: string): string {
  return Buffer.from(id).toString("base64url");
}

function indexAfter<T>(entities: readonly T[], from: string, idOf: (entity: T) => string): number {
  const index = entities.findIndex((entity) => checkpoint(idOf(entity)) === from);
  if (index < 0) {
    throw new ManagementError(
      400,
      "The 'from' parameter is not a valid checkpoint",
      "invalid_paging",
    );
  }
  return index + 1;
}
