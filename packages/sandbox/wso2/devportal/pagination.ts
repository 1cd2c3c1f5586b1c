import type { Request } from "express";
import { NoSuchResource } from "../restOperation";

/** The part of a list that was asked for. */
export interface PageRequest {
  limit: number;
  offset: number;
}

/** `limit` and `offset`; something that is no integer makes the whole resource unknown. */
export function readPage(query: Request["query"]): PageRequest {
  return { limit: integerOf(query["limit"], 25), offset: integerOf(query["offset"], 0) };
}

/** The elements of a page; one that begins behind the end is empty. */
export function pageOf<T>(all: readonly T[], { limit, offset }: PageRequest): T[] {
  return offset < 0 ? [] : all.slice(offset, offset + Math.max(limit, 0));
}

/** The body of a list of which a part is shown. `url` makes the address of another page. */
export function listBody<T>(
  list: readonly T[],
  page: PageRequest,
  total: number,
  url: (page: PageRequest) => string,
) {
  return { count: list.length, list: [...list], pagination: pagination(page, total, url) };
}

export function pagination(
  { limit, offset }: PageRequest,
  total: number,
  url: (page: PageRequest) => string,
) {
  const inside = offset >= 0 && offset < total;
  const hasNext = inside && offset + limit < total;
  const hasPrevious = inside && offset > 0;
  return {
    offset,
    limit,
    total,
    next: hasNext ? url({ limit, offset: offset + limit }) : "",
    previous: hasPrevious ? url({ limit, offset: Math.max(0, offset - limit) }) : "",
  };
}

function integerOf(value: unknown, preset: number): number {
  if (value === undefined || value === "") return preset;
  if (typeof value !== "string" || !/^-?[0-9]{1,9}$/.test(value)) throw new NoSuchResource();
  return Number(value);
}
