import * as auth0 from "@pulumi/auth0";
import type * as pulumi from "@pulumi/pulumi";
import { nearest } from "../validation/nearest";
import { Refusal } from "../validation/refusal";
import { quoted, settingPath } from "../validation/settingPath";
import { AskedOnce } from "./askedOnce";
import { programObject } from "./tenantProvider";

/** What Management APIs have. */
const known = new AskedOnce<Promise<readonly string[]>>();

/**
 * Finds out whether the tenant's Management API has what is asked of it beyond the connector's
 * permissions. Auth0 takes a grant with others, but none of its tokens carries them.
 *
 * @throws Refusal that names those that it does not have
 */
export async function checkPermissions(
  permissions: readonly string[],
  managementApi: string,
  opts: pulumi.InvokeOptions = {},
): Promise<void> {
  if (permissions.length === 0) return;
  const existing = await known.get(programObject(), managementApi, () =>
    askFor(managementApi, opts),
  );
  const missing = [...permissions.entries()].filter(([, name]) => !existing.includes(name));
  if (missing.length === 0) return;
  const names = missing.map(([, name]) => {
    const meant = nearest(name, existing);
    return meant === undefined ? name : `${name} (perhaps ${meant})`;
  });
  // The last one first: the others keep their places.
  const removals = missing
    .map(([place]) =>
      settingPath(["managementApplication", "additionalPermissions", String(place)]),
    )
    .reverse()
    .map((path) => `pulumi config rm --path ${quoted(path)}`);
  throw new Refusal(
    `additionalPermissions of the management application has permissions that Auth0's Management API ` +
      `${managementApi} does not have, so that no token would carry them: ${names.join(", ")}. Correct ` +
      `them, or take them out: ${removals.join(" && ")}`,
  );
}

async function askFor(identifier: string, opts: pulumi.InvokeOptions): Promise<readonly string[]> {
  const { scopes } = await auth0.getResourceServer({ identifier }, opts);
  return scopes.map(({ name }) => name);
}
