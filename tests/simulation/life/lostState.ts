import type { StackState, StoredResource } from "../engine/resource";

/** Resources of a state by parts of their URNs. */
export function resourcesLike({ resources }: StackState, parts: readonly string[]) {
  return resources.filter(({ urn }) => parts.some((part) => urn.endsWith(`::${part}`)));
}

/** Takes resources out of a state, and what depends on them. */
export function forget(state: StackState, lost: readonly StoredResource[]): void {
  const gone = new Set([...lost, ...lost.flatMap((each) => dependentsOf(state, each))]);
  state.resources = state.resources.filter((each) => !gone.has(each));
}

/** What depends on a resource, directly or not. */
function dependentsOf({ resources }: StackState, root: StoredResource): StoredResource[] {
  const found = new Set([root]);
  const needs = ({ dependencies, provider }: StoredResource) =>
    [...found].some(({ urn }) => dependencies.includes(urn) || provider === urn);
  for (let before = 0; before !== found.size;) {
    before = found.size;
    for (const each of resources.filter(needs)) found.add(each);
  }
  found.delete(root);
  return [...found];
}

/** Whether something that stays needs something that goes. */
export const isHeldByOthers = (state: StackState, lost: readonly StoredResource[]): boolean =>
  lost.some((each) => dependentsOf(state, each).some((other) => !lost.includes(other)));

/** The next run is to replace what is meant, and what is not meant is to stay. */
export function taint(state: StackState, parts: readonly string[]): void {
  const tainted = resourcesLike(state, parts);
  for (const each of state.resources) {
    if (tainted.includes(each)) each.isTainted = true;
    else delete each.isTainted;
  }
}
