import { defaultScope } from "../auth0/api";
import type { Mistake } from "../validation/validation";
import { setPlain } from "./remedies";

interface DeclaredApi {
  identifier?: unknown;
  scopes?: { name?: unknown }[];
}

/** Checks that mapped keys get scopes that the API of the stack defines: Auth0 refuses others. */
export function checkScopes(api: unknown, applications: unknown): Mistake[] {
  const { identifier, scopes = [] } = (api ?? {}) as DeclaredApi;
  // One that exists already is not known here.
  if (identifier === undefined || !Array.isArray(scopes)) return [];
  const defined = [defaultScope.name, ...scopes.map((scope) => scope.name)];
  return mappedKeys(applications)
    .filter(({ keys }) => keys.audience === undefined)
    .flatMap(({ path, keys }) =>
      keys.scopes.flatMap((scope, index): Mistake[] => {
        if (defined.includes(scope)) return [];
        const command = setPlain(`api.scopes[${scopes.length}].name`, `'${scope}'`);
        return [
          {
            path: [...path, "scopes", String(index)],
            reason: `must be a scope of the API (${defined.join(", ")}), but is "${scope}"`,
            remedy: { sentence: `Define it there: ${command}` },
          },
        ];
      }),
    );
}

interface Keys {
  scopes: string[];
  audience?: string;
}

function mappedKeys(applications: unknown): { path: string[]; keys: Keys }[] {
  const declared = (applications ?? {}) as Record<string, { keys?: Record<string, Keys> } | null>;
  return Object.entries(declared).flatMap(([name, application]) =>
    Object.entries(application?.keys ?? {})
      .filter(([, keys]) => Array.isArray((keys as Keys | null)?.scopes))
      .map(([use, keys]) => ({ path: [name, "keys", use], keys })),
  );
}
