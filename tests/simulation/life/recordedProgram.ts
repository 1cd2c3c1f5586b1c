import { isListing } from "../../../components/validation/listing";
import { record, recorded, type Sight } from "../engine/recording";
import { isGrant, isProvider, type DeclaredResource, type StackState } from "../engine/resource";
import { declareStack, type ProgramInput } from "../program/declareStack";

/** What was recorded, as JSON, by what it was recorded for. */
const kept = new Map<string, Promise<string>>();

/** Logins that were given differ from life to life, and components only pass them on. */
const placeholders = {
  management: { clientId: "<given client>", clientSecret: "<given secret>" },
  partner: "<partner>",
};

/**
 * What the components make of a declaration; run once for all that are the same.
 *
 * @param grants that the application of other people has, which the declaration names
 */
export async function recordedProgram(
  input: ProgramInput,
  { project, stack, resources }: StackState,
  isPreview: boolean,
  grants: readonly object[],
): Promise<DeclaredResource[]> {
  const { management, grant } = input.declaration;
  const login = management === "own" ? placeholders.management : management;
  const known = resources.filter((each) => isProvider(each) || (grant && isGrant(each)));
  const sight = {
    isPreview,
    grants,
    known: Object.fromEntries(known.map(({ name, inputs }) => [name, inputs])),
  };
  const { partner } = placeholders;
  const key = JSON.stringify([
    // Server and user are no part of the program.
    { ...input, declaration: { ...input.declaration, serverUrl: "", username: "" } },
    sight,
    isListing(),
  ])
    .replaceAll(login.clientId, placeholders.management.clientId)
    .replaceAll(login.clientSecret, placeholders.management.clientSecret)
    .replaceAll(grant?.clientId ?? partner, partner);
  const recording = kept.get(key) ?? recordingOf(key, input.domain);
  kept.set(key, recording);
  const text = [
    [recorded.project, project],
    [recorded.stack, stack],
    [placeholders.management.clientId, login.clientId],
    [placeholders.management.clientSecret, login.clientSecret],
    [partner, grant?.clientId],
  ].reduce((all, [from = "", to = ""]) => all.replaceAll(from, to), await recording);
  return JSON.parse(text) as DeclaredResource[];
}

async function recordingOf(key: string, domain: string): Promise<string> {
  const [input, sight] = JSON.parse(key) as [ProgramInput, Sight];
  const program = () => {
    process.env["AUTH0_DOMAIN"] = domain;
    declareStack(input);
    delete process.env["AUTH0_DOMAIN"];
  };
  return JSON.stringify(await record(program, sight));
}
