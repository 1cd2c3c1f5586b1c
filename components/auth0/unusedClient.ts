import { quoted } from "../validation/settingPath";

/** What to do about an application in Auth0 that was created for a resource which has another one. */
export function describeUnused(
  { id, name }: { readonly id: string; readonly name: string },
  used: string,
): string {
  return (
    `Auth0 has the application "${name}" (client ID ${id}) with the mark of this resource, beside ${used}, ` +
    "which is used: an answer of Auth0 was lost, or the mark was copied by hand. It was not changed. If " +
    `nothing uses it, delete it: run pulumi import auth0:index/client:Client ${quoted(`unused-${id}`)} ${id} ` +
    "--protect=false --generate-code=false --yes, and then pulumi up."
  );
}
