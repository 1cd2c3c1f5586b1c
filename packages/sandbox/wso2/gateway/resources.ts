import type { StoredApi, StoredOperation } from "../state";
import { noSuchMethod, noSuchResource } from "./gatewayErrors";

const served = ["PUBLISHED", "PROTOTYPED", "DEPRECATED", "BLOCKED"];

/** The API to whose context a path belongs, the longest context first. */
export function apiAt(apis: readonly StoredApi[], path: string): StoredApi {
  const [api] = apis
    .filter(({ context, status }) => served.includes(status) && isBelow(path, context))
    .sort((one, other) => other.context.length - one.context.length);
  if (!api) throw noSuchResource();
  return api;
}

/** The resource of an API that is meant by a path below its context. */
export function operationAt(api: StoredApi, method: string, path: string): StoredOperation {
  const below = path.slice(api.context.length) || "/";
  const matching = api.operations.filter((operation) => matches(operation.path, below));
  if (matching.length === 0) throw noSuchResource();
  const operation = matching.find((each) => each.method === method);
  if (!operation) throw noSuchMethod();
  return operation;
}

function isBelow(path: string, context: string): boolean {
  return path === context || path.startsWith(`${context}/`);
}

/** `{name}` stands for one part of the path, a final `*` for everything that follows. */
function matches(template: string, path: string): boolean {
  const pattern = template
    .replace(/[.+?^$()|[\]\\]/g, "\\$&")
    .replace(/\{[^/}]+\}/g, "[^/]+")
    .replace(/\/\*$/, "(?:/.*)?")
    .replace(/\*$/, ".*");
  return new RegExp(`^${pattern}/?$`).test(path);
}
