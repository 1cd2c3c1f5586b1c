import type { StackState } from "../engine/resource";

/** What a stack is to be called. */
export interface NewName {
  to: string;
  organization?: string;
  project?: string;
}

/** Names a stack in its state, also with another organization or project. */
export function renameStack(state: StackState, { to, organization, project }: NewName): void {
  const before = `urn:pulumi:${state.stack}::${state.project}::`;
  state.stack = to;
  if (organization !== undefined) state.organization = organization;
  if (project !== undefined) state.project = project;
  const after = `urn:pulumi:${state.stack}::${state.project}::`;
  state.resources = JSON.parse(
    JSON.stringify(state.resources).replaceAll(before, after),
  ) as StackState["resources"];
}
