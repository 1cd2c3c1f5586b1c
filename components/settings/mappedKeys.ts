/** Whether keys have a client that the stack makes. */
export function hasMappedKeys(declared: unknown): boolean {
  return Object.values((declared ?? {}) as Record<string, unknown>)
    .flatMap((application) => Object.values(declaredKeys(application).keys ?? {}))
    .some((keys) => (keys as { mode?: unknown }).mode === "map");
}

/** The keys that a declaration has, where they have the form of some. */
export function declaredKeys(declaration: unknown): { keys?: Record<string, object> } {
  const { keys } = (declaration ?? {}) as { keys?: unknown };
  if (keys === undefined) return {};
  const each = Object.entries(typeof keys === "object" ? (keys ?? {}) : {});
  return { keys: Object.fromEntries(each.map(([use, value]) => [use, Object(value) as object])) };
}
