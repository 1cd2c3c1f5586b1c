import { scopesOfApi } from "../auth0/apiScopes";
import { nearest } from "../validation/nearest";
import { setPlain } from "../validation/settingPath";
import type { Mistake } from "../validation/validation";

interface DeclaredApi {
  identifier?: unknown;
  scopes?: { name: string }[];
  grants?: Record<string, Granted>;
}

/** What gets scopes of an API. */
interface Granted {
  scopes: string[];
  audience?: string;
}

/** Checks that mapped keys get scopes that the API of the stack defines: Auth0 refuses others. */
export function checkScopesOfKeys(
  api: unknown,
  applications: unknown,
  isElsewhere = false,
): Mistake[] {
  const declared = (applications ?? {}) as Record<
    string,
    { keys?: Record<string, Granted> } | null
  >;
  return Object.entries(declared).flatMap(([name, application]) =>
    mistakesIn(api, application?.keys, [name, "keys"], isElsewhere),
  );
}

/** The same for the grants of the API; Auth0 takes others there, which are in no list of the API. */
export function checkScopesOfGrants(api: unknown): Mistake[] {
  return mistakesIn(api, (api as DeclaredApi | undefined)?.grants, ["grants"]);
}

function mistakesIn(
  api: unknown,
  declared: Record<string, Granted | null> | null | undefined,
  where: string[],
  isElsewhere = false,
): Mistake[] {
  const { identifier, scopes = [] } = (api ?? {}) as DeclaredApi;
  // One that exists already is not known here.
  if (identifier === undefined || !Array.isArray(scopes)) return [];
  const defined = scopesOfApi(scopes);
  return Object.entries(declared ?? {}).flatMap(([name, granted]) => {
    if (granted?.audience !== undefined || !Array.isArray(granted?.scopes)) return [];
    return granted.scopes.flatMap((scope, index): Mistake[] => {
      if (defined.includes(scope)) return [];
      const path = [...where, name, "scopes", String(index)];
      const place = `${isElsewhere ? "keyManager.reference" : "api"}.scopes[${scopes.length}]`;
      return [mistakeOf(path, scope, defined, isElsewhere ? place : `${place}.name`)];
    });
  });
}

function mistakeOf(path: string[], scope: string, defined: string[], place: string): Mistake {
  const meant = nearest(scope, defined);
  const command = setPlain(place, `'${scope}'`);
  return {
    path,
    reason:
      `must be a scope of the API (${defined.join(", ")}), but is ` +
      `"${scope}"${meant === undefined ? "" : `; did you mean "${meant}"?`}`,
    remedy: { sentence: `Define it there: ${command}` },
  };
}
