import type { World } from "../world/world";
import type { Stack } from "./stack";

/** `pulumi state move` of a resource; the declaration goes with it. */
export function moveResource(from: Stack, to: Stack, name: string, { journal }: World): void {
  const moved = from.state.resources.filter((each) => each.name === name && !each.isCondemned);
  const isTaken =
    to.state.resources.some((each) => each.name === name) ||
    to.declaration.applications.some(({ resource }) => `${resource}-application` === name);
  if (moved.length === 0 || isTaken) return;
  from.state.resources = from.state.resources.filter((each) => !moved.includes(each));
  const prefix = ({ state }: Stack) => `urn:pulumi:${state.stack}::${state.project}::`;
  for (const resource of moved) {
    const renamed = JSON.parse(
      JSON.stringify(resource).replaceAll(prefix(from), prefix(to)),
    ) as typeof resource;
    // What it depended on stays where it was.
    const there = to.state.resources.map(({ urn }) => urn);
    renamed.dependencies = renamed.dependencies.filter((urn) => there.includes(urn));
    renamed.propertyDependencies = {};
    to.state.resources.push(renamed);
    journal.move(renamed.id, to.key);
  }
  const application = from.declaration.applications.find(
    ({ resource }) => `${resource}-application` === name,
  );
  if (application) {
    from.declaration.applications = from.declaration.applications.filter(
      (each) => each !== application,
    );
    to.declaration.applications.push(application);
  }
  from.isWhole = false;
  to.isWhole = false;
}
