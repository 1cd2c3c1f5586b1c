import type { Request } from "express";
import { internalServerError } from "../errors";
import type { StoredApplication } from "../state";
import { listBody, pageOf, readPage } from "./pagination";

type SortColumn = "name" | "created_by" | "application_tier" | "application_status";

/** The body of a list of applications: a sorted page of them. */
export function listApplications(
  applications: readonly StoredApplication[],
  query: Request["query"],
  { total, view }: { total: number; view: (application: StoredApplication) => object },
) {
  const page = readPage(query);
  if (page.limit < 0 || page.offset < 0) {
    throw internalServerError("Error while retrieving Applications");
  }
  const column = columnOf(query["sortBy"]);
  const order = typeof query["sortOrder"] === "string" ? query["sortOrder"] : "asc";
  const sorted = [...applications].sort((one, other) => {
    const [a, b] = [valueOf(one, column), valueOf(other, column)];
    return a === b ? 0 : a < b === isAscending(order) ? -1 : 1;
  });
  return listBody(
    pageOf(sorted, page).map(view),
    page,
    total,
    ({ limit, offset }) =>
      `/applications?sortBy=${column}&sortOrder=${order}&limit=${limit}&offset=${offset}&groupId=`,
  );
}

/** Every other order than descending counts as ascending. */
function isAscending(order: string): boolean {
  return order.toLowerCase() !== "desc";
}

/** Whatever else one asks for is sorted by name. */
function columnOf(sortBy: unknown): SortColumn {
  const columns: Record<string, SortColumn> = {
    owner: "created_by",
    throttlingtier: "application_tier",
    status: "application_status",
  };
  return (typeof sortBy === "string" ? columns[sortBy.toLowerCase()] : undefined) ?? "name";
}

function valueOf(application: StoredApplication, column: SortColumn): string {
  return {
    name: application.name,
    created_by: application.owner,
    application_tier: application.throttlingPolicy,
    application_status: application.status,
  }[column];
}
