/** The kinds of which there is nothing but what the state has. */
export type StateOnly = "Owner" | "ApiDeletionProtection";

/** The kinds of resources that have a dynamic provider here. */
export type ProviderKind =
  StateOnly | "KeyManager" | "Application" | "ApplicationKeys" | "Subscription";

/**
 * What stands in for a kind where the program has gone back to a version that does not have it: it lets the
 * state forget what is nowhere else.
 */
const standIns: Partial<Record<ProviderKind, string>> = {
  ApiDeletionProtection: "||{read:async(id,props)=>({id,props}),delete:async()=>{}}",
};

/**
 * The only code of ours that gets into the state, where each resource has it twice: so it is short. It loads
 * the provider that is installed now, so that `refresh` and `destroy` never run the code of an earlier day,
 * and a change of our code is no change of a resource. Where the program is a fork of this project's
 * folder, the package may have another name there.
 */
export function shim(kind: ProviderKind): string {
  return `exports.handler=()=>{
const n='auth0-wso2-key-manager',d=process.cwd(),r=require('module').createRequire(d+'/_'),
f=[n+'/providers','./load/providers.cjs'].find(i=>{try{return r.resolve(i)}catch{}})
if(f)return r(f).providers.${kind}${standIns[kind] ?? ""}
throw Object.assign(Error(\`The package \${n} is not installed in \${d}. Install it there, as by npm ci, and run this again.\`),{stack:''})}`;
}
