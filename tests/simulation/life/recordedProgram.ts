import { record, recorded } from "../engine/recording";
import { isProvider, type DeclaredResource, type StackState } from "../engine/resource";
import { declareStack, type ProgramInput } from "../program/declareStack";

/** What was recorded, as JSON, by what it was recorded for. */
const kept = new Map<string, Promise<string>>();

/** A login that was given differs from life to life, and components only pass it on. */
const given = { clientId: "<given client>", clientSecret: "<given secret>" };

/** What the components make of a declaration; run once for all that are the same. */
export async function recordedProgram(
  input: ProgramInput,
  { project, stack, resources }: StackState,
  isPreview: boolean,
): Promise<DeclaredResource[]> {
  const { management } = input.declaration;
  const login = management === "own" ? given : management;
  const declaration = {
    ...input.declaration,
    management: management === "own" ? management : given,
    // No part of the program.
    serverUrl: "",
    username: "",
  };
  const providers = Object.fromEntries(
    resources.filter(isProvider).map(({ name, inputs }) => [name, inputs]),
  );
  const recordedFor = { ...input, declaration };
  const key = JSON.stringify([recordedFor, isPreview, providers]);
  const recording =
    kept.get(key) ??
    record(
      () => {
        process.env["AUTH0_DOMAIN"] = input.domain;
        declareStack(recordedFor);
        delete process.env["AUTH0_DOMAIN"];
      },
      isPreview,
      providers,
    ).then((resources) => JSON.stringify(resources));
  kept.set(key, recording);
  const text = [
    [recorded.project, project],
    [recorded.stack, stack],
    [given.clientId, login.clientId],
    [given.clientSecret, login.clientSecret],
  ].reduce((all, [from = "", to = ""]) => all.replaceAll(from, to), await recording);
  return JSON.parse(text) as DeclaredResource[];
}
