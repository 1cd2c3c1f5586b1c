import { label } from "../../../components/marks/mark";
import { isListing } from "../../../components/validation/listing";
import { record, recorded, type Sight, type Tenant } from "../engine/recording";
import {
  isGrant,
  isProvider,
  outputOf,
  type DeclaredResource,
  type StackState,
} from "../engine/resource";
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
 * @param tenant as the program sees it
 */
export async function recordedProgram(
  input: ProgramInput,
  { project, stack, resources }: StackState,
  isPreview: boolean,
  tenant: Tenant,
): Promise<DeclaredResource[]> {
  const { management, grant } = input.declaration;
  const login = management === "own" ? placeholders.management : management;
  const known = resources.filter((each) => isProvider(each) || (grant && isGrant(each)));
  const sight = {
    isPreview,
    tenant,
    known: Object.fromEntries(known.map(({ name, inputs }) => [name, inputs])),
  };
  const { partner } = placeholders;
  const urnIn = (urn: string) =>
    urn.replace(/^urn:pulumi:.*?::.*?::/, `urn:pulumi:${recorded.stack}::${recorded.project}::`);
  // The program knows its owner as an output.
  const owners = resources
    .filter(({ type }) => type.endsWith(":Owner"))
    .map(({ id, urn }) => [outputOf(urnIn(urn), "id"), id]);
  const ids = resources
    .filter(({ type }) => /:(Client|ClientGrant|ResourceServer)$/.test(type))
    .map(({ id, urn }) => [`<id of ${urnIn(urn)}>`, id]);
  const text = JSON.stringify([
    // Server and user are no part of the program.
    { ...input, declaration: { ...input.declaration, serverUrl: "", username: "" } },
    sight,
    isListing(),
  ])
    .replaceAll(login.clientId, placeholders.management.clientId)
    .replaceAll(login.clientSecret, placeholders.management.clientSecret)
    .replaceAll(grant?.clientId ?? partner, partner);
  const key = [...owners, ...ids].reduce(
    (all, [to = "", from = ""]) => all.replaceAll(from, to),
    text,
  );
  const recording = kept.get(key) ?? recordingOf(key, input.domain);
  kept.set(key, recording);
  const filled = [
    ...ids,
    [label(`${recorded.project}/${recorded.stack}`), label(`${project}/${stack}`)],
    [recorded.project, project],
    [recorded.stack, stack],
    [placeholders.management.clientId, login.clientId],
    [placeholders.management.clientSecret, login.clientSecret],
    [partner, grant?.clientId],
  ].reduce((all, [from = "", to = ""]) => all.replaceAll(from, to), await recording);
  return JSON.parse(filled) as DeclaredResource[];
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
