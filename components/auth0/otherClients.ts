import { quoted } from "../validation/settingPath";

interface Client {
  readonly id: string;
  readonly name: string;
}

/** What to do about an application in Auth0 that was created for a resource which has another one. */
export function describeUnused({ id, name }: Client, used: string): string {
  return (
    `Auth0 has the application "${name}" (client ID ${id}) with the mark of this resource, beside ${used}, ` +
    "which the state has: an answer of Auth0 was lost, or the mark was copied by hand. It has no grant, and " +
    `was not changed. If nothing uses it, delete it: ${deletionOf(id)}`
  );
}

/** The same of one that was created by a run with another owner: before a state was lost, or by another stack. */
export function describeAnotherOwners({ id, name }: Client, owner: string, used: string): string {
  return (
    `Auth0 has the application "${name}" (client ID ${id}) beside ${used}. It was created for the same resource ` +
    `by a stack of the same name, with the owner ${owner}. If that is another stack, leave it. If a run ` +
    `of this one created it, after its state was lost, delete it: ${deletionOf(id)}`
  );
}

const deletionOf = (id: string) =>
  `run pulumi import auth0:index/client:Client ${quoted(`unused-${id}`)} ${id} --protect=false ` +
  "--generate-code=false --yes, and then pulumi up.";

/** Why an application is not created a second time, and the ways on. */
export function describeUsed({ id, name }: Client): string {
  return (
    `Auth0 has the application "${name}" (client ID ${id}), which this stack created for this resource and which ` +
    "is in use. The state does not have it, or this run is to replace it: whoever uses it would have to change " +
    "client ID and secret. It was not changed. If the state has lost it, take it in: npm run -s import-list (in a " +
    "program of your own: npx auth0-wso2-import-list). If it is to be replaced, run pulumi up without --replace, " +
    "or pulumi state untaint. If it shall be another one all the same, or another stack has it now, remove " +
    "managed_by from its metadata in Auth0's dashboard (Applications, its settings, Advanced) and run pulumi up."
  );
}
