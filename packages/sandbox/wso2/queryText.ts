import type { Request } from "express";

/** A parameter of the query, the first where there are several. */
export function queryText(query: Request["query"], name: string): string | undefined {
  const value = query[name];
  const first = Array.isArray(value) ? value[0] : value;
  return typeof first === "string" ? first : undefined;
}
