import type { Declaration, DeclaredApplication } from "../program/declaration";
import type { Change } from "./life";

/** Makes a change in what a stack declares; nothing where there is nothing to change. */
export function applyChange(
  declaration: Declaration,
  change: Change,
  given: readonly { clientId: string; clientSecret: string }[],
): void {
  const { keyManager } = declaration;
  const [first, second] = given;
  const called = {
    "first given": first,
    "second given": second,
    own: undefined,
    nobody: undefined,
  };
  switch (change.change) {
    case "stack":
      Object.assign(declaration, change.fields);
      return;
    case "management": {
      const to = called[change.to];
      declaration.management = to ? { ...to } : "own";
      return;
    }
    case "grant": {
      const to = called[change.to];
      delete declaration.grant;
      if (to) declaration.grant = { clientId: to.clientId, adopt: change.adopt };
      return;
    }
    case "secret of the given management application":
      if (declaration.management !== "own") declaration.management.clientSecret = change.secret;
      return;
    case "Key Manager":
      declaration.keyManager = {
        resource: "auth0-key-manager",
        name: "auth0",
        ...keyManager,
        ...change.fields,
      };
      return;
    case "resource of the Key Manager":
      if (keyManager === undefined) return;
      delete keyManager.formerly;
      if (change.isAliased) keyManager.formerly = keyManager.resource;
      keyManager.resource = change.to;
      return;
    case "Key Manager moves":
      if (keyManager === undefined) return;
      keyManager.isMoved = !keyManager.isMoved;
      keyManager.isMoveKnown = change.isAliased;
      return;
    case "no Key Manager":
      delete declaration.keyManager;
      return;
    case "application": {
      const known = find(declaration, change.resource);
      // Pulumi refuses a name that is also another's alias.
      const isAlias = declaration.applications.some(({ formerly }) => formerly === change.resource);
      if (known) Object.assign(known, change.fields);
      else if (!isAlias) {
        declaration.applications.push({
          resource: change.resource,
          name: change.resource,
          isSubscribed: false,
          ...change.fields,
        });
      }
      return;
    }
    case "resource of an application": {
      const known = find(declaration, change.resource);
      if (known === undefined || find(declaration, change.to)) return;
      delete known.formerly;
      if (change.isAliased) known.formerly = known.resource;
      known.resource = change.to;
      return;
    }
    case "no application":
      declaration.applications = declaration.applications.filter(
        ({ resource }) => resource !== change.resource,
      );
  }
}

function find({ applications }: Declaration, resource: string): DeclaredApplication | undefined {
  return applications.find((each) => each.resource === resource);
}
